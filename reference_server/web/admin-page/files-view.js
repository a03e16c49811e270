/**
 * The table of backed-up files with its filter, and what is told of how fresh it is.
 *
 * @import { ListedFile, PlacedPerson } from "../types.js"
 */

import { CardList } from "../cards.js";
import { counted } from "../day.js";
import { byId, part } from "../elements.js";
import { clockTime } from "../moments.js";
import { FileRow } from "./file-row.js";
import { keepingStill } from "./stillness.js";

export class FilesView {
  #root = byId("files");
  #forbidden = byId("forbidden");
  #filter = /** @type {HTMLInputElement} */ (part(this.#root, "filter"));
  #more = part(this.#root, "more");
  #rows = part(this.#root, "list");
  #person;
  #list;
  /** @type {ListedFile[]} */
  #files = [];

  /**
   * @param {PlacedPerson} person
   * @param {() => void} more called when somebody asks for more
   */
  constructor(person, more) {
    this.#person = person;
    this.#list = new CardList(this.#root, () => new FileRow(person));
    this.#filter.addEventListener("input", () => this.#narrow());
    this.#more.addEventListener("click", more);
  }

  get count() {
    return this.#files.length;
  }

  /**
   * @param {ListedFile[]} files
   * @param {boolean} more whether there are others
   */
  show(files, more) {
    this.#files = files;
    this.#forbid(false);
    keepingStill(this.#rows, () => {
      this.#list.show(files);
      this.#more.hidden = !more;
      part(this.#root, "refreshed").textContent = clockTime(Date.now(), this.#person.time_zone);
      this.#say("trouble", "");
      this.#narrow();
    });
  }

  /**
   * Says that what is shown grows old.
   *
   * @param {string} why
   */
  tellTrouble(why) {
    this.#root.hidden = !this.#forbidden.hidden;
    keepingStill(this.#rows, () => this.#say("trouble", `The list could not be refreshed. ${why}`));
  }

  /** Shows nothing of anybody to who is no administrator. */
  refuse() {
    this.#files = [];
    this.#list.show([]);
    this.#forbid(true);
  }

  /**
   * Leads who works by keyboard to where the new ones begin.
   *
   * @param {number} first
   */
  focusOn(first) {
    const row = [...this.#rows.children].slice(first).find((each) => each.checkVisibility());
    /** @type {HTMLElement} */ (row?.querySelector("th") ?? this.#filter).focus();
  }

  /** @param {boolean} forbidden */
  #forbid(forbidden) {
    this.#forbidden.hidden = !forbidden;
    this.#root.hidden = forbidden;
  }

  /** Leaves the rows in sight whose names hold what was typed. */
  #narrow() {
    const sought = this.#filter.value.trim().toLowerCase();
    let found = 0;
    this.#files.forEach(({ filename }, index) => {
      const matches = sought === "" || Boolean(filename?.toLowerCase().includes(sought));
      /** @type {HTMLElement} */ (this.#rows.children[index]).hidden = !matches;
      found += Number(matches);
    });
    this.#say("count", this.#files.length === 0 ? "" : this.#countInWords(sought === "" ? null : found));
  }

  /** @param {number | null} found of those that are listed; null when nothing is sought */
  #countInWords(found) {
    const all = `${counted(this.#files.length, "file")} listed`;
    const narrowed = found === null ? all : `${found} of ${all}`;
    return this.#more.hidden ? `${narrowed}.` : `${narrowed}; there are more.`;
  }

  /**
   * Said again, the same would be read out again.
   *
   * @param {string} name
   * @param {string} text
   */
  #say(name, text) {
    const place = part(this.#root, name);
    if (place.textContent !== text) place.textContent = text;
  }
}
