/**
 * What this device knows of a vault when the server cannot be asked. Nothing in it opens anything without the passphrase.
 *
 * @import { DeviceMemory } from "./memory.js"
 * @import { VaultFacts, VaultView } from "../types.js"
 */

import { Problem } from "../api.js";

export class Recollection {
  #memory;
  #load;

  /**
   * @param {() => DeviceMemory | undefined} memory
   * @param {() => Promise<unknown>} load reads the vault anew, and keeps it
   */
  constructor(memory, load) {
    this.#memory = memory;
    this.#load = load;
  }

  /** @param {VaultView | null} view as the server has it, null where there is no vault */
  keep(view) {
    this.#memory()?.keepVault(view);
  }

  /**
   * Sees to it that the vault is known, when a poll tells that there is one.
   *
   * @param {VaultFacts | null} facts
   */
  async heed(facts) {
    const known = await this.#memory()?.vault();
    if (facts === null && known !== null) this.keep(null);
    if (facts === null || known) return;
    try {
      await this.#load();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }
}
