/**
 * Recovery codes (protocol, section 5): 160 random bits each, written so that people can copy them by hand.
 *
 * @import { Bytes } from "./bytes.js"
 */

import { Problem } from "../api.js";
import { fromBase32, random, toBase32, toBase64url, utf8, wipe } from "./bytes.js";
import { deriveAes, deriveBytes, hkdfBase } from "./keys.js";

const CODE_BYTES = 20;
const ID_BYTES = 12;
const LETTERS = 32;
/** What people read for another letter, and base32 does not have. */
const MISREAD = new Map([
  ["0", "O"],
  ["1", "I"],
  ["8", "B"],
]);

/** @returns {Bytes} */
export function newCode() {
  return random(CODE_BYTES);
}

/** @param {Bytes} code */
export function inGroups(code) {
  return (toBase32(code).match(/.{4}/g) ?? []).join("-");
}

/**
 * The code that somebody typed, in whatever case and with whatever blanks and dashes.
 *
 * @param {string} typed
 * @returns {Bytes}
 * @throws {Problem} at the field `code`
 */
export function fromTyped(typed) {
  const letters = typed.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, "");
  const read = Array.from(letters, (letter) => MISREAD.get(letter) ?? letter).join("");
  try {
    if (read.length === LETTERS) return fromBase32(read);
  } catch {
    // A letter that no code has.
  }
  const message = "must be 32 letters and digits, in 8 groups of 4";
  throw new Problem({ status: 422, detail: `A recovery code ${message}.`, errors: [{ field: "code", message }] });
}

/**
 * What comes of a code: its name, the key around RK, and what proves to the server that it is at hand.
 *
 * @param {Bytes} code
 * @returns {Promise<{codeId: string, key: CryptoKey, verifier: Bytes}>}
 */
export async function fromCode(code) {
  const base = await hkdfBase(code);
  const name = await deriveBytes(base, "passion-os/1/recovery-id", undefined, ID_BYTES);
  const codeId = toBase64url(name);
  const salt = utf8(codeId);
  const key = await deriveAes(base, "passion-os/1/recovery", salt);
  const verifier = await deriveBytes(base, "passion-os/1/recovery-verifier", salt);
  wipe(code);
  return { codeId, key, verifier };
}
