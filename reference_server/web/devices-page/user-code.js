/** The code by which a person names a watcher that waits. */

import { Problem } from "../api.js";

/**
 * The code that somebody typed, in whatever case and with whatever blanks and dashes, as the server spells it.
 *
 * @param {string} typed
 * @throws {Problem} at the field `code`
 */
export function userCodeOf(typed) {
  const letters = typed.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, "");
  if (/^[A-Z]{8}$/.test(letters)) return `${letters.slice(0, 4)}-${letters.slice(4)}`;
  throw atCode(letters === "" ? "is required" : "must be 8 letters, such as BCDF-GHJK");
}

/**
 * A refusal that is told at the field.
 *
 * @param {string} message
 */
export function atCode(message) {
  return new Problem({ status: 422, detail: `The code ${message}.`, errors: [{ field: "code", message }] });
}
