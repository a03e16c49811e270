/**
 * What a passphrase opens.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { VaultView, Wrap } from "../types.js"
 */

import { call, Problem } from "../api.js";
import { fromBase64url, toBase64url, wipe } from "./bytes.js";
import { fromPassphrase } from "./keys.js";
import { requireDerivation } from "./policy.js";
import { vault } from "./vault.js";
import { unwrap } from "./wraps.js";

/**
 * Asks the server whether a passphrase is right, throttled, which opens the vault for this session; and gives what it
 * opens. Sensitive operations begin with it, because an open vault keeps no UVK that could be taken out.
 *
 * @param {string} passphrase
 * @returns {Promise<{view: VaultView, proof: Bytes, uvk: Bytes}>} `uvk` and `proof` are the caller's, to be wiped
 * @throws {Problem}
 */
export async function prove(passphrase) {
  const { locks } = vault;
  await vault.tellPendingLocks();
  const view = await vault.load();
  if (!view) throw Problem.ofPage("no-vault", "There is no vault yet. Set one up first.");
  requireDerivation(view.kdf);
  const { kek, proof } = await fromPassphrase(passphrase, fromBase64url(view.kdf.salt), view.kdf.iterations);
  try {
    // A page that has just heard of a lock must not open the vault for its session behind the person's back.
    vault.requireNoLockSince(locks);
    const { epoch } = await call("POST", "api/vault/unlock", { proof: toBase64url(proof) });
    return { view: { ...view, epoch }, proof, uvk: await uvkInside(view, kek, vault.userId) };
  } catch (problem) {
    wipe(proof);
    throw problem;
  }
}

/**
 * The same for opening the vault only: where the server cannot be asked, this device does what it can.
 *
 * @param {string} passphrase
 * @returns {Promise<{view: VaultView, proof?: Bytes, uvk: Bytes}>} without a proof the server does not know
 * @throws {Problem}
 */
export async function whatOpens(passphrase) {
  try {
    return await prove(passphrase);
  } catch (problem) {
    const opened = problem instanceof Problem && problem.status === 0 && (await openAlone(passphrase));
    if (opened) return opened;
    throw problem;
  }
}

/**
 * What a passphrase opens where the server cannot be asked: the vault as this device last heard of it. Nobody counts wrong
 * attempts here, and the server takes no writes for it.
 *
 * @param {string} passphrase
 * @returns {Promise<{view: VaultView, uvk: Bytes} | undefined>} nothing when this device has not heard of a vault
 * @throws {Problem}
 */
async function openAlone(passphrase) {
  const view = await vault.memory?.vault();
  if (!view) return undefined;
  requireDerivation(view.kdf);
  const { kek, proof } = await fromPassphrase(passphrase, fromBase64url(view.kdf.salt), view.kdf.iterations);
  wipe(proof);
  try {
    return { view, uvk: await uvkInside(view, kek, vault.userId) };
  } catch {
    throw Problem.ofPage("wrong-passphrase", "That is not the passphrase of this vault, as far as this device knows.");
  }
}

/**
 * @param {VaultView} view
 * @param {CryptoKey} kek
 * @param {string} userId
 */
async function uvkInside({ kid, wraps }, kek, userId) {
  const wrapped = wraps.find((each) => each.by === "password" && each.kid === kid);
  try {
    return await unwrap(kek, /** @type {Wrap} */ (wrapped), userId);
  } catch {
    throw Problem.ofPage(
      "damaged",
      "The passphrase is right, but the server's copy of your vault's key has been altered and does not open.",
    );
  }
}
