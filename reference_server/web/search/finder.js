/**
 * Answers queries from the index, and from the text itself where tokens cannot tell. Results come in their order, as
 * many as are asked for: only texts that are needed are opened.
 *
 * @import { Content, Field, Item, ItemType, Term } from "../types.js"
 * @import { Index } from "./index.js"
 * @import { Tokens } from "./tokens.js"
 */

import { fieldsMet } from "./query.js";
import { LONGEST_PREFIX, prefixName, SHORTEST_PREFIX, wordName } from "./tokens.js";
import { isLong, lengthOf } from "./words.js";

/** @type {readonly ItemType[]} */
export const SEARCHED = ["ideas", "infobase"];

/**
 * @typedef {object} Candidate
 * @property {Item} item
 * @property {number} inTitle how many terms are met by its title, or could be
 * @property {number} written when it was last changed
 * @property {boolean} sure
 *
 * @typedef {Candidate & { content: Content }} Hit
 */

/** What a query found, best first. */
export class Results {
  /** @type {Candidate[]} */
  #waiting;
  #terms;
  #read;
  /** Whether all are known to be hits, so that they can be counted without being opened. */
  #sure;
  #given = 0;

  /**
   * @param {Candidate[]} candidates
   * @param {Term[]} terms
   * @param {(item: Item) => Promise<Content | null>} read
   */
  constructor(candidates, terms, read) {
    this.#waiting = candidates.sort(byRank);
    this.#terms = terms;
    this.#read = read;
    this.#sure = candidates.every(({ sure }) => sure);
  }

  /** How many there are in all, or null while that is not known. */
  get count() {
    return this.#sure || this.#waiting.length === 0 ? this.#given + this.#waiting.length : null;
  }

  /** Whether there are more, or may be. */
  get more() {
    return this.#waiting.length > 0;
  }

  /**
   * @param {number} count
   * @returns {Promise<Hit[]>} the next ones
   */
  async next(count) {
    const found = await this.#take(count);
    this.#given += found.length;
    // Only a further hit tells that there are more.
    const [further] = this.#sure ? [] : await this.#take(1);
    if (further) this.#waiting.unshift({ ...further, sure: true });
    return found;
  }

  /**
   * @param {number} count
   * @returns {Promise<Hit[]>}
   */
  async #take(count) {
    /** @type {Hit[]} */
    const found = [];
    while (found.length < count && this.more) {
      const batch = this.#waiting.splice(0, count - found.length);
      const contents = await Promise.all(batch.map(({ item }) => this.#read(item)));
      found.push(...batch.flatMap((candidate, place) => this.#judged(candidate, contents[place] ?? null)));
    }
    return found;
  }

  /**
   * @param {Candidate} candidate
   * @param {Content | null} content
   * @returns {Hit[]}
   */
  #judged(candidate, content) {
    if (!content) return [];
    if (candidate.sure) return [{ ...candidate, content }];
    const met = this.#terms.map((term) => ({ term, fields: fieldsMet(term, content) }));
    if (met.some(({ term, fields }) => fields.length > 0 === term.excluded)) return [];
    const inTitle = met.filter(({ fields }) => fields.includes("title")).length;
    if (inTitle === candidate.inTitle) return [{ ...candidate, content }];
    this.#putBack({ ...candidate, inTitle, sure: true });
    return [];
  }

  /** @param {Candidate} candidate whose place is further down than it seemed */
  #putBack(candidate) {
    const place = this.#waiting.findIndex((other) => byRank(candidate, other) < 0);
    this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, candidate);
  }
}

/**
 * @param {Candidate} one
 * @param {Candidate} other
 */
function byRank(one, other) {
  return other.inTitle - one.inTitle || other.written - one.written || (one.item.id < other.item.id ? -1 : 1);
}

export class Finder {
  #index;
  #tokens;
  #item;
  #read;

  /**
   * @param {object} parts
   * @param {Index} parts.index
   * @param {Tokens} parts.tokens
   * @param {(id: string) => Item | undefined} parts.item
   * @param {(item: Item) => Promise<Content | null>} parts.read
   */
  constructor({ index, tokens, item, read }) {
    this.#index = index;
    this.#tokens = tokens;
    this.#item = item;
    this.#read = read;
  }

  /**
   * @param {Term[]} terms
   * @param {string[]} [others] ids of items that are not in the index yet and may meet the terms
   * @returns {Promise<Results>}
   */
  async find(terms, others = []) {
    const wanted = terms.filter(({ excluded }) => !excluded);
    const hits = await Promise.all(wanted.map((term) => this.#hitsOf(term)));
    const unwanted = await Promise.all(terms.filter(isExcludedForSure).map((term) => this.#hitsOf(term)));
    const [first = new Map(), ...rest] = [...hits].sort((one, other) => one.size - other.size);
    const ids = [...first.keys()].filter(
      (id) => rest.every((ids) => ids.has(id)) && !unwanted.some((ids) => ids.has(id)),
    );
    const sure = terms.every(isSure);
    const known = ids.map((id) => ({ id, inTitle: hits.filter((each) => each.get(id)).length, sure }));
    const unread = others
      .filter((id) => !this.#index.get(id))
      .map((id) => ({ id, inTitle: wanted.length, sure: false }));
    const candidates = [...known, ...unread].flatMap(({ id, ...rank }) => {
      const item = this.#item(id);
      return item ? [{ item, written: Date.parse(item.updated_at), ...rank }] : [];
    });
    return new Results(candidates, terms, this.#read);
  }

  /**
   * @param {Term} term
   * @returns {Promise<Map<string, boolean>>} ids of the items that meet it as far as tokens tell, each with whether the
   *   title does
   */
  async #hitsOf(term) {
    /** @type {Map<string, boolean>} */
    const hits = new Map();
    const fields = [...term.fields].sort((one) => (one === "title" ? -1 : 1));
    for (const field of fields) {
      for (const t of SEARCHED) {
        for (const id of await this.#ids(term, t, field)) if (!hits.has(id)) hits.set(id, field === "title");
      }
    }
    return hits;
  }

  /**
   * @param {Term} term
   * @param {ItemType} t
   * @param {Field} field
   * @returns {Promise<Iterable<string>>}
   */
  async #ids(term, t, field) {
    const { words, narrows } = namesFor(term, t, field);
    const [first, ...rest] = (await this.#tokens.of(words)).map((token) => this.#index.having(token));
    if (!first) return this.#index.all;
    if (!narrows) return [first, ...rest].flatMap((ids) => [...ids]);
    const others = rest.map((ids) => new Set(ids));
    return [...first].filter((id) => others.every((ids) => ids.has(id)));
  }
}

/**
 * @param {Term} term
 * @param {ItemType} t
 * @param {Field} field
 * @returns {{ words: string[], narrows: boolean }} names of tokens, and whether all of them are needed or one
 */
function namesFor({ kind, words }, t, field) {
  const long = words.filter(isLong);
  if (kind !== "word") return { words: long.map((word) => wordName(t, field, word)), narrows: true };
  const [word = ""] = long;
  const points = Array.from(word);
  const whole = points.length > LONGEST_PREFIX ? [] : [wordName(t, field, word)];
  const prefix = points.slice(0, LONGEST_PREFIX).join("");
  const begun = points.length < SHORTEST_PREFIX ? [] : [prefixName(t, field, prefix)];
  return { words: [...whole, ...begun], narrows: false };
}

/**
 * Whether tokens alone tell if a term is met.
 *
 * @param {Term} term
 */
function isSure({ kind, text }) {
  return kind === "word" && lengthOf(text) <= LONGEST_PREFIX;
}

/** @param {Term} term */
function isExcludedForSure(term) {
  return term.excluded && isSure(term);
}
