/**
 * Where a vault stands, as far as this page knows: an answer of the server may be older than what has happened here.
 *
 * @import { LockReason, VaultFacts } from "../types.js"
 */

export class Standing {
  /** @type {"unknown" | "none" | "locked" | "unlocked"} */
  state = "unknown";
  /** @type {LockReason | null} */
  reason = null;
  epoch = 0;
  #alone = false;
  /** Counts openings and locks on this page, so that an answer to an earlier question can be told. */
  moment = 0;

  /**
   * @param {number} epoch in which the vault is open on this page
   * @param {boolean} alone whether the server does not know
   */
  open(epoch, alone) {
    this.state = "unlocked";
    this.#alone = alone;
    this.reason = null;
    this.epoch = epoch;
    this.moment += 1;
  }

  /** @param {LockReason} reason */
  lock(reason) {
    this.state = "locked";
    this.reason = reason;
    this.moment += 1;
  }

  /** @param {number} epoch that the server has come to */
  atLeast(epoch) {
    this.epoch = Math.max(this.epoch, epoch);
  }

  /**
   * Takes in what the server says.
   *
   * @param {VaultFacts | null} facts
   * @param {number} asked the moment of the question
   * @returns {{ lock?: LockReason, changed?: boolean }} whether this page has to lock, or shows something else now
   */
  heed(facts, asked) {
    if (facts && facts.epoch > this.epoch) return this.#moveOn(facts);
    // What was asked for before the vault was opened or locked here tells of another time.
    if (asked !== this.moment || (facts && facts.epoch < this.epoch)) return {};
    // Why it is locked does not change before somebody opens or locks it again.
    if (this.state === "locked" && facts && this.reason) return {};
    if (this.state !== "unlocked") return this.#settle(facts);
    if (facts?.locked === false) return {};
    return { lock: this.#alone ? "reconnected" : (facts?.reason ?? "inactivity") };
  }

  /** @param {VaultFacts} facts of a later epoch: somebody has locked since */
  #moveOn(facts) {
    this.epoch = facts.epoch;
    if (this.state !== "unlocked") return this.#settle(facts);
    // Whoever pressed the button did so on another device.
    return { lock: !facts.reason || facts.reason === "manual" ? "remote" : facts.reason };
  }

  /** @param {VaultFacts | null} facts of a vault that is not open on this page */
  #settle(facts) {
    const state = facts ? "locked" : "none";
    const reason = facts?.reason ?? null;
    const changed = state !== this.state || reason !== this.reason;
    this.state = state;
    this.reason = reason;
    return { changed };
  }
}
