/**
 * The index in memory: which items have a token. It holds no words.
 *
 * @import { IndexEntry } from "../types.js"
 */

export class Index {
  /** @type {Map<string, IndexEntry>} by the item's id */
  #entries = new Map();
  /** @type {Map<string, Set<string>>} ids by token */
  #ids = new Map();

  get size() {
    return this.#entries.size;
  }

  /** The ids of all items. */
  get all() {
    return this.#entries.keys();
  }

  /** @param {string} id */
  get(id) {
    return this.#entries.get(id);
  }

  /**
   * The items that have a token.
   *
   * @param {string} token
   * @returns {Iterable<string>} ids
   */
  having(token) {
    return this.#ids.get(token) ?? [];
  }

  /** @param {IndexEntry} entry stands for the item from now on, whatever stood for it before */
  add(entry) {
    this.remove(entry.id);
    this.#entries.set(entry.id, entry);
    for (const token of tokensOf(entry)) {
      const ids = this.#ids.get(token);
      if (ids) ids.add(entry.id);
      else this.#ids.set(token, new Set([entry.id]));
    }
  }

  /** @param {string} id */
  remove(id) {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    for (const token of tokensOf(entry)) {
      const ids = this.#ids.get(token);
      ids?.delete(id);
      if (ids?.size === 0) this.#ids.delete(token);
    }
  }
}

/** @param {IndexEntry} entry */
function* tokensOf({ title, body }) {
  yield* title;
  yield* body;
}
