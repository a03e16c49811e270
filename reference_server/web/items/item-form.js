/**
 * The fields of an item: in the form for a new one and in the dialog for one that there is.
 *
 * @import { Content, Item, ItemDraft } from "../types.js"
 */

import { part } from "../elements.js";
import { vault } from "../vault/vault.js";

export class ItemForm {
  #form;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    this.#switch.addEventListener("change", () => this.#showSharing());
  }

  /** @returns {ItemDraft} */
  get draft() {
    return {
      title: this.#control("title").value,
      body: this.#control("body").value,
      isPrivate: this.#switch.checked,
      shared: this.#sharing?.checked && !this.#switch.checked,
    };
  }

  /** @returns {boolean} whether what is written here is for nobody else's eyes */
  get isPrivate() {
    return this.#switch.checked;
  }

  /**
   * @param {Item} item
   * @param {Content} content
   */
  fill(item, { title, body }) {
    this.#control("title").value = title;
    this.#control("body").value = body;
    this.#switch.checked = item.mode === "private";
    if (this.#sharing) this.#sharing.checked = item.shared;
    this.showState();
  }

  /** Leaves nothing of what was written. */
  empty() {
    this.#form.reset();
    this.showState();
  }

  /** Shows what can be done as the vault is now. */
  showState() {
    const none = vault.state === "none";
    const locked = vault.state === "locked";
    /** @type {HTMLFieldSetElement} */ (part(this.#form, "fields")).disabled = locked;
    /** @type {HTMLButtonElement} */ (this.#form.querySelector("button:not([type=button])")).disabled = locked;
    this.#switch.disabled = none;
    part(this.#form, "no-vault").hidden = !none;
    this.#showSharing();
  }

  #showSharing() {
    if (this.#sharing) this.#sharing.disabled = this.#switch.checked;
  }

  get #switch() {
    return /** @type {HTMLInputElement} */ (this.#control("private"));
  }

  /** @returns {HTMLInputElement | undefined} */
  get #sharing() {
    return /** @type {HTMLInputElement | null} */ (this.#form.elements.namedItem("shared")) ?? undefined;
  }

  /** @param {string} name */
  #control(name) {
    return /** @type {HTMLInputElement | HTMLTextAreaElement} */ (this.#form.elements.namedItem(name));
  }
}
