/**
 * What a watcher gets when it is let in: its key of the vault (protocol, sections 1 and 8), sealed so that nobody on the
 * way opens it, and the code by which people see that it is their watcher's key that it was sealed for.
 *
 * @import { KeySet, Sealed, WaitingWatcher } from "../types.js"
 */

import { Problem } from "../api.js";
import { fromBase64url, sha256, toBase64url, utf8, wipe } from "./bytes.js";
import { encrypt } from "./gcm.js";
import { deriveAes, deriveBytes, hkdfBase, KEY_BYTES } from "./keys.js";
import { inGroups } from "./recovery-codes.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const CHECKED_BYTES = 10;

/** @typedef {Pick<WaitingWatcher, "device_id" | "public_key">} Receiver */

/**
 * What the watcher shows too, unless somebody has put another key in the place of its own.
 *
 * @param {Receiver} watcher
 */
export async function checkCode({ device_id, public_key }) {
  const digest = await sha256(utf8(JSON.stringify(["passion-os/check/1", device_id, public_key])));
  return inGroups(digest.slice(0, CHECKED_BYTES));
}

/**
 * The watcher's key of an open vault, which only the watcher can open.
 *
 * @param {KeySet} keys
 * @param {string} userId
 * @param {Receiver} watcher
 * @returns {Promise<{kid: string, key: Sealed & {epk: string}}>}
 * @throws {Problem} where the watcher's public key is none
 */
export async function sealedKeyFor({ kid, watchers }, userId, { device_id, public_key }) {
  const { epk, around } = await agreement(public_key, device_id);
  const secret = await deriveBytes(watchers, `passion-os/1/watch/${kid}/${device_id}`);
  try {
    const facts = ["passion-os/pair/1", userId, device_id, kid, public_key, epk];
    return { kid, key: { epk, ...(await encrypt(around, secret, facts)) } };
  } finally {
    wipe(secret);
  }
}

/**
 * A key that this page and the watcher come to alike, from a fresh pair of keys on this side.
 *
 * @param {string} publicKey
 * @param {string} deviceId
 * @returns {Promise<{epk: string, around: CryptoKey}>}
 */
async function agreement(publicKey, deviceId) {
  const theirs = await pointOf(publicKey);
  const ours = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const exchange = { name: CURVE.name, public: theirs };
  const shared = new Uint8Array(await crypto.subtle.deriveBits(exchange, ours.privateKey, 8 * KEY_BYTES));
  const base = await hkdfBase(shared);
  wipe(shared);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  return { epk: toBase64url(point), around: await deriveAes(base, `passion-os/1/pair/${deviceId}`) };
}

/** @param {string} publicKey */
async function pointOf(publicKey) {
  try {
    return await crypto.subtle.importKey("raw", fromBase64url(publicKey), CURVE, false, []);
  } catch {
    throw Problem.ofPage(
      "damaged",
      "The key of this watcher cannot be used. Refuse it, and begin again on the watcher.",
    );
  }
}
