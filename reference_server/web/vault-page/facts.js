/**
 * What the page tells of a vault.
 *
 * @import { PlacedPerson, VaultView } from "../types.js"
 */

import { lockReason } from "../advice.js";
import { dateInWords, localDate } from "../day.js";
import { byId, part } from "../elements.js";
import { vault } from "../vault/vault.js";

export class VaultFactsView {
  #state = byId("vault-facts");
  #recovery = byId("recovery");
  #keys = byId("keys");
  #person;

  /** @param {PlacedPerson} person */
  constructor(person) {
    this.#person = person;
  }

  /** @param {VaultView} view */
  show(view) {
    const open = vault.state === "unlocked";
    part(this.#state, "state").textContent = open ? "The vault is open on this device." : lockReason(vault.reason);
    this.#showRecovery(view);
    this.#showKeys(view);
  }

  /** @param {VaultView} view */
  #showRecovery({ recovery }) {
    part(this.#recovery, "recovery").textContent = recovery
      ? `${recovery.unused} of 10 codes are unused. They were made on ${this.#day(recovery.created_at)}.`
      : "There are no recovery codes. Without one, a forgotten passphrase means that everything private is lost.";
    part(this.#recovery, "open").hidden = recovery === null;
  }

  /** @param {VaultView} view */
  #showKeys({ next_rotation_due, last_rotated_at, created_at, crypto_policy_version, kdf }) {
    const over = Date.parse(next_rotation_due) <= Date.now();
    const due = `${over ? "They have been due to be renewed since" : "They are to be renewed by"} ${this.#day(next_rotation_due)}.`;
    part(this.#keys, "age").textContent =
      `The keys were ${last_rotated_at ? "renewed" : "made"} on ${this.#day(last_rotated_at ?? created_at)}. ${due}`;
    part(this.#keys, "policy").textContent =
      `Encryption policy ${crypto_policy_version}: AES-256-GCM, and ${kdf.iterations.toLocaleString("en-GB")} rounds of PBKDF2 for the passphrase.`;
    const refusal = vault.policies?.refusal();
    part(this.#keys, "refusal").textContent = refusal?.message ?? newerPolicy(crypto_policy_version);
  }

  /** @param {string} instant */
  #day(instant) {
    return dateInWords(localDate(Date.parse(instant), this.#person.time_zone));
  }
}

/** @param {string} version of the vault */
function newerPolicy(version) {
  const now = vault.policy?.id ?? version;
  return now === version ? "" : `Policy ${now} is in force now: renewing the keys moves the vault to it.`;
}
