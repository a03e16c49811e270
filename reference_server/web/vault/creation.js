/** A new vault. */

import { call } from "../api.js";
import { wipe } from "./bytes.js";
import { newKey, newKid } from "./keys.js";
import { behindPassphrase } from "./passphrase.js";
import { newRecoverySet } from "./recovery.js";
import { vault } from "./vault.js";

/**
 * Sets a vault up, open on this device, with a first set of recovery codes.
 *
 * @param {string} passphrase
 * @returns {Promise<string[]>} the recovery codes, which nobody can show a second time
 */
export async function createVault(passphrase) {
  const { locks } = vault;
  const uvk = newKey();
  const kid = newKid();
  try {
    const behind = await behindPassphrase(passphrase, uvk, kid);
    const pol = behind.wrap.pol;
    await vault.moveTo(uvk, locks, () => call("POST", "api/vault", { kid, pol, ...behind }));
    return await newRecoverySet(uvk, kid);
  } finally {
    wipe(uvk);
  }
}
