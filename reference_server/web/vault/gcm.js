/**
 * AES-256-GCM with a fresh 96-bit IV, a 128-bit tag, and a list of facts that is authenticated along.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { Sealed } from "../types.js"
 */

import { fromBase64url, random, toBase64url, utf8 } from "./bytes.js";

export const ALGORITHM = "A256GCM";
export const IV_BYTES = 12;
export const TAG_BYTES = 16;

/**
 * @param {CryptoKey} key
 * @param {Bytes} plaintext
 * @param {(string | number)[]} facts
 * @returns {Promise<Sealed>}
 */
export async function encrypt(key, plaintext, facts) {
  const iv = random(IV_BYTES);
  const ct = await crypto.subtle.encrypt(parameters(iv, facts), key, plaintext);
  return { iv: toBase64url(iv), ct: toBase64url(new Uint8Array(ct)) };
}

/**
 * @param {CryptoKey} key
 * @param {Sealed} sealed
 * @param {(string | number)[]} facts
 * @returns {Promise<Bytes>}
 * @throws {DOMException} OperationError where the key, the text or a fact is another one
 */
export async function decrypt(key, { iv, ct }, facts) {
  return new Uint8Array(await crypto.subtle.decrypt(parameters(fromBase64url(iv), facts), key, fromBase64url(ct)));
}

/**
 * @param {Bytes} iv
 * @param {(string | number)[]} facts
 */
function parameters(iv, facts) {
  return { name: "AES-GCM", iv, tagLength: 8 * TAG_BYTES, additionalData: utf8(JSON.stringify(facts)) };
}
