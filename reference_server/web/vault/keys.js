/**
 * The key schedule (protocol, section 1), by WebCrypto alone. What outlives a function is a key that cannot be taken out
 * again; bytes that were needed on the way are overwritten.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { KeySet } from "../types.js"
 */

import { random, toHex, utf8, wipe } from "./bytes.js";

export const KEY_BYTES = 32;
const AES = { name: "AES-GCM", length: 256 };
const HMAC = { name: "HMAC", hash: "SHA-256", length: 256 };

/** @returns {Bytes} a new UVK, RK or DEK */
export function newKey() {
  return random(KEY_BYTES);
}

/** The name of a new UVK. */
export function newKid() {
  return `k_${toHex(random(8))}`;
}

/** The name of a new recovery set. */
export function newSetId() {
  return `s_${toHex(random(8))}`;
}

/**
 * What comes of a passphrase: the key around the UVK, and the proof that the server asks for.
 *
 * @param {string} passphrase as typed; the same letters written in another way of Unicode are the same passphrase
 * @param {Bytes} salt
 * @param {number} iterations
 * @returns {Promise<{kek: CryptoKey, proof: Bytes}>}
 */
export async function fromPassphrase(passphrase, salt, iterations) {
  const typed = utf8(passphrase.normalize("NFKC"));
  const secret = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveBits"]);
  wipe(typed);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  const master = new Uint8Array(await crypto.subtle.deriveBits(derivation, secret, 8 * KEY_BYTES));
  const base = await hkdfBase(master);
  wipe(master);
  const kek = await deriveAes(base, "passion-os/1/kek");
  return { kek, proof: await deriveBytes(base, "passion-os/1/unlock-proof") };
}

/**
 * All keys that come of a UVK. The bytes stay the caller's, to be wiped.
 *
 * @param {Bytes} uvk
 * @param {string} kid
 * @returns {Promise<KeySet>}
 */
export async function fromUvk(uvk, kid) {
  const base = await hkdfBase(uvk);
  const search = await crypto.subtle.deriveKey(hkdf(`passion-os/1/search/${kid}`), base, HMAC, false, ["sign"]);
  return {
    kid,
    wrapping: await aesKey(uvk),
    items: await deriveAes(base, `passion-os/1/item-wrap/${kid}`),
    search,
    watchers: base,
  };
}

/**
 * @param {Bytes} bytes
 * @returns {Promise<CryptoKey>} which cannot be taken out again
 */
export function aesKey(bytes) {
  return crypto.subtle.importKey("raw", bytes, AES.name, false, ["encrypt", "decrypt"]);
}

/**
 * @param {Bytes} secret
 * @returns {Promise<CryptoKey>}
 */
export function hkdfBase(secret) {
  return crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits", "deriveKey"]);
}

/**
 * @param {CryptoKey} base
 * @param {string} info
 * @param {Bytes} [salt]
 * @returns {Promise<CryptoKey>}
 */
export function deriveAes(base, info, salt) {
  return crypto.subtle.deriveKey(hkdf(info, salt), base, AES, false, ["encrypt", "decrypt"]);
}

/**
 * @param {CryptoKey} base
 * @param {string} info
 * @param {Bytes} [salt]
 * @param {number} [count]
 * @returns {Promise<Bytes>}
 */
export async function deriveBytes(base, info, salt, count = KEY_BYTES) {
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf(info, salt), base, 8 * count));
}

/**
 * @param {string} info
 * @param {Bytes} [salt]
 */
function hkdf(info, salt = new Uint8Array()) {
  return { name: "HKDF", hash: "SHA-256", salt, info: utf8(info) };
}
