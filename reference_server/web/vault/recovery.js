/**
 * Sets of recovery codes, and the way back in with one of them.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { Owner, RecoveryCode, Redeemed } from "../types.js"
 */

import { call, Problem } from "../api.js";
import { sha256, toBase64url, wipe } from "./bytes.js";
import { writablePolicy } from "./contents.js";
import { guarded } from "./guarded.js";
import { aesKey, newKey, newSetId } from "./keys.js";
import { behindPassphrase } from "./passphrase.js";
import { prove } from "./proof.js";
import { fromCode, fromTyped, inGroups, newCode } from "./recovery-codes.js";
import { vault } from "./vault.js";
import { unwrap, wrap } from "./wraps.js";

const CODES = 10;

/**
 * What a code was exchanged for and has not been used yet: a try whose answer was lost goes on with it. The keys in it
 * are wrapped by the code.
 *
 * @type {{ codeId: string, redeemed: Redeemed } | undefined}
 */
let reserved;

/**
 * @param {string} passphrase
 * @returns {Promise<string[]>} new codes; those before are void
 */
export async function renewRecoveryCodes(passphrase) {
  const { view, proof, uvk } = await prove(passphrase);
  try {
    return await newRecoverySet(uvk, view.kid);
  } finally {
    wipe(proof, uvk);
  }
}

/**
 * @param {Bytes} uvk stays the caller's, to be wiped
 * @param {string} kid
 * @returns {Promise<string[]>} the codes, as people write them down
 */
export async function newRecoverySet(uvk, kid) {
  const setId = newSetId();
  const rk = newKey();
  const owner = { userId: vault.userId, pol: writablePolicy().id };
  try {
    const codes = Array.from({ length: CODES }, newCode);
    const written = codes.map(inGroups);
    await guarded("POST", "api/vault/recovery", {
      set_id: setId,
      codes: await Promise.all(codes.map((code) => recoveryCode(code, rk, { ...owner, kid: setId }))),
      rk_wrap: await wrap(await aesKey(rk), uvk, { ...owner, kid }, "rk", setId),
      uvk_wrap: await wrap(await aesKey(uvk), rk, { ...owner, kid: setId }, "uvk", kid),
    });
    await vault.load();
    return written;
  } finally {
    wipe(rk);
  }
}

/**
 * @param {Bytes} code
 * @param {Bytes} rk
 * @param {Owner} owner
 * @returns {Promise<RecoveryCode>} what the server keeps of it
 */
async function recoveryCode(code, rk, owner) {
  const { codeId, key, verifier } = await fromCode(code);
  const { iv, ct } = await wrap(key, rk, owner, "recovery-code", codeId);
  return { code_id: codeId, iv, ct, verifier_hash: toBase64url(await sha256(verifier)) };
}

/**
 * Opens the vault with a recovery code, and puts it behind a new passphrase. The code is reserved first, and used up
 * only when that is done.
 *
 * @param {string} typed
 * @param {string} passphrase
 */
export async function recover(typed, passphrase) {
  const { locks } = vault;
  const code = await fromCode(fromTyped(typed));
  await vault.tellPendingLocks();
  const redeemed = await redeem(code);
  const uvk = await uvkBehind(code.key, redeemed);
  try {
    const behind = await behindPassphrase(passphrase, uvk, redeemed.rk_wrap.kid);
    await vault.moveTo(uvk, locks, () => reset(redeemed.ticket, behind));
  } finally {
    wipe(uvk);
  }
}

/**
 * @param {{ codeId: string, verifier: Bytes }} code
 * @returns {Promise<Redeemed>}
 */
async function redeem({ codeId, verifier }) {
  const said = toBase64url(verifier);
  wipe(verifier);
  if (reserved?.codeId === codeId) return reserved.redeemed;
  const redeemed = await call("POST", "api/vault/recovery/redeem", { code_id: codeId, verifier: said });
  reserved = { codeId, redeemed };
  return redeemed;
}

/**
 * @param {string} ticket
 * @param {object} behind
 */
async function reset(ticket, behind) {
  try {
    const answer = await call("POST", "api/vault/reset", { ticket, ...behind });
    reserved = undefined;
    return answer;
  } catch (problem) {
    // Only without an answer the ticket may still be good.
    if (/** @type {Problem} */ (problem).status !== 0) reserved = undefined;
    throw problem;
  }
}

/**
 * @param {CryptoKey} key of a recovery code
 * @param {Redeemed} redeemed
 */
async function uvkBehind(key, redeemed) {
  try {
    const rk = await unwrap(key, redeemed.wrap, vault.userId);
    const around = await aesKey(rk);
    wipe(rk);
    return await unwrap(around, redeemed.rk_wrap, vault.userId);
  } catch {
    throw Problem.ofPage(
      "damaged",
      "The code is right, but the server's copy of your vault's key has been altered and does not open.",
    );
  }
}
