/**
 * Envelopes of private items (protocol, section 2): a fresh key for every write, the place authenticated along, the size
 * rounded up.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { Content, Envelope, KeySet, Owner, Place, Sealed } from "../types.js"
 */

import { fromBase64url, utf8, wipe } from "./bytes.js";
import { Damaged } from "./damaged.js";
import { ALGORITHM, decrypt, encrypt, IV_BYTES, TAG_BYTES } from "./gcm.js";
import { aesKey, KEY_BYTES, newKey } from "./keys.js";

const BLOCK = 256;
const SPACE = 0x20;
const FIELDS = ["alg", "ct", "dek", "id", "iv", "kid", "pol", "rev", "t", "v"];

/**
 * @param {KeySet} keys
 * @param {{userId: string, pol: string}} owner
 * @param {Place} place
 * @param {Content} content
 * @returns {Promise<Envelope>}
 */
export async function seal(keys, { userId, pol }, { t, id, rev }, { title, body }) {
  const owner = { userId, pol, kid: keys.kid };
  const place = { t, id, rev };
  const secret = newKey();
  const plaintext = padded(JSON.stringify({ title, body }));
  try {
    const dek = await encrypt(keys.items, secret, factsOf(owner, place, "dek"));
    const content = await encrypt(await aesKey(secret), plaintext, factsOf(owner, place, "body"));
    return { v: 1, pol, alg: ALGORITHM, kid: keys.kid, ...place, dek, ...content };
  } finally {
    wipe(secret, plaintext);
  }
}

/**
 * Opens an envelope that stands at a place: one made for any other place is as good as altered.
 *
 * @param {KeySet} keys of the envelope's kid
 * @param {string} userId
 * @param {Place} place where it was found
 * @param {Envelope} envelope
 * @returns {Promise<Content>}
 * @throws {Damaged} "format" or "integrity"
 */
export async function open(keys, userId, { t, id, rev }, envelope) {
  requireShape(envelope);
  const owner = { userId, pol: envelope.pol, kid: keys.kid };
  if (envelope.t !== t || envelope.id !== id || envelope.rev !== rev) throw new Damaged("integrity");
  const secret = await unsealed(keys.items, envelope.dek, factsOf(owner, envelope, "dek"));
  try {
    const plaintext = await unsealed(await aesKey(secret), envelope, factsOf(owner, envelope, "body"));
    return contentOf(plaintext);
  } finally {
    wipe(secret);
  }
}

/**
 * @param {Envelope} envelope
 * @throws {Damaged} "format" for whatever is not exactly version 1
 */
function requireShape(envelope) {
  const exact =
    Object.keys(envelope ?? {})
      .sort()
      .join() === FIELDS.join() &&
    envelope.v === 1 &&
    envelope.alg === ALGORITHM &&
    Object.keys(envelope.dek ?? {})
      .sort()
      .join() === "ct,iv";
  if (!exact) throw new Damaged("format");
  const body = sizeOf(envelope.ct) - TAG_BYTES;
  const fits =
    sizeOf(envelope.iv) === IV_BYTES &&
    sizeOf(envelope.dek.iv) === IV_BYTES &&
    sizeOf(envelope.dek.ct) === KEY_BYTES + TAG_BYTES &&
    body >= BLOCK &&
    body % BLOCK === 0;
  if (!fits) throw new Damaged("format");
}

/** @param {string} text */
function sizeOf(text) {
  try {
    return fromBase64url(text).length;
  } catch {
    throw new Damaged("format");
  }
}

/**
 * @param {CryptoKey} key
 * @param {Sealed} sealed
 * @param {(string | number)[]} facts
 */
async function unsealed(key, sealed, facts) {
  try {
    return await decrypt(key, sealed, facts);
  } catch {
    throw new Damaged("integrity");
  }
}

/**
 * @param {Bytes} plaintext
 * @returns {Content}
 */
function contentOf(plaintext) {
  try {
    const { title, body, ...rest } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plaintext));
    if (typeof title === "string" && typeof body === "string" && Object.keys(rest).length === 0) return { title, body };
  } catch {
    // No text, or no JSON.
  } finally {
    wipe(plaintext);
  }
  throw new Damaged("format");
}

/**
 * @param {string} json
 * @returns {Bytes}
 */
function padded(json) {
  const written = utf8(json);
  const block = new Uint8Array(Math.max(1, Math.ceil(written.length / BLOCK)) * BLOCK).fill(SPACE);
  block.set(written);
  wipe(written);
  return block;
}

/**
 * @param {Owner} owner
 * @param {Place} place
 * @param {"dek" | "body"} part
 */
function factsOf({ userId, kid, pol }, { t, id, rev }, part) {
  return ["passion-os/env/1", userId, t, id, rev, kid, pol, ALGORITHM, part];
}
