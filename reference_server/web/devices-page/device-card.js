/**
 * A paired watcher on the screen.
 *
 * @import { Card, Device, PlacedPerson } from "../types.js"
 */

import { counted } from "../day.js";
import { copyOf, labelButton, part } from "../elements.js";
import { momentIn } from "../moments.js";

/**
 * What a person can do to a watcher.
 *
 * @typedef {object} Decisions
 * @property {(device: Device) => void} rename
 * @property {(device: Device) => void} remove
 */

/** @implements {Card<Device>} */
export class DeviceCard {
  /** @type {Device} */
  #device;
  #person;

  /**
   * @param {Device} device
   * @param {PlacedPerson} person
   * @param {Decisions} decisions
   */
  constructor(device, person, { rename, remove }) {
    this.#device = device;
    this.#person = person;
    this.root = copyOf("device-card");
    part(this.root, "rename").addEventListener("click", () => rename(this.#device));
    part(this.root, "remove").addEventListener("click", () => remove(this.#device));
  }

  /** @param {Device} device */
  update(device) {
    this.#device = device;
    for (const fact of /** @type {const} */ (["name", "platform", "version"])) {
      part(this.root, fact).textContent = device[fact];
    }
    const { time_zone: zone } = this.#person;
    part(this.root, "paired").replaceChildren(momentIn(device.paired_at, zone));
    part(this.root, "seen").replaceChildren(device.seen_at === null ? "never" : momentIn(device.seen_at, zone));
    part(this.root, "files").textContent = `${counted(device.files, "file")} backed up`;
    labelButton(part(this.root, "rename"), "Rename", device.name);
    labelButton(part(this.root, "remove"), "Remove", device.name);
  }
}
