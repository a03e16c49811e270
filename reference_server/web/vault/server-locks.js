/**
 * Locks on their way to the server: kept until it has heard of them, also over a reload and in another tab.
 *
 * @import { DeviceMemory, PendingLock } from "./memory.js"
 * @import { LockReason } from "../types.js"
 */

import { call, Problem } from "../api.js";

export class ServerLocks {
  #memory;
  #told;

  /**
   * @param {DeviceMemory} memory
   * @param {(epoch: number) => void} told called with the epoch that a lock led to
   */
  constructor(memory, told) {
    this.#memory = memory;
    this.#told = told;
  }

  /** @param {LockReason} reason of a lock that is kept from now on */
  keep(reason) {
    this.#memory.keepLock({ op_id: crypto.randomUUID(), reason });
  }

  /**
   * Tells the server of all that it has not heard of.
   *
   * @throws {Problem} when it cannot be told now
   */
  async tellAll() {
    for (const lock of await this.#memory.pendingLocks()) await this.#tell(lock);
  }

  /** Tells the server if it can be reached; else that is left for the next time. */
  async tryToTell() {
    try {
      await this.tellAll();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }

  /** @param {PendingLock} lock */
  async #tell(lock) {
    try {
      const { epoch } = await call("POST", "api/vault/lock", lock);
      this.#told(epoch);
    } catch (problem) {
      // A vault that is gone needs no lock.
      if (!(problem instanceof Problem && problem.type === "no-vault")) throw problem;
    }
    this.#memory.dropLock(lock);
  }
}
