/**
 * A backed-up file in the table.
 *
 * @import { Card, ListedFile, PlacedPerson } from "../types.js"
 */

import { copyOf, part } from "../elements.js";
import { momentIn } from "../moments.js";
import { exactSize, sizeInWords } from "./sizes.js";

/** @implements {Card<ListedFile>} */
export class FileRow {
  root = copyOf("file-row");
  #person;
  #shown = "";

  /** @param {PlacedPerson} person */
  constructor(person) {
    this.#person = person;
  }

  /** @param {ListedFile} file */
  update(file) {
    // What somebody has selected must survive a refresh that brings nothing new.
    const now = JSON.stringify(file);
    if (now === this.#shown) return;
    this.#shown = now;
    const { filename, owner, device, rev, ct_size, stored_at, deleted } = file;
    const name = part(this.root, "name");
    name.textContent = filename ?? "name not shared";
    name.classList.toggle("untold", filename === null);
    part(this.root, "owner").textContent = owner;
    part(this.root, "device").textContent = device;
    this.#showSize(ct_size);
    part(this.root, "version").textContent = String(rev);
    part(this.root, "stored").replaceChildren(momentIn(stored_at, this.#person.time_zone));
    part(this.root, "state").textContent = deleted ? "removed" : "stored";
    this.root.classList.toggle("removed", deleted);
  }

  /** @param {number} bytes */
  #showSize(bytes) {
    const size = /** @type {HTMLDataElement} */ (part(this.root, "size"));
    size.value = String(bytes);
    size.title = exactSize(bytes);
    size.textContent = sizeInWords(bytes);
  }
}
