/**
 * Asking the server for what is new: every 30 s, also while nobody looks, and whenever the person or the network comes
 * back. Each answer also tells the vault where it stands.
 *
 * @import { Item, Poll, Tombstone } from "./types.js"
 */

import { call } from "./api.js";
import { vault } from "./vault/vault.js";

const POLL_EVERY = 30_000;

/**
 * @typedef {(changes: (Item | Tombstone)[]) => unknown} Heed takes changes in order of `seq`
 */

class Sync {
  /** @type {Set<{ heed: Heed, since: number }>} */
  #readers = new Set();
  #since = 0;
  /** @type {Promise<void> | undefined} */
  #running;
  #again = false;

  /** Begins to ask. A failure is left to the next time, because pages say themselves what they could not do. */
  start() {
    const attempt = () => void this.now().catch(() => {});
    setInterval(attempt, POLL_EVERY);
    for (const event of ["focus", "online"]) addEventListener(event, attempt);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) attempt();
    });
  }

  /**
   * Hands over everything that there is, and then whatever changes.
   *
   * @param {Heed} heed
   * @returns {() => void} ends that
   */
  onChanges(heed) {
    const reader = { heed, since: 0 };
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  /**
   * Asks now, or once more after what is under way: the answer is never older than the question.
   *
   * @returns {Promise<void>}
   * @throws {Problem} as `call` does
   */
  now() {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#untilNothingIsAsked().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #untilNothingIsAsked() {
    do {
      this.#again = false;
      await this.#poll();
    } while (this.#again);
  }

  async #poll() {
    await vault.tellPendingLocks();
    let more = true;
    while (more) {
      const readers = [...this.#readers];
      const since = readers.length === 0 ? this.#since : Math.min(...readers.map((reader) => reader.since));
      const asked = vault.moment;
      /** @type {Poll} */
      const answer = await call("GET", `api/sync/poll?since=${since}`);
      vault.heed(answer, asked);
      await this.#handOver(readers, since, answer);
      more = readers.length > 0 && (answer.has_more || readers.some((reader) => reader.since < this.#since));
    }
  }

  /**
   * @param {{ heed: Heed, since: number }[]} readers
   * @param {number} since
   * @param {Poll} answer
   */
  async #handOver(readers, since, { seq, changes }) {
    this.#since = Math.max(this.#since, seq);
    for (const reader of readers) {
      if (reader.since !== since) continue;
      reader.since = seq;
      if (changes.length > 0) await reader.heed(changes);
    }
  }
}

export const sync = new Sync();
