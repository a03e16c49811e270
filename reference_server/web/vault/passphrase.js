/**
 * What a passphrase is for: it opens the UVK, and proves to the server that it does.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { Policy, Wrap } from "../types.js"
 */

import { random, sha256, toBase64url, wipe } from "./bytes.js";
import { writablePolicy } from "./contents.js";
import { guarded } from "./guarded.js";
import { fromPassphrase } from "./keys.js";
import { prove } from "./proof.js";
import { vault } from "./vault.js";
import { wrap } from "./wraps.js";

/** Letters that a new passphrase has at least. */
export const SHORTEST = 12;
const SALT_BYTES = 16;

/** @param {string} passphrase */
export function isLongEnough(passphrase) {
  return [...passphrase.normalize("NFKC")].length >= SHORTEST;
}

/**
 * A UVK inside of a passphrase, as the server wants it: with a fresh salt, under the current policy.
 *
 * @param {string} passphrase
 * @param {Bytes} uvk stays the caller's, to be wiped
 * @param {string} kid
 * @param {Policy} [policy]
 * @returns {Promise<{salt: string, iterations: number, wrap: Wrap, proof_hash: string}>}
 */
export async function behindPassphrase(passphrase, uvk, kid, policy = writablePolicy()) {
  const { id: pol, iterations } = policy;
  const salt = random(SALT_BYTES);
  const { kek, proof } = await fromPassphrase(passphrase, salt, iterations);
  try {
    const said = toBase64url(salt);
    const wrapped = await wrap(kek, uvk, { userId: vault.userId, kid, pol }, "password", said);
    const proofHash = toBase64url(await sha256(proof));
    return { salt: said, iterations, wrap: wrapped, proof_hash: proofHash };
  } finally {
    wipe(proof);
  }
}

/**
 * Puts the vault behind another passphrase. Its key stays, so nothing needs to be encrypted anew; all other devices are
 * locked.
 *
 * @param {string} present
 * @param {string} next
 */
export async function changePassphrase(present, next) {
  const { locks } = vault;
  const { view, proof, uvk } = await prove(present);
  try {
    const behind = await behindPassphrase(next, uvk, view.kid);
    const change = { proof: toBase64url(proof), ...behind };
    await vault.moveTo(uvk, locks, () => guarded("POST", "api/vault/passphrase", change));
  } finally {
    wipe(proof, uvk);
  }
}
