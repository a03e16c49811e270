/**
 * A person's replica and queue on this device: what the server has, and what it has not got yet, in one database, so
 * that both change in one transaction.
 *
 * @import { Operation, Row, RowKind } from "../types.js"
 */

import { done, opened, result } from "../idb.js";

const ROWS = "rows";
const OPS = "ops";
const META = "meta";

/**
 * What one transaction does.
 *
 * @typedef {object} Writing
 * @property {Row[]} [rows] to be kept, tombstones too
 * @property {Operation[]} [put] operations to be kept; a new one is given its place in the order
 * @property {number[]} [drop] operations, by their place, that are over
 * @property {Record<string, unknown>} [meta]
 * @property {boolean} [anew] whether all rows go first
 */

export class Database {
  #db;

  /** @param {IDBDatabase} db */
  constructor(db) {
    this.#db = db;
  }

  /**
   * @param {string} userId
   * @param {() => void} lost called when the browser or another tab takes it away
   */
  static async open(userId, lost) {
    const db = await opened(nameFor(userId), 1, (made) => {
      const rows = made.createObjectStore(ROWS, { keyPath: ["t", "id"] });
      rows.createIndex("t", "t");
      rows.createIndex("seq", "seq");
      made.createObjectStore(OPS, { keyPath: "order", autoIncrement: true });
      made.createObjectStore(META);
    });
    db.onclose = lost;
    db.onversionchange = () => {
      db.close();
      lost();
    };
    return new Database(db);
  }

  /** @param {RowKind} t */
  rowsOf(t) {
    return this.#rows("t", IDBKeyRange.only(t));
  }

  /** @param {number} seq */
  rowsSince(seq) {
    return this.#rows("seq", IDBKeyRange.lowerBound(seq, true));
  }

  /**
   * @param {string} index
   * @param {IDBKeyRange} range
   * @returns {Promise<Row[]>}
   */
  #rows(index, range) {
    return result(this.#db.transaction(ROWS).objectStore(ROWS).index(index).getAll(range));
  }

  /** @returns {Promise<Operation[]>} in their order */
  ops() {
    return result(this.#db.transaction(OPS).objectStore(OPS).getAll());
  }

  /**
   * @param {string} key
   * @returns {Promise<any>} undefined when there is none
   */
  meta(key) {
    return result(this.#db.transaction(META).objectStore(META).get(key));
  }

  /**
   * Does all of it, or nothing.
   *
   * @param {Writing} writing
   * @returns {Promise<Operation[]>} the operations that were put, each with its place
   */
  async write({ rows = [], put = [], drop = [], meta = {}, anew = false }) {
    const transaction = this.#db.transaction([ROWS, OPS, META], "readwrite", { durability: "strict" });
    const kept = transaction.objectStore(ROWS);
    if (anew) kept.clear();
    for (const row of rows) kept.put(row);
    for (const order of drop) transaction.objectStore(OPS).delete(order);
    // Without a place of its own, an operation is given the last one.
    const places = put.map(({ order, ...op }) => transaction.objectStore(OPS).put(order ? { order, ...op } : op));
    for (const [key, value] of Object.entries(meta)) transaction.objectStore(META).put(value, key);
    await done(transaction);
    return put.map((op, index) => ({ ...op, order: Number(places[index]?.result) }));
  }

  close() {
    this.#db.close();
  }
}

/**
 * Deletes all that this device has of a person.
 *
 * @param {string} userId
 */
export async function deleteReplica(userId) {
  await result(indexedDB.deleteDatabase(nameFor(userId)));
}

/** @param {string} userId */
function nameFor(userId) {
  return `replica-${userId}`;
}
