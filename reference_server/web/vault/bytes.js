/** Bytes and their texts: base64url without padding, base32, UTF-8. */

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BITS_OF_LETTER = 5;

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/**
 * @param {number} count
 * @returns {Bytes}
 */
export function random(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}

/**
 * Overwrites secrets that were needed as plain bytes.
 *
 * @param {...(Bytes | undefined)} secrets
 */
export function wipe(...secrets) {
  for (const secret of secrets) secret?.fill(0);
}

/**
 * @param {string} text
 * @returns {Bytes}
 */
export function utf8(text) {
  return new TextEncoder().encode(text);
}

/** @param {Bytes} bytes */
export function toBase64url(bytes) {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The bytes of a text that can only have been written one way: no padding, no other alphabet, no stray bits at the end.
 *
 * @param {string} text
 * @returns {Bytes}
 * @throws {SyntaxError}
 */
export function fromBase64url(text) {
  if (!/^[\w-]*$/.test(text)) throw new SyntaxError("not base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  // A plain loop: every item that is opened passes here.
  for (let place = 0; place < bytes.length; place++) bytes[place] = binary.charCodeAt(place);
  if (!text.endsWith(toBase64url(bytes.slice(bytes.length - (bytes.length % 3)))))
    throw new SyntaxError("not base64url");
  return bytes;
}

/** @param {Bytes} bytes */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Bytes} bytes whose bits are a multiple of 5, so that nothing needs padding */
export function toBase32(bytes) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((group) => BASE32[Number.parseInt(group, 2)]).join("");
}

/**
 * @param {string} text upper case, without padding
 * @returns {Bytes}
 * @throws {SyntaxError}
 */
export function fromBase32(text) {
  const values = Array.from(text, (letter) => BASE32.indexOf(letter));
  if (values.includes(-1)) throw new SyntaxError("not base32");
  const bits = values.map((value) => value.toString(2).padStart(BITS_OF_LETTER, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (group) => Number.parseInt(group, 2));
}

/**
 * @param {Bytes} bytes
 * @returns {Promise<Bytes>}
 */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
