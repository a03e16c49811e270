/**
 * The server's own search, among tokens it cannot read: it knows whole words of private items only. And what it needs
 * for that after each private write.
 *
 * @import { Content, Item, Term } from "../types.js"
 */

import { call, Problem } from "../api.js";
import { searchKey } from "../vault/contents.js";
import { guarded } from "../vault/guarded.js";
import { SEARCHED } from "./finder.js";
import { disguised, Tokens, tokensForServer, wordName } from "./tokens.js";
import { isLong } from "./words.js";

/**
 * @param {Tokens} tokens
 * @param {Term[]} terms
 * @returns {Promise<string[]>} ids of items that have a word of each term
 */
export async function hitsOnServer(tokens, terms) {
  const sought = await Promise.all(terms.filter(({ excluded }) => !excluded).map((term) => tokensOf(tokens, term)));
  if (sought.length === 0 || sought.some((each) => each.length === 0)) return [];
  const sent = disguised(sought.flat());
  /** @type {{ ids: { id: string, matched: number[] }[] }} */
  const { ids } = await call("POST", "api/search/query", { tokens: sent });
  return ids
    .filter(({ matched }) => {
      const had = new Set(matched.map((place) => sent[place]));
      return sought.every((each) => each.some((token) => had.has(token)));
    })
    .map(({ id }) => id);
}

/**
 * @param {Tokens} tokens
 * @param {Term} term
 */
function tokensOf(tokens, { words, fields }) {
  return tokens.of(
    SEARCHED.flatMap((t) => fields.flatMap((field) => words.filter(isLong).map((word) => wordName(t, field, word)))),
  );
}

/**
 * Gives the server the tokens of an item just written. That it has none costs a hit while an index is being built, and
 * is no reason to trouble the person.
 *
 * @param {Pick<Item, "t" | "id" | "rev" | "kid">} item under the key that its words are disguised by
 * @param {Content} content
 */
export async function sendTokens({ t, id, rev, kid }, content) {
  if (!SEARCHED.includes(t)) return;
  try {
    const tokens = await tokensForServer(new Tokens(searchKey()), t, content);
    await guarded("PUT", `api/search/tokens/${t}/${id}`, { kid, rev, tokens });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
  }
}
