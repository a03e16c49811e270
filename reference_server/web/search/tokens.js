/**
 * Search tokens: what stands for a word where no word may be (protocol, section 3). The same word has other tokens in
 * another field, in another kind of item, and in anybody else's vault.
 *
 * @import { Content, Field, ItemType } from "../types.js"
 */

import { random } from "../vault/bytes.js";
import { wordsOf } from "./words.js";

/** @type {readonly Field[]} */
export const FIELDS = ["title", "body"];
/** Code points of the shortest and the longest beginning of a word that it can be found by. */
export const SHORTEST_PREFIX = 3;
export const LONGEST_PREFIX = 8;

const TOKEN_BYTES = 16;
/** Lists that the server sees are filled up to a multiple of this. */
const BLOCK = 8;
const MOST = 4096;
const encoder = new TextEncoder();

/**
 * The words of a field of an item, each once.
 *
 * @typedef {{ t: ItemType, field: Field, words: string[] }} Wording
 */

/** Makes the tokens of one vault, and remembers those it has made. */
export class Tokens {
  #key;
  /** @type {Map<string, string>} by name */
  #made = new Map();
  /** @type {Map<string, string[]>} all by which a word can be found, by place and word */
  #ofWord = new Map();

  /** @param {CryptoKey} key IK of the vault */
  constructor(key) {
    this.#key = key;
  }

  /**
   * @param {string[]} names
   * @returns {Promise<string[]>} a token for each
   */
  async of(names) {
    const missing = new Set(names.filter((name) => !this.#made.has(name)));
    await Promise.all(Array.from(missing, async (name) => this.#made.set(name, await this.#sign(name))));
    return this.#known(names);
  }

  /** @param {string[]} names */
  #known(names) {
    return names.map((name) => /** @type {string} */ (this.#made.get(name)));
  }

  /** @param {string} name */
  async #sign(name) {
    return spelt(new Uint8Array(await crypto.subtle.sign("HMAC", this.#key, encoder.encode(name)), 0, TOKEN_BYTES));
  }

  /**
   * @param {Wording[]} wordings
   * @returns {Promise<string[][]>} for each, everything that it can be found by on this device
   */
  async findable(wordings) {
    await this.#learn(wordings);
    return wordings.map(({ t, field, words }) => {
      const all = words.flatMap((word) => /** @type {string[]} */ (this.#ofWord.get(placed(t, field, word))));
      return [...new Set(all)];
    });
  }

  /**
   * Makes what is new, all at once: one after the other would be mostly waiting.
   *
   * @param {Wording[]} wordings
   */
  async #learn(wordings) {
    /** @type {Map<string, string[]>} */
    const names = new Map();
    for (const { t, field, words } of wordings) {
      for (const word of words) {
        const place = placed(t, field, word);
        if (!this.#ofWord.has(place)) names.set(place, namesOf(t, field, word));
      }
    }
    await this.of([...names.values()].flat());
    for (const [place, each] of names) this.#ofWord.set(place, this.#known(each));
  }

  /** Remembers none of them any more. */
  forget() {
    this.#made.clear();
    this.#ofWord.clear();
  }
}

/**
 * What a whole word's token is made of.
 *
 * @param {ItemType} t
 * @param {Field} field
 * @param {string} word
 */
export function wordName(t, field, word) {
  return JSON.stringify(["tok", 1, t, field, word]);
}

/**
 * What the token of a word's beginning is made of. Such tokens never leave the device: with them the server could tell
 * which words are alike.
 *
 * @param {ItemType} t
 * @param {Field} field
 * @param {string} prefix
 */
export function prefixName(t, field, prefix) {
  return JSON.stringify(["pre", 1, t, field, prefix]);
}

/**
 * The beginnings by which a word can be found; each is shorter than the word.
 *
 * @param {string} word
 */
export function prefixesOf(word) {
  const points = Array.from(word);
  const longest = Math.min(LONGEST_PREFIX, points.length - 1);
  const count = Math.max(0, longest - SHORTEST_PREFIX + 1);
  return Array.from({ length: count }, (_, more) => points.slice(0, SHORTEST_PREFIX + more).join(""));
}

/**
 * @param {ItemType} t
 * @param {Field} field
 * @param {string} word
 * @returns {string[]} the names of all tokens by which it can be found
 */
function namesOf(t, field, word) {
  return [wordName(t, field, word), ...prefixesOf(word).map((prefix) => prefixName(t, field, prefix))];
}

/**
 * @param {ItemType} t
 * @param {Field} field
 * @param {string} word
 */
function placed(t, field, word) {
  return `${t} ${field} ${word}`;
}

/**
 * The tokens of an item for the server: whole words only, in no order, and as many as are no news.
 *
 * @param {Tokens} tokens
 * @param {ItemType} t
 * @param {Content} content
 */
export async function tokensForServer(tokens, t, content) {
  const names = FIELDS.flatMap((field) => [...wordsOf(content[field])].map((word) => wordName(t, field, word)));
  return disguised(await tokens.of(names));
}

/**
 * A list of tokens, filled up with random ones to a multiple of 8 and shuffled.
 *
 * @param {string[]} tokens
 */
export function disguised(tokens) {
  const kept = [...new Set(tokens)].slice(0, MOST);
  const missing = Math.max(1, Math.ceil(kept.length / BLOCK)) * BLOCK - kept.length;
  const fillers = Array.from({ length: missing }, () => spelt(random(TOKEN_BYTES)));
  return shuffled([...kept, ...fillers]);
}

/**
 * A token in base64url, spelt by the shortest way: an index has very many.
 *
 * @param {Uint8Array} bytes
 */
function spelt(bytes) {
  const padded = btoa(String.fromCharCode(...bytes));
  return padded.slice(0, padded.indexOf("=")).replaceAll("+", "-").replaceAll("/", "_");
}

/**
 * @template Thing
 * @param {Thing[]} things
 * @returns {Thing[]}
 */
function shuffled(things) {
  const drawn = things.map((thing) => ({ thing, lot: crypto.getRandomValues(new Uint32Array(2)).join("-") }));
  return drawn.sort((one, other) => (one.lot < other.lot ? -1 : 1)).map(({ thing }) => thing);
}
