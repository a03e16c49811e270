/**
 * The search of this page: its index is built when the vault opens, follows what changes, and is gone when it locks.
 *
 * @import { Content, Item, Term } from "../types.js"
 */

import { contentOrNothing } from "../items/reading.js";
import { store } from "../items/store.js";
import { searchKey } from "../vault/contents.js";
import { vault } from "../vault/vault.js";
import { Builder } from "./builder.js";
import { Finder, SEARCHED } from "./finder.js";
import { Index } from "./index.js";
import { IndexDb, nameFor } from "./index-db.js";
import { hitsOnServer } from "./remote.js";
import { Tokens } from "./tokens.js";

/** @typedef {"closed" | "building" | "ready" | "failed"} State */

/** Fires "change" whenever its state or its progress is otherwise, "news" when other items may be found. */
class Search extends EventTarget {
  /** @type {State} */
  state = "closed";
  done = 0;
  total = 0;

  /** @type {AbortController | undefined} */
  #life;
  /** @type {Finder | undefined} */
  #finder;
  /** @type {Tokens | undefined} */
  #tokens;
  /** @type {IndexDb | undefined} */
  #db;

  constructor() {
    super();
    vault.addEventListener("unlocked", () => this.#restart());
    vault.onLock("view", () => this.#restart());
  }

  /** Begins, when the vault is open already. The store has to be up to date. */
  start() {
    if (this.state === "closed") this.#restart();
  }

  /**
   * @param {Term[]} terms
   * @param {string[]} [others] ids of items that are not in the index yet
   */
  find(terms, others) {
    return /** @type {Finder} */ (this.#finder).find(terms, others);
  }

  /**
   * Asks the server for what the index does not hold yet: private items that have the words as they are.
   *
   * @param {Term[]} terms
   * @returns {Promise<string[]>} ids
   */
  async findOnServer(terms) {
    return this.#tokens ? hitsOnServer(this.#tokens, terms) : [];
  }

  #end() {
    this.#life?.abort();
    this.#db?.close();
    this.#tokens?.forget();
    this.#life = this.#db = this.#finder = this.#tokens = undefined;
  }

  /** Begins anew. While the vault is open it is never closed in between: what somebody has typed would go. */
  #restart() {
    this.#end();
    if (vault.state !== "unlocked") return this.#show("closed", 0, 0);
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#run(signal).catch((problem) => this.#fail(problem, signal));
  }

  /** @param {AbortSignal} signal */
  async #run(signal) {
    this.#show("building", 0, 0);
    const [key, kid] = [searchKey(), String(vault.kid)];
    signal.throwIfAborted();
    const index = new Index();
    const tokens = new Tokens(key);
    this.#tokens = tokens;
    this.#finder = new Finder({ index, tokens, read: contentOrNothing, item: (id) => store.readable(id) });
    const db = await IndexDb.open(vault.userId, () => this.#restart());
    if (signal.aborted) db.close();
    signal.throwIfAborted();
    this.#db = db;
    const builder = new Builder({ index, db, tokens, kid, read: readable, signal });
    const built = this.#build(builder, signal);
    this.#follow(builder, signal);
    await built;
  }

  /**
   * One tab builds; another one waits, and then finds everything there.
   *
   * @param {Builder} builder
   * @param {AbortSignal} signal
   */
  async #build(builder, signal) {
    await navigator.locks.request(nameFor(vault.userId), { signal }, async () => {
      const items = store.of(...SEARCHED);
      this.#show("building", 0, items.length);
      await builder.begin(items);
      await builder.add(items, (done) => this.#show("building", done, items.length));
      // All words of all items: what is asked for and edited later needs few of them.
      this.#tokens?.forget();
    });
    this.#show("ready", this.total, this.total);
  }

  /**
   * @param {Builder} builder
   * @param {AbortSignal} signal
   */
  #follow(builder, signal) {
    /** @param {{ items: Item[], gone: string[] }} change */
    const bring = async ({ items, gone }) => {
      await navigator.locks.request(nameFor(vault.userId), { signal }, async () => {
        if (gone.length > 0) await builder.remove(gone);
        // By now, they may have changed once more.
        const present = items.flatMap(({ id }) => store.get(id) ?? []);
        await builder.add(present.filter(({ t }) => SEARCHED.includes(t)));
      });
      this.dispatchEvent(new Event("news"));
    };
    store.addEventListener(
      "change",
      (event) => {
        bring(/** @type {CustomEvent} */ (event).detail).catch((problem) => this.#fail(problem, signal));
      },
      { signal },
    );
  }

  /**
   * @param {unknown} problem
   * @param {AbortSignal} signal
   */
  #fail(problem, signal) {
    // What ended with its life was meant to end.
    if (signal.aborted) return;
    reportError(problem);
    this.#end();
    this.#show("failed", 0, 0);
  }

  /**
   * @param {State} state
   * @param {number} done
   * @param {number} total
   */
  #show(state, done, total) {
    this.state = state;
    this.done = done;
    this.total = total;
    this.dispatchEvent(new Event("change"));
  }
}

export const search = new Search();

/**
 * @param {Item} item
 * @returns {Promise<Content | null>}
 */
async function readable(item) {
  return store.damage(item.id) ? null : contentOrNothing(item);
}
