/**
 * The language of queries: `word` finds whole words and beginnings, `"some words"` finds them in a row, `-` excludes,
 * `title:` and `body:` narrow; all parts must be met.
 *
 * @import { Content, Field, Term } from "../types.js"
 */

import { FIELDS, SHORTEST_PREFIX } from "./tokens.js";
import { fold, isLong, lengthOf, split } from "./words.js";

const PART = /(-?)(?:(title|body):)?(?:"([^"]*)"?|([^\s"]+))/giu;
const CURLY = /[“”„«»]/g;
/** Signs that say something alone, although they are no words or too short for one. */
const TELLING = /\p{Extended_Pictographic}|\p{Ideographic}/u;

/**
 * @param {string} text as typed
 * @returns {Term[]}
 */
export function parse(text) {
  return [...text.replace(CURLY, '"').matchAll(PART)].flatMap(([, minus, field, phrase, plain]) => {
    const narrowed = FIELDS.filter((name) => name === field?.toLowerCase());
    const rest = { fields: narrowed.length > 0 ? narrowed : FIELDS, excluded: minus === "-" };
    return termsOf(fold(phrase ?? plain ?? ""), phrase !== undefined).map((term) => ({ ...term, ...rest }));
  });
}

/**
 * @param {string} text folded
 * @param {boolean} quoted
 * @returns {Pick<Term, "kind" | "text" | "words">[]}
 */
function termsOf(text, quoted) {
  const words = split(text);
  if (quoted && words.length > 0) return [{ kind: "phrase", text, words }];
  const long = words.filter(isLong);
  if (long.length > 0) return long.map((word) => ({ kind: "word", text: word, words: [word] }));
  return TELLING.test(text) ? [{ kind: "sign", text: text.trim(), words: [] }] : [];
}

/**
 * The fields of an item that meet a term: what the language means, whatever an index says.
 *
 * @param {Term} term
 * @param {Content} content
 * @returns {Field[]}
 */
export function fieldsMet(term, content) {
  return term.fields.filter((field) => meets(term, fold(content[field])));
}

/**
 * @param {Term} term
 * @param {string} folded
 */
function meets(term, folded) {
  if (term.kind === "sign") return folded.includes(term.text);
  if (term.kind === "word") return split(folded).some((word) => isHit(term, word));
  return spaced(split(folded)).includes(spaced(term.words));
}

/** @param {string[]} words */
function spaced(words) {
  return ` ${words.join(" ")} `;
}

/**
 * Whether a word of a text is one that a term looks for.
 *
 * @param {Term} term
 * @param {string} word folded
 */
export function isHit({ kind, text, words }, word) {
  if (kind === "phrase") return words.includes(word);
  return word === text || (lengthOf(text) >= SHORTEST_PREFIX && word.startsWith(text));
}
