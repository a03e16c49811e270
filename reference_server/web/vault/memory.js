/**
 * What this device remembers of a person between visits: the highest revision seen of each item, the highest policy
 * order, locks that the server has not heard of yet, and the vault and the policies as the server tells of them, which open
 * nothing without the passphrase. All tabs write to it, and none takes back what another one knows.
 *
 * @import { LockReason, Policy, VaultView } from "../types.js"
 */

import { opened, result } from "../idb.js";

/**
 * A lock on its way to the server. The same `op_id` locks once, however often it is sent.
 *
 * @typedef {{ op_id: string, reason: LockReason }} PendingLock
 */

const POLICY = "policy";
const TOLD = "told";
const STORES = ["revisions", "locks", "orders", TOLD];

export class DeviceMemory {
  /** @type {IDBDatabase | undefined} */
  #db;
  /** @type {Map<string, number>} */
  #revisions = new Map();
  /** @type {Map<string, number>} of these, those that are not being written yet */
  #unsaved = new Map();
  #saving = false;
  /** @type {Map<string, PendingLock>} of this page; those of other tabs are in the database only */
  #locks = new Map();
  #policyOrder = 0;

  /**
   * Where the browser keeps no databases, as in some private windows, or takes them away, as when the person clears the
   * site's data, the memory lasts as long as the page.
   *
   * @param {string} userId
   */
  static async of(userId) {
    const memory = new DeviceMemory();
    try {
      const db = await opened(`device-${userId}`, 2, (made) => {
        const missing = STORES.filter((store) => !made.objectStoreNames.contains(store));
        for (const store of missing) made.createObjectStore(store);
      });
      db.onclose = () => memory.#doWithout("closed by the browser");
      memory.#db = db;
      await memory.#recall(db);
    } catch (problem) {
      memory.#doWithout(problem);
    }
    return memory;
  }

  /** @param {IDBDatabase} db */
  async #recall(db) {
    const reading = db.transaction(["revisions", "orders"]);
    const [ids, revisions, order] = await Promise.all([
      result(reading.objectStore("revisions").getAllKeys()),
      result(reading.objectStore("revisions").getAll()),
      result(reading.objectStore("orders").get(POLICY)),
    ]);
    ids.forEach((id, index) => {
      this.#revisions.set(String(id), revisions[index]);
    });
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
    this.#unsaved.set(id, revision);
    this.#save();
  }

  /** One transaction at a time, with all that came meanwhile: one an item would keep a lock waiting behind thousands. */
  #save() {
    if (this.#saving || this.#unsaved.size === 0) return;
    const batch = this.#unsaved;
    this.#unsaved = new Map();
    this.#keep("revisions", (store) => {
      for (const [id, revision] of batch) putHigher(store, id, revision);
      this.#saving = true;
      store.transaction.oncomplete = store.transaction.onabort = () => {
        this.#saving = false;
        this.#save();
      };
    });
  }

  get policyOrder() {
    return this.#policyOrder;
  }

  /** @param {number} order is kept when it is the highest so far */
  rememberPolicyOrder(order) {
    if (order <= this.#policyOrder) return;
    this.#policyOrder = order;
    this.#keep("orders", (store) => putHigher(store, POLICY, order));
  }

  /** @param {VaultView | null} view null where there is none */
  keepVault(view) {
    this.#keepTold("vault", view);
  }

  /** @returns {Promise<VaultView | null | undefined>} undefined when this device has never heard of it */
  vault() {
    return this.#told("vault");
  }

  /** @param {Policy} policy the current one */
  keepPolicy(policy) {
    this.#keepTold("policy", policy);
  }

  /** @returns {Promise<Policy | undefined>} */
  policy() {
    return this.#told("policy");
  }

  /** @param {Policy[]} policies all of them */
  keepPolicies(policies) {
    this.#keepTold("policies", policies);
  }

  /** @returns {Promise<Policy[] | undefined>} */
  policies() {
    return this.#told("policies");
  }

  /** Forgets what the server told: whoever signs out leaves no wrapped key behind, though how far things had come. */
  forgetTold() {
    this.#keep(TOLD, (store) => store.clear());
  }

  /**
   * @param {string} name
   * @param {unknown} value as the server told it
   */
  #keepTold(name, value) {
    this.#keep(TOLD, (store) => store.put(value, name));
  }

  /**
   * @param {string} name
   * @returns {Promise<any>}
   */
  async #told(name) {
    return this.#db && result(this.#db.transaction(TOLD).objectStore(TOLD).get(name));
  }

  /** @returns {Promise<PendingLock[]>} the locks that the server has not heard of, whichever tab they were made in */
  async pendingLocks() {
    const locks = new Map(this.#locks);
    try {
      /** @type {PendingLock[]} */
      const kept = this.#db ? await result(this.#db.transaction("locks").objectStore("locks").getAll()) : [];
      for (const lock of kept) locks.set(lock.op_id, lock);
    } catch (problem) {
      this.#doWithout(problem);
    }
    return [...locks.values()];
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
   * @param {(store: IDBObjectStore) => unknown} write
   */
  #keep(name, write) {
    try {
      if (this.#db) write(this.#db.transaction(name, "readwrite").objectStore(name));
    } catch (problem) {
      this.#doWithout(problem);
    }
  }

  /** @param {unknown} problem that the database has */
  #doWithout(problem) {
    console.warn("This browser keeps no memory of the vault between visits.", problem);
    this.#db = undefined;
  }
}

/**
 * Writes a number down unless a higher one is there by now, from another tab.
 *
 * @param {IDBObjectStore} store
 * @param {string} key
 * @param {number} value
 */
function putHigher(store, key, value) {
  const before = store.get(key);
  before.onsuccess = () => {
    if (value > (before.result ?? 0)) store.put(value, key);
  };
}
