/**
 * All ideas, infobase and journal entries of the person as this device shows them. What is private stays encrypted here.
 *
 * @import { Item, ItemType } from "../types.js"
 */

import { reachedOrKnown } from "../offline/lists.js";
import { newestFirst } from "../offline/order.js";
import { replica } from "../offline/replica.js";
import { sync } from "../sync.js";
import { noteSeen } from "../vault/contents.js";
import { Damaged } from "../vault/damaged.js";

/** @type {ItemType[]} */
const TYPES = ["ideas", "infobase", "journal"];

/** Fires "change" with `detail.items` and `detail.gone` (ids). */
class Store extends EventTarget {
  /** @type {Map<string, Item>} */
  #items = new Map();
  /** @type {Map<string, Damaged>} */
  #damaged = new Map();
  #joined = false;

  /**
   * Brings everything up to date, as far as the server can be reached; from then on it follows by itself.
   */
  async refresh() {
    await replica.hold(...TYPES);
    if (!this.#joined) replica.addEventListener("change", () => this.#compare());
    this.#joined = true;
    this.#compare();
    await reachedOrKnown(() => sync.now());
  }

  /**
   * @param {string} id
   * @returns {Item | undefined} unless it is no more, or damaged
   */
  readable(id) {
    return this.#damaged.has(id) ? undefined : this.#items.get(id);
  }

  /** @param {string} id */
  get(id) {
    return this.#items.get(id);
  }

  /**
   * Why an item is not to be trusted, whatever is in it.
   *
   * @param {string} id
   */
  damage(id) {
    return this.#damaged.get(id);
  }

  /**
   * @param {ItemType[]} types
   * @returns {Item[]} the newest first
   */
  of(...types) {
    return newestFirst([...this.#items.values()].filter(({ t }) => types.includes(t)));
  }

  /** Takes over what is otherwise than before. */
  #compare() {
    /** @type {Map<string, Item>} */
    const present = new Map(TYPES.flatMap((t) => [...replica.shown(t)]));
    const gone = [...this.#items.keys()].filter((id) => !present.has(id));
    const items = [...present.values()].filter((item) => isOther(item, this.#items.get(item.id)));
    for (const id of gone) this.#forget(id);
    for (const item of items) this.#set(item);
    if (gone.length + items.length === 0) return;
    this.dispatchEvent(new CustomEvent("change", { detail: { items, gone } }));
  }

  /** @param {Item} item */
  #set(item) {
    this.#items.set(item.id, item);
    this.#damaged.delete(item.id);
    // What this device makes of its own changes on top says nothing about the server.
    if (item !== replica.told(item.t, item.id)) return;
    try {
      noteSeen(item);
    } catch (problem) {
      if (!(problem instanceof Damaged)) throw problem;
      this.#damaged.set(item.id, problem);
    }
  }

  /** @param {string} id */
  #forget(id) {
    this.#items.delete(id);
    this.#damaged.delete(id);
  }
}

export const store = new Store();

/**
 * Times tell a row of the server's from what this device has made of the same change by its own clock.
 *
 * @param {Item} item
 * @param {Item | undefined} before
 */
function isOther(item, before) {
  if (!before) return true;
  return /** @type {const} */ (["seq", "pending", "created_at", "updated_at"]).some((key) => before[key] !== item[key]);
}
