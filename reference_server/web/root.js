/**
 * Where the application lies. Pages lie at its root or in folders below it, and going from one to the other leaves the
 * document as it is, so addresses are told from here and not from the page at hand.
 */

const ROOT = new URL("..", import.meta.url);

/** @param {string} path below the root, such as `api/today`, or an absolute path of this site */
export function at(path) {
  return new URL(path, ROOT);
}

/**
 * The path of a page below the root, such as `today`.
 *
 * @param {URL | Location} place
 */
export function pathBelow({ pathname }) {
  return pathname.slice(ROOT.pathname.length);
}
