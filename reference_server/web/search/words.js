/**
 * Words as the search knows them (protocol, section 3): the same on every device and in every language, whatever their
 * case, accents and way of writing in Unicode.
 */

/** Code points that a word has at least. */
export const SHORTEST = 2;

const PLAIN = /^[a-z0-9]+$/;
const CHEROKEE = /^\p{Script=Cherokee}$/u;
// "und" is no language, so no device's own rules; a browser that does not know it must not take its person's instead.
const segmenter = new Intl.Segmenter(["und", "en"], { granularity: "word" });

/**
 * A text without what makes no difference to a search.
 *
 * @param {string} text
 */
export function fold(text) {
  const composed = text.normalize("NFKC");
  if (!/\P{ASCII}/u.test(composed)) return composed.toLowerCase();
  return casefold(composed).normalize("NFD").replace(/\p{M}/gu, "").normalize("NFKC");
}

/** @param {string} text */
function casefold(text) {
  return text.replace(/[A-Z]|\P{ASCII}/gu, foldedLetter);
}

/**
 * Unicode's full case folding of one code point, which the language has no function for: it is the small form of the
 * large form, but for the letters of Cherokee, which fold to the large one, and for the small i without a dot.
 *
 * @param {string} letter
 */
function foldedLetter(letter) {
  if (letter === "ı") return letter;
  if (CHEROKEE.test(letter)) return letter.toUpperCase();
  return letter.toLowerCase().toUpperCase().toLowerCase();
}

/**
 * All words of a folded text in their order, short ones too.
 *
 * @param {string} folded
 * @returns {string[]}
 */
export function split(folded) {
  // Most of what stands between two blanks is plainly one word, and the segmenter takes its time.
  const pieces = folded.split(/[ \n\r\t]+/).filter((piece) => piece !== "");
  return pieces.flatMap((piece) => (PLAIN.test(piece) ? [piece] : segmentsOf(piece).map(({ segment }) => segment)));
}

/**
 * The words of a text as it was written, each with the place where it stands.
 *
 * @param {string} text
 */
export function segmentsOf(text) {
  return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike);
}

/**
 * The words that a text can be found by.
 *
 * @param {string} text
 */
export function wordsOf(text) {
  return new Set(split(fold(text)).filter(isLong));
}

/** @param {string} word */
export function isLong(word) {
  return lengthOf(word) >= SHORTEST;
}

/**
 * The number of code points.
 *
 * @param {string} word
 */
export function lengthOf(word) {
  return Array.from(word).length;
}
