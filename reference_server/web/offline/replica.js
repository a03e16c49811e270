/**
 * What this device knows of a person's things: the rows that the server told, and the operations that it has not
 * judged yet on top of them. What is shown is always worked out from the two, never kept.
 *
 * @import { Change, Operation, Row, RowKind } from "../types.js"
 * @import { Writing } from "./database.js"
 */

import { Problem } from "../api.js";
import { Database, deleteReplica } from "./database.js";
import { fold, kindOf } from "./fold.js";

/** Fires "change" when anything is otherwise than it was, "news" when that was not done by this page just now. */
class Replica extends EventTarget {
  userId = "";
  device = "";
  /** The number of the last change that this device has heard of. */
  cursor = 0;
  /** Whether it has heard of everything once: what it does not hold then is not there. */
  knows = false;
  /** @type {Operation[]} in their order */
  ops = [];

  /** @type {Database | undefined} */
  #db;
  /** @type {Map<RowKind, Map<string, Row>>} those that a page has asked for */
  #rows = new Map();
  /** @type {Map<RowKind, Promise<void>>} */
  #held = new Map();
  /** @type {Map<RowKind, Map<string, Row>>} the same as they are shown, for as long as nothing changes */
  #shown = new Map();
  /** @type {BroadcastChannel | undefined} */
  #tabs;
  /** @type {Promise<void> | undefined} */
  #opening;

  /**
   * Begins to be one person's, once. Where the browser keeps no databases, rows last as long as the page.
   *
   * @param {string} userId
   */
  open(userId) {
    this.#opening ??= this.#open(userId);
    return this.#opening;
  }

  /** @param {string} userId */
  async #open(userId) {
    this.userId = userId;
    this.#tabs = new BroadcastChannel(`replica-${userId}`);
    this.#tabs.onmessage = () => void this.#catchUp().catch(reportError);
    this.device = crypto.randomUUID();
    try {
      this.#db = await Database.open(userId, () => this.#doWithout("taken away by the browser"));
      this.device = (await this.#db.meta("device")) ?? this.device;
      this.cursor = (await this.#db.meta("cursor")) ?? 0;
      this.knows = (await this.#db.meta("knows")) ?? false;
      this.ops = await this.#db.ops();
      await this.#db.write({ meta: { device: this.device } });
    } catch (problem) {
      this.#doWithout(problem);
    }
  }

  /**
   * Makes sure that things of these kinds can be asked for.
   *
   * @param {...RowKind} kinds
   */
  async hold(...kinds) {
    for (const t of kinds) {
      const held = this.#held.get(t) ?? this.#load(t);
      this.#held.set(t, held);
      await held;
    }
  }

  /** @param {RowKind} t */
  async #load(t) {
    /** @type {Map<string, Row>} */
    const rows = new Map();
    this.#rows.set(t, rows);
    const kept = (await this.#db?.rowsOf(t)) ?? [];
    // What a poll has told meanwhile is newer.
    for (const row of kept) if (!rows.has(row.id)) rows.set(row.id, row);
    this.#shown.delete(t);
  }

  /**
   * @param {RowKind} t
   * @returns {Map<string, any>} everything of a kind as it is shown, by id
   */
  shown(t) {
    let shown = this.#shown.get(t);
    if (!shown) {
      shown = fold(t, this.#rows.get(t) ?? new Map(), this.ops, this.cursor);
      this.#shown.set(t, shown);
    }
    return shown;
  }

  /**
   * @param {RowKind} t
   * @param {string} id
   * @returns {any} undefined when it is not there, or no more
   */
  get(t, id) {
    return this.shown(t).get(id);
  }

  /**
   * @param {RowKind} t
   * @param {string} id
   * @returns {Row | undefined} as the server last told it
   */
  told(t, id) {
    return this.#rows.get(t)?.get(id);
  }

  /**
   * Takes in what the server tells. Operations that it tells the outcome of are over.
   *
   * @param {Change[]} changes
   * @param {number} cursor to go on from
   * @param {boolean} more whether there is more to be told
   */
  async heed(changes, cursor, more) {
    // An answer that was long on its way is older than what another tab has heard since.
    if (cursor < this.cursor) return;
    // What a device hears first of all is no news: its pages have just asked for the same.
    const news = this.knows && cursor > this.cursor && changes.some((change) => !this.#isOwn(change));
    const gone = new Set(changes.filter((change) => change.deleted).map(({ id }) => id));
    const over = this.ops.filter(
      (op) => op.state === "done" && (op.seq === null ? gone.has(op.id) || this.#isGone(op) : op.seq <= cursor),
    );
    const knows = this.knows || !more;
    if (changes.length === 0 && over.length === 0 && cursor === this.cursor && knows === this.knows) return;
    this.cursor = cursor;
    this.knows = knows;
    for (const row of changes) this.#rows.get(row.t)?.set(row.id, row);
    try {
      await this.#write({ rows: changes, drop: over.map(({ order }) => order), meta: { cursor, knows } });
    } catch (problem) {
      // The page goes on with what it has in memory; the next one asks again from where the database stands.
      console.warn("This browser could not keep what is new.", problem);
      this.ops = this.ops.filter((op) => !over.includes(op));
    }
    this.#tell();
    if (news) this.tellNews();
  }

  /**
   * Whether a change is what a command of this page has just been answered with.
   *
   * @param {Change} change
   */
  #isOwn({ id, seq }) {
    return this.ops.some((op) => op.state === "done" && op.n === null && op.id === id && op.seq === seq);
  }

  /** @param {Operation} op */
  #isGone(op) {
    return this.told(kindOf(op), op.id)?.deleted === true;
  }

  /** Lets pages read anew what they show. */
  tellNews() {
    this.dispatchEvent(new Event("news"));
  }

  /** Forgets all rows, because the server does not know any more what was deleted since. Operations stay. */
  async beginAnew() {
    this.cursor = 0;
    this.knows = false;
    for (const rows of this.#rows.values()) rows.clear();
    await this.#write({ anew: true, meta: { cursor: 0, knows: false } });
    this.#tell();
  }

  /**
   * Changes the queue. What this returns from is kept, whatever happens to the page.
   *
   * @param {{ put?: Operation[], drop?: Operation[], meta?: Record<string, unknown> }} change
   * @throws {Problem} when this browser cannot keep it
   */
  async change({ put = [], drop = [], meta = {} }) {
    if (!this.#db) throw cannotKeep();
    try {
      await this.#write({ put, drop: drop.map(({ order }) => order), meta });
    } catch (problem) {
      console.warn("The queue could not be written.", problem);
      throw cannotKeep();
    }
    this.#tell();
  }

  /**
   * Changes the queue by what the server knows already: where there is no room to keep that, this page knows it alone,
   * and the next one asks the server again.
   *
   * @param {{ put?: Operation[], drop?: Operation[], meta?: Record<string, unknown> }} change
   */
  async note({ put = [], drop = [], meta = {} }) {
    try {
      await this.change({ put, drop, meta });
    } catch {
      const other = new Set([...put, ...drop].map(({ op_id }) => op_id));
      this.ops = inOrder([...this.ops.filter(({ op_id }) => !other.has(op_id)), ...put]);
      this.#tell();
    }
  }

  /** @param {string} key */
  async meta(key) {
    return this.#db?.meta(key);
  }

  /** Reads the queue as it is now, whichever tab has changed it. */
  async readOps() {
    if (this.#db) this.ops = await this.#db.ops();
    this.#shown.clear();
    return this.ops;
  }

  /** Leaves nothing of the person on this device. */
  async forget() {
    this.#db?.close();
    this.#db = undefined;
    this.#tabs?.close();
    await deleteReplica(this.userId);
  }

  /** @param {Writing} writing */
  async #write(writing) {
    if (!this.#db) return;
    const put = await this.#db.write(writing);
    const other = new Set([...put.map(({ order }) => order), ...(writing.drop ?? [])]);
    this.ops = inOrder([...this.ops.filter(({ order }) => !other.has(order)), ...put]);
    this.#tabs?.postMessage("changed");
  }

  /** Another tab has written. */
  async #catchUp() {
    if (!this.#db) return;
    const before = this.cursor;
    this.cursor = (await this.#db.meta("cursor")) ?? 0;
    // Another tab may have begun anew.
    const anew = this.cursor < before;
    if (anew) for (const rows of this.#rows.values()) rows.clear();
    for (const row of await this.#db.rowsSince(anew ? 0 : before)) this.#rows.get(row.t)?.set(row.id, row);
    await this.readOps();
    this.#tell();
    this.tellNews();
  }

  #tell() {
    this.#shown.clear();
    this.dispatchEvent(new Event("change"));
  }

  /** @param {unknown} problem that the database has */
  #doWithout(problem) {
    console.warn("This browser keeps nothing of this site, so nothing can be done without the server.", problem);
    this.#db = undefined;
  }
}

export const replica = new Replica();

/** @param {Operation[]} ops */
function inOrder(ops) {
  return ops.sort((one, other) => one.order - other.order);
}

function cannotKeep() {
  return Problem.ofPage(
    "cannot-keep",
    "This browser has no room to keep your change until it can be sent. Nothing was changed; free some space, or try again once you are online.",
  );
}
