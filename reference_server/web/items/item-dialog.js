/**
 * The dialog in which an item is read and changed.
 *
 * @import { Content, Item } from "../types.js"
 */

import { Problem } from "../api.js";
import { command, onSubmit } from "../commands.js";
import { closeNear } from "../deletion-dialog.js";
import { byId, formById, part } from "../elements.js";
import { clearMessages } from "../messages.js";
import { told } from "../offline/perform.js";
import { sync } from "../sync.js";
import { ItemForm } from "./item-form.js";
import { contentOf } from "./reading.js";
import { store } from "./store.js";
import { create, save } from "./writing.js";

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
      closeNear(this.#dialog, "items-heading");
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
      closeNear(this.#dialog, "items-heading");
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
