/**
 * The index on this device: tokens, ids and numbers, in a database that is deleted at lock.
 *
 * @import { IndexEntry, IndexState } from "../types.js"
 */

import { done, opened, result } from "../idb.js";

const ENTRIES = "entries";
const META = "meta";
const STATE = "state";

export class IndexDb {
  #db;

  /**
   * @param {IDBDatabase} db
   * @param {() => void} lost
   */
  constructor(db, lost) {
    this.#db = db;
    // Another tab is deleting it, because the vault was locked: nobody may hold on to it.
    db.onversionchange = () => {
      db.close();
      lost();
    };
    // The browser has taken it away, to make room or because the person cleared the site's data.
    db.onclose = lost;
  }

  /**
   * @param {string} userId
   * @param {() => void} lost called when another tab or the browser has taken it away
   */
  static async open(userId, lost) {
    const db = await opened(nameFor(userId), 1, (made) => {
      made.createObjectStore(ENTRIES, { keyPath: "id" });
      made.createObjectStore(META);
    });
    return new IndexDb(db, lost);
  }

  /** @returns {Promise<IndexState | undefined>} */
  state() {
    return result(this.#db.transaction(META).objectStore(META).get(STATE));
  }

  /**
   * @param {string[]} ids
   * @returns {Promise<Map<string, IndexEntry>>} those that are there
   */
  async read(ids) {
    const store = this.#db.transaction(ENTRIES).objectStore(ENTRIES);
    /** @type {(IndexEntry | undefined)[]} */
    const found = await Promise.all(ids.map((id) => result(store.get(id))));
    return new Map(found.flatMap((entry) => (entry ? [[entry.id, entry]] : [])));
  }

  /** @returns {Promise<string[]>} the ids of all entries */
  async ids() {
    const keys = await result(this.#db.transaction(ENTRIES).objectStore(ENTRIES).getAllKeys());
    return keys.map(String);
  }

  /**
   * Writes all of it, or nothing.
   *
   * @param {IndexState} state
   * @param {{ entries?: IndexEntry[], gone?: string[], anew?: boolean }} change
   */
  async write(state, { entries = [], gone = [], anew = false }) {
    const writing = this.#db.transaction([ENTRIES, META], "readwrite");
    const store = writing.objectStore(ENTRIES);
    if (anew) store.clear();
    for (const id of gone) store.delete(id);
    for (const entry of entries) store.put(entry);
    writing.objectStore(META).put(state, STATE);
    await done(writing);
  }

  close() {
    this.#db.close();
  }
}

/**
 * Deletes a person's index from this device. Tabs that still have it open close it when they hear of this.
 *
 * @param {string} userId
 */
export async function deleteIndex(userId) {
  await result(indexedDB.deleteDatabase(nameFor(userId)));
}

/** @param {string} userId */
export function nameFor(userId) {
  return `search-${userId}`;
}
