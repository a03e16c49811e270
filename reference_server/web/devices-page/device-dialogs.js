/**
 * The dialogs of a paired watcher: one to rename it, one to ask before it is removed.
 *
 * @import { Device } from "../types.js"
 */

import { call } from "../api.js";
import { onPress, onSubmit } from "../commands.js";
import { byId, formById, part } from "../elements.js";
import { clearMessages } from "../messages.js";

export class RenameDialog {
  #dialog = /** @type {HTMLDialogElement} */ (byId("rename-device"));
  #form = formById("rename-device-form");
  #name = /** @type {HTMLInputElement} */ (part(this.#form, "name"));
  /** @type {Device | undefined} */
  #device;

  /** @param {(device: Device) => void} keep takes the watcher as saved */
  constructor(keep) {
    part(this.#dialog, "cancel").addEventListener("click", () => this.#dialog.close());
    onSubmit(this.#form, async () => {
      const { id } = /** @type {Device} */ (this.#device);
      const saved = await call("PATCH", `api/daw/devices/${id}`, { name: this.#name.value });
      this.#dialog.close();
      keep(saved);
      return `The watcher is called ${saved.name} now.`;
    });
  }

  /** @param {Device} device */
  open(device) {
    this.#device = device;
    this.#name.value = device.name;
    this.#dialog.showModal();
    clearMessages(this.#form);
  }
}

/** The question before a watcher is removed. */
export class RemovalDialog {
  #dialog = /** @type {HTMLDialogElement} */ (byId("remove-device"));
  #about = part(this.#dialog, "about");
  /** @type {Device | undefined} */
  #device;

  /** @param {(device: Device) => void} drop takes the watcher that is no more */
  constructor(drop) {
    part(this.#dialog, "cancel").addEventListener("click", () => this.#dialog.close());
    onPress(part(this.#dialog, "confirm"), async () => {
      const device = /** @type {Device} */ (this.#device);
      await call("DELETE", `api/daw/devices/${device.id}`);
      this.#dialog.close();
      drop(device);
      return `${device.name} is removed.`;
    });
  }

  /** @param {Device} device */
  open(device) {
    this.#device = device;
    this.#about.textContent = device.name;
    this.#dialog.showModal();
    part(this.#dialog, "cancel").focus();
    clearMessages();
  }
}
