/**
 * The settings of a vault.
 *
 * @import { VaultView } from "../types.js"
 */

import { part } from "../elements.js";

export class SettingsView {
  #minutes;
  #tier;
  #shown = "";

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#minutes = /** @type {HTMLInputElement} */ (part(form, "minutes"));
    this.#tier = /** @type {HTMLSelectElement} */ (part(form, "tier"));
  }

  /** @param {VaultView} view */
  show({ auto_lock_minutes, enforce_tier }) {
    // What somebody is typing must survive a refresh that brings nothing new.
    const now = JSON.stringify([auto_lock_minutes, enforce_tier]);
    if (now === this.#shown) return;
    this.#shown = now;
    this.#minutes.value = String(auto_lock_minutes);
    this.#tier.value = enforce_tier;
  }

  get written() {
    return { auto_lock_minutes: Number(this.#minutes.value), enforce_tier: this.#tier.value };
  }
}
