/**
 * What the pages Ideas, Infobase and Journal are: a form, a list, and what happens to both when the vault locks.
 *
 * @import { Build } from "../page.js"
 * @import { Item, ItemType } from "../types.js"
 */

import { lockReason } from "../advice.js";
import { CardList } from "../cards.js";
import { command, onSubmit } from "../commands.js";
import { DeletionDialog } from "../deletion-dialog.js";
import { byId, formById, listenWhileShown, part } from "../elements.js";
import { clearMessages } from "../messages.js";
import { told } from "../offline/perform.js";
import { knowVault } from "../vault/guarded.js";
import { vault } from "../vault/vault.js";
import { ItemCard } from "./item-card.js";
import { ItemDialog } from "./item-dialog.js";
import { ItemForm } from "./item-form.js";
import { store } from "./store.js";
import { create, remove } from "./writing.js";

/** Cards that are shown at first, and each time that somebody asks for more. */
const PAGE = 50;

/**
 * @param {ItemType} t
 * @returns {Build}
 */
export function itemsPage(t) {
  return (person) => {
    let count = PAGE;
    /** @type {EventTarget | null} */
    let focused = null;
    const main = byId("main");
    const form = formById("new-item");
    const fields = new ItemForm(form);
    const dialog = new ItemDialog();
    const deletion = new DeletionDialog(remove, "items-heading");
    const more = part(main, "more");
    const list = new CardList(
      byId("items"),
      /** @param {Item} item */
      (item) => new ItemCard(item, person, { edit: open, remove: (each, title) => deletion.open(each, title) }),
    );

    function show() {
      const items = store.of(t);
      list.show(items.slice(0, count));
      more.hidden = items.length <= count;
      fields.showState();
      dialog.showState();
      showLock();
    }

    /** @param {Item} item */
    function open(item) {
      return command(async () => {
        await dialog.open(item);
        return "";
      });
    }

    /** Opens the item that the address names, once. */
    async function openNamed() {
      const item = store.get(decodeURIComponent(location.hash.slice(1)));
      if (item?.t !== t) return;
      history.replaceState(history.state, "", location.pathname + location.search);
      await open(item);
    }

    function forget() {
      dialog.close();
      deletion.close();
      if (fields.isPrivate) fields.empty();
      clearMessages(form);
      show();
    }

    /** Who was at a control that a lock has disabled goes on from the sentence that says why. */
    function keepFocus() {
      const lost = document.activeElement === document.body || document.activeElement?.matches(":disabled");
      if (lost && focused instanceof HTMLElement && focused.matches(":disabled")) byId("locked-note").focus();
    }

    onSubmit(form, async () => {
      const { draft } = fields;
      const created = await create(t, draft);
      fields.empty();
      part(form, "title").focus();
      return told(`${draft.title.trim()} created.`, created);
    });
    more.addEventListener("click", () => {
      const next = count;
      count += PAGE;
      show();
      // Who works by keyboard goes on where the new ones begin.
      part(byId("items"), "list").children.item(next)?.querySelector("h3")?.focus();
    });
    main.addEventListener("focusin", ({ target }) => {
      focused = target;
    });
    listenWhileShown(main, store, "change", show);
    listenWhileShown(main, vault, "change", show);
    listenWhileShown(main, vault, "locked", keepFocus);
    listenWhileShown(main, window, "hashchange", openNamed);
    const takeOut = vault.onLock("view", () => (main.isConnected ? forget() : takeOut()));

    /** @type {Promise<void> | undefined} */
    let arrived;
    return async () => {
      await knowVault();
      // Once a visit: what changes later, the store hears of by itself.
      arrived ??= store.refresh().catch((problem) => {
        arrived = undefined;
        throw problem;
      });
      await arrived;
      show();
      // Its turn comes when this is over.
      void openNamed();
    };
  };
}

/** Says why nothing can be written, at the place that all controls point to. */
function showLock() {
  const place = byId("locked-note");
  const locked = vault.state === "locked";
  place.hidden = !locked;
  part(place, "reason").textContent = locked ? lockReason(vault.reason) : "";
}
