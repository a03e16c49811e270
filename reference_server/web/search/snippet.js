/**
 * Where a hit stands: a short piece of the text around it, with the words marked.
 *
 * @import { Term } from "../types.js"
 */

import { isHit } from "./query.js";
import { fold, segmentsOf, split } from "./words.js";

/** Characters before the first hit, and in all. */
const BEFORE = 40;
const LENGTH = 160;

/**
 * Shows a text with its hits marked.
 *
 * @param {HTMLElement} place
 * @param {string} text
 * @param {Term[]} terms
 */
export function showMarked(place, text, terms) {
  place.replaceChildren();
  let end = 0;
  for (const { start, length } of hitsIn(text, terms)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, start + length);
    place.append(text.slice(end, start), mark);
    end = start + length;
  }
  place.append(text.slice(end));
}

/**
 * The piece of a text around its first hit, or its beginning.
 *
 * @param {string} text
 * @param {Term[]} terms
 */
export function pieceOf(text, terms) {
  const [first] = hitsIn(text, terms);
  const start = first ? wordBefore(text, first.start - BEFORE) : 0;
  const end = start + LENGTH;
  const piece = text.slice(start, end).replace(/\s+/g, " ").trim();
  return `${start > 0 ? "…" : ""}${wholeLetters(piece)}${end < text.length ? "…" : ""}`;
}

/**
 * The hits in a text from its beginning on. Only words that may be some are looked at closely: texts are long.
 *
 * @param {string} text
 * @param {Term[]} terms
 * @returns {Generator<{ start: number, length: number }>}
 */
function* hitsIn(text, terms) {
  const wanted = terms.filter(({ excluded }) => !excluded);
  for (const { 0: piece, index } of text.matchAll(/\S+/g)) {
    const folded = fold(piece);
    if (!wanted.some((term) => mayHold(term, folded))) continue;
    for (const { segment, start } of partsOf(piece)) {
      if (wanted.some((term) => holds(term, segment))) yield { start: index + start, length: segment.length };
    }
  }
}

/** @param {string} piece */
function partsOf(piece) {
  const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
  const words = segmentsOf(piece).map(({ segment, index }) => ({ segment, start: index }));
  if (words.length > 0) return words;
  return [...graphemes.segment(piece)].map(({ segment, index }) => ({ segment, start: index }));
}

/**
 * @param {Term} term
 * @param {string} folded
 */
function mayHold({ text, words, kind }, folded) {
  return kind === "phrase" ? words.some((word) => folded.includes(word)) : folded.includes(text);
}

/**
 * @param {Term} term
 * @param {string} segment
 */
function holds(term, segment) {
  const folded = fold(segment);
  return term.kind === "sign" ? folded === term.text : split(folded).some((word) => isHit(term, word));
}

/**
 * @param {string} text
 * @param {number} place
 * @returns {number} where the word begins that follows
 */
function wordBefore(text, place) {
  if (place <= 0) return 0;
  const blank = text.slice(place, place + BEFORE).search(/\s/);
  return blank === -1 ? place : place + blank + 1;
}

/**
 * Without the half of a letter that a cut may have left.
 *
 * @param {string} piece
 */
function wholeLetters(piece) {
  return piece.replace(/^\p{Surrogate}|\p{Surrogate}$/gu, "");
}
