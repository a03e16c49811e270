/**
 * Brings an index up to date with items: takes over what is on this device already, and makes the rest, piece by piece,
 * so that the page stays responsive and a crash costs one piece at most.
 *
 * @import { Content, IndexEntry, IndexState, Item } from "../types.js"
 * @import { Index } from "./index.js"
 * @import { IndexDb } from "./index-db.js"
 * @import { Tokens } from "./tokens.js"
 */

import { FIELDS } from "./tokens.js";
import { wordsOf } from "./words.js";

/** Items in one piece, which is written as a whole. */
const PIECE = 50;
/** Milliseconds of work after which the page has its turn: less than a frame. */
const STRETCH = 10;

export class Builder {
  #index;
  #db;
  #tokens;
  #read;
  #signal;
  /** @type {IndexState} */
  #state;

  /**
   * @param {object} parts
   * @param {Index} parts.index
   * @param {IndexDb} parts.db
   * @param {Tokens} parts.tokens
   * @param {string} parts.kid of the tokens' key
   * @param {(item: Item) => Promise<Content | null>} parts.read null for what cannot be read
   * @param {AbortSignal} parts.signal stops at once
   */
  constructor({ index, db, tokens, kid, read, signal }) {
    this.#index = index;
    this.#db = db;
    this.#tokens = tokens;
    this.#read = read;
    this.#signal = signal;
    this.#state = { kid };
  }

  /**
   * Looks at what is on this device: tokens of another key are worth nothing, and neither are those of items that are no
   * more.
   *
   * @param {Item[]} items all that there are
   */
  async begin(items) {
    const before = await this.#db.state();
    this.#signal.throwIfAborted();
    if (before?.kid !== this.#state.kid) return this.#db.write(this.#state, { anew: true });
    const there = new Set(items.map(({ id }) => id));
    const gone = (await this.#db.ids()).filter((id) => !there.has(id));
    this.#signal.throwIfAborted();
    if (gone.length > 0) await this.#db.write(this.#state, { gone });
  }

  /**
   * @param {Item[]} items to be found from now on as they are
   * @param {(done: number) => void} [progress] takes the number of those that are
   */
  async add(items, progress = () => {}) {
    const ordered = [...items].sort((one, other) => one.seq - other.seq);
    for (let done = 0; done < ordered.length; done += PIECE) {
      await this.#addPiece(ordered.slice(done, done + PIECE));
      progress(Math.min(done + PIECE, ordered.length));
    }
  }

  /** @param {string[]} ids of items that are no more */
  async remove(ids) {
    for (const id of ids) this.#index.remove(id);
    await this.#db.write(this.#state, { gone: ids });
    this.#signal.throwIfAborted();
  }

  /** @param {Item[]} items */
  async #addPiece(items) {
    const kept = await this.#db.read(items.map(({ id }) => id));
    this.#signal.throwIfAborted();
    const missing = items.filter(({ id, seq }) => kept.get(id)?.seq !== seq);
    const made = await this.#make(missing);
    if (missing.length > 0) await this.#db.write(this.#state, { entries: made, gone: missing.map(({ id }) => id) });
    this.#signal.throwIfAborted();
    for (const { id } of missing) {
      this.#index.remove(id);
      kept.delete(id);
    }
    for (const entry of [...made, ...kept.values()]) this.#index.add(entry);
  }

  /**
   * @param {Item[]} items
   * @returns {Promise<IndexEntry[]>} of those that can be read
   */
  async #make(items) {
    const contents = await Promise.all(items.map(this.#read));
    this.#signal.throwIfAborted();
    const readable = items.flatMap((item, place) => {
      const content = contents[place];
      return content ? [{ item, content }] : [];
    });
    const wordings = [];
    const pause = new Pause();
    for (const { item, content } of readable) {
      for (const field of FIELDS) wordings.push({ t: item.t, field, words: [...wordsOf(content[field])] });
      await pause.ifDue();
      this.#signal.throwIfAborted();
    }
    const tokens = await this.#tokens.findable(wordings);
    return readable.map(({ item: { id, t, rev, seq } }, place) => {
      const [title = [], body = []] = tokens.slice(FIELDS.length * place);
      return { id, t, rev, seq, title, body };
    });
  }
}

/** Gives the page its turn when the work has taken long enough. */
class Pause {
  #since = performance.now();

  async ifDue() {
    if (performance.now() - this.#since < STRETCH) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#since = performance.now();
  }
}
