/**
 * The dialogs of an item: one to read and change it, one to ask before it is deleted.
 *
 * @import { Content, Item } from "../types.js"
 */

import { Problem } from "../api.js";
import { command, onPress, onSubmit } from "../commands.js";
import { byId, formById, part } from "../elements.js";
import { clearMessages } from "../messages.js";
import { told } from "../offline/perform.js";
import { sync } from "../sync.js";
import { ItemForm } from "./item-form.js";
import { contentOf } from "./reading.js";
import { store } from "./store.js";
import { create, remove, save } from "./writing.js";

export class ItemDialog {
  #dialog = /** @type {HTMLDialogElement} */ (byId("edit-item"));
  #form = formById("edit-item-form");
  #fields = new ItemForm(this.#form);
  #conflict = part(this.#dialog, "conflict");
  /** @type {Item | undefined} */
  #item;

  constructor() {
    part(this.#dialog, "cancel").addEventListener("click", () => this.#dialog.close());
    part(this.#dialog, "present").addEventListener("click", () => this.#loadPresent());
    part(this.#dialog, "as-new").addEventListener("click", () => this.#keepAsNew());
    this.#dialog.addEventListener("close", () => this.#empty());
    onSubmit(this.#form, () => this.#save());
  }

  /**
   * @param {Item} item
   * @throws {Damaged}
   * @throws {Problem}
   */
  async open(item) {
    const content = await contentOf(item);
    this.#show(item, content);
    this.#dialog.showModal();
    clearMessages(this.#form);
  }

  /** Closes without leaving anything of what was in it. */
  close() {
    this.#dialog.close();
    this.#empty();
  }

  /** Shows what can be done as the vault is now. */
  showState() {
    this.#fields.showState();
  }

  /**
   * @param {Item} item
   * @param {Content} content
   */
  #show(item, content) {
    this.#item = item;
    this.#fields.fill(item, content);
    this.#conflict.hidden = true;
  }

  #empty() {
    this.#item = undefined;
    this.#fields.empty();
    this.#conflict.hidden = true;
  }

  async #save() {
    const { draft } = this.#fields;
    try {
      const saved = await save(/** @type {Item} */ (this.#item), draft);
      closeNearItem(this.#dialog);
      return told(`${draft.title.trim()} saved.`, saved);
    } catch (problem) {
      const conflict = problem instanceof Problem && problem.type === "revision-conflict";
      throw conflict ? await this.#showConflict(problem) : problem;
    }
  }

  /**
   * @param {Problem} problem
   * @returns {Promise<Problem>} what is to be said of it
   */
  async #showConflict(problem) {
    const gone = Boolean(problem.facts.current?.deleted);
    await sync.now();
    part(this.#conflict, "gone").hidden = !gone;
    part(this.#conflict, "changed").hidden = gone;
    this.#conflict.hidden = false;
    return gone ? new Problem({ ...problem.facts, detail: "This was deleted elsewhere in the meantime." }) : problem;
  }

  /** Makes a new item of what was typed about one that is no more. */
  #keepAsNew() {
    return command(async () => {
      const { draft } = this.#fields;
      const kept = await create(/** @type {Item} */ (this.#item).t, draft);
      closeNearItem(this.#dialog);
      return told(`${draft.title.trim()} created.`, kept);
    }, this.#form);
  }

  #loadPresent() {
    const item = store.get(/** @type {Item} */ (this.#item).id);
    if (!item) return;
    return command(async () => {
      this.#show(item, await contentOf(item));
      part(this.#form, "title").focus();
      return "The present version is shown.";
    }, this.#form);
  }
}

/** The question before an item is deleted. */
export class DeletionDialog {
  #dialog = /** @type {HTMLDialogElement} */ (byId("delete-item"));
  #about = part(this.#dialog, "about");
  /** @type {Item | undefined} */
  #item;

  constructor() {
    part(this.#dialog, "cancel").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#empty());
    onPress(part(this.#dialog, "confirm"), async () => {
      const title = this.#about.textContent;
      const left = await remove(/** @type {Item} */ (this.#item));
      closeNearItem(this.#dialog);
      return told(`${title} deleted.`, left);
    });
  }

  /**
   * @param {Item} item
   * @param {string} title as it is shown
   */
  open(item, title) {
    this.#item = item;
    this.#about.textContent = title;
    this.#dialog.showModal();
    part(this.#dialog, "cancel").focus();
    clearMessages();
  }

  /** Closes without leaving anything of what was in it. */
  close() {
    this.#dialog.close();
    this.#empty();
  }

  #empty() {
    this.#item = undefined;
    this.#about.textContent = "";
  }
}

/**
 * Closes a dialog. Where the card that it was opened from is gone, the person goes on from the list's heading.
 *
 * @param {HTMLDialogElement} dialog
 */
function closeNearItem(dialog) {
  dialog.close();
  const { activeElement } = document;
  if (activeElement === document.body || dialog.contains(activeElement)) byId("items-heading").focus();
}
