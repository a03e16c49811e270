/**
 * What this device remembers of a person between visits: the highest revision seen of each item, the highest policy
 * order, and locks that the server has not heard of yet. Ids and numbers only.
 *
 * @import { LockReason } from "../types.js"
 */

/**
 * A lock on its way to the server. The same `op_id` locks once, however often it is sent.
 *
 * @typedef {{ op_id: string, reason: LockReason }} PendingLock
 */

const POLICY = "policy";

export class DeviceMemory {
  /** @type {IDBDatabase | undefined} */
  #db;
  /** @type {Map<string, number>} */
  #revisions = new Map();
  /** @type {Map<string, PendingLock>} */
  #locks = new Map();
  #policyOrder = 0;

  /**
   * Where the browser keeps no databases, as in some private windows, the memory lasts as long as the page.
   *
   * @param {string} userId
   */
  static async of(userId) {
    const memory = new DeviceMemory();
    try {
      memory.#db = await opened(`device-${userId}`);
      await memory.#recall(memory.#db);
    } catch (problem) {
      console.warn("This browser keeps no memory of the vault between visits.", problem);
    }
    return memory;
  }

  /** @param {IDBDatabase} db */
  async #recall(db) {
    const reading = db.transaction(["revisions", "locks", "orders"]);
    const [ids, revisions, locks, order] = await Promise.all([
      result(reading.objectStore("revisions").getAllKeys()),
      result(reading.objectStore("revisions").getAll()),
      result(reading.objectStore("locks").getAll()),
      result(reading.objectStore("orders").get(POLICY)),
    ]);
    ids.forEach((id, index) => {
      this.#revisions.set(String(id), revisions[index]);
    });
    for (const lock of locks) this.#locks.set(lock.op_id, lock);
    this.#policyOrder = order ?? 0;
  }

  /** @param {string} id */
  revisionOf(id) {
    return this.#revisions.get(id) ?? 0;
  }

  /**
   * @param {string} id
   * @param {number} revision is kept when it is the highest so far
   */
  rememberRevision(id, revision) {
    if (revision <= this.revisionOf(id)) return;
    this.#revisions.set(id, revision);
    this.#keep("revisions", (store) => store.put(revision, id));
  }

  get policyOrder() {
    return this.#policyOrder;
  }

  /** @param {number} order is kept when it is the highest so far */
  rememberPolicyOrder(order) {
    if (order <= this.#policyOrder) return;
    this.#policyOrder = order;
    this.#keep("orders", (store) => store.put(order, POLICY));
  }

  /** The locks that the server has not heard of, oldest first. */
  get pendingLocks() {
    return [...this.#locks.values()];
  }

  /** @param {PendingLock} lock */
  keepLock(lock) {
    this.#locks.set(lock.op_id, lock);
    this.#keep("locks", (store) => store.put(lock, lock.op_id));
  }

  /** @param {PendingLock} lock */
  dropLock({ op_id }) {
    this.#locks.delete(op_id);
    this.#keep("locks", (store) => store.delete(op_id));
  }

  /**
   * @param {string} name
   * @param {(store: IDBObjectStore) => IDBRequest} write
   */
  #keep(name, write) {
    if (this.#db) write(this.#db.transaction(name, "readwrite").objectStore(name));
  }
}

/**
 * @param {string} name
 * @returns {Promise<IDBDatabase>}
 */
function opened(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const store of ["revisions", "locks", "orders"]) request.result.createObjectStore(store);
  };
  return result(request);
}

/**
 * @template Result
 * @param {IDBRequest<Result>} request
 * @returns {Promise<Result>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
