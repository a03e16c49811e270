/**
 * All ideas, infobase and journal entries of the person as this page knows them, by their changes. What is private stays
 * encrypted here.
 *
 * @import { Item, ItemType, Tombstone } from "../types.js"
 */

import { sync } from "../sync.js";
import { noteGone, noteSeen } from "../vault/contents.js";
import { Damaged } from "../vault/damaged.js";

/** Fires "change" with `detail.items` and `detail.gone` (ids). */
class Store extends EventTarget {
  /** @type {Map<string, Item>} */
  #items = new Map();
  /** @type {Map<string, Damaged>} */
  #damaged = new Map();
  /** Ids of what is no more; ids are never used again. */
  #gone = new Set();
  #joined = false;

  /** Brings everything up to date. */
  async refresh() {
    if (!this.#joined) sync.onChanges((changes) => this.#heed(changes));
    this.#joined = true;
    await sync.now();
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
    const made = [...this.#items.values()]
      .filter(({ t }) => types.includes(t))
      .map((item) => ({ item, at: madeAt(item) }));
    return made.sort((one, other) => other.at - one.at || other.item.seq - one.item.seq).map(({ item }) => item);
  }

  /** @param {Item} item as the server has just given it */
  keep(item) {
    this.#heed([item]);
  }

  /** @param {Item} item that is no more, from the revision on that follows it */
  drop({ id, rev }) {
    this.#forget(id, rev + 1);
    this.#tell([], [id]);
  }

  /** @param {(Item | Tombstone)[]} changes */
  #heed(changes) {
    const news = changes.filter(({ id, seq }) => !this.#gone.has(id) && seq > (this.#items.get(id)?.seq ?? 0));
    for (const change of news) {
      if (change.deleted) this.#forget(change.id, change.rev);
      else this.#set(change);
    }
    if (news.length === 0) return;
    const items = news.filter((change) => !change.deleted);
    this.#tell(
      items,
      news.filter(({ deleted }) => deleted).map(({ id }) => id),
    );
  }

  /** @param {Item} item */
  #set(item) {
    this.#items.set(item.id, item);
    this.#damaged.delete(item.id);
    try {
      noteSeen(item);
    } catch (problem) {
      if (!(problem instanceof Damaged)) throw problem;
      this.#damaged.set(item.id, problem);
    }
  }

  /**
   * @param {string} id
   * @param {number} rev that its end is
   */
  #forget(id, rev) {
    noteGone(id, rev);
    this.#gone.add(id);
    this.#items.delete(id);
    this.#damaged.delete(id);
  }

  /**
   * @param {Item[]} items
   * @param {string[]} gone
   */
  #tell(items, gone) {
    this.dispatchEvent(new CustomEvent("change", { detail: { items, gone } }));
  }
}

export const store = new Store();

/** @param {Item} item */
function madeAt({ created_at }) {
  return Date.parse(created_at);
}
