/** A dialog with a form that takes secrets: they are gone whenever it closes. */

import { byId, part } from "../elements.js";
import { clearMessages } from "../messages.js";
import { SecretForm } from "./secret-form.js";

/** @template T what comes of the work */
export class SecretDialog {
  #dialog;
  #form;

  /**
   * @param {string} id the dialog's, which holds one form
   * @param {(field: (name: string) => string) => Promise<T>} work takes what was typed
   * @param {(made: T) => string} conclude gives the confirmation; it may move the focus, which an open dialog would keep
   */
  constructor(id, work, conclude) {
    this.#dialog = /** @type {HTMLDialogElement} */ (byId(id));
    this.#form = /** @type {HTMLFormElement} */ (this.#dialog.querySelector("form"));
    const secrets = new SecretForm(this.#form, async (field) => {
      const made = await work(field);
      this.#dialog.close();
      // What the page said before, such as that something needs an open vault, is over.
      clearMessages();
      return conclude(made);
    });
    part(this.#form, "cancel").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => secrets.empty());
  }

  open() {
    if (this.#dialog.open) return;
    this.#dialog.showModal();
    clearMessages(this.#form);
  }

  close() {
    this.#dialog.close();
  }
}
