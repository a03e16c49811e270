/**
 * Asking the server for what is new, and telling it what it has not heard of: every 30 s, also while nobody looks, and
 * whenever the person or the network comes back. Each answer also tells the vault where it stands.
 *
 * @import { Change, Poll } from "./types.js"
 */

import { call, Problem } from "./api.js";
import { STALE } from "./commands.js";
import { drain, waitsForVault } from "./offline/drain.js";
import { doubt, settleDoubts, waiting } from "./offline/queue.js";
import { replica } from "./offline/replica.js";
import { noteGone, noteSeen } from "./vault/contents.js";
import { Damaged } from "./vault/damaged.js";
import { vault } from "./vault/vault.js";

const POLL_EVERY = 30_000;
/** Milliseconds before what could not be sent is tried again: twice as long each time, and not all pages at once. */
const RETRY = { first: 1000, last: 60_000 };

class Sync {
  /** @type {Promise<void> | undefined} */
  #running;
  #again = false;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;

  /** Begins to ask. A failure is left to the next time, because pages say themselves what they could not do. */
  start() {
    const attempt = () => this.soon();
    setInterval(attempt, POLL_EVERY);
    addEventListener("online", () => {
      this.#failures = 0;
    });
    for (const event of ["focus", "online", "offline", STALE]) addEventListener(event, attempt);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) attempt();
    });
    vault.addEventListener("unlocked", attempt);
  }

  /** Asks now, whatever comes of it. */
  soon() {
    this.now().catch((problem) => {
      if (!(problem instanceof Problem)) reportError(problem);
    });
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
    clearTimeout(this.#retry);
    this.#running = this.#untilNothingIsAsked()
      .then(
        () => {
          this.#failures = 0;
        },
        (problem) => {
          this.#tryLater();
          throw problem;
        },
      )
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Whoever asks meanwhile may know more than the attempt under way, such as that the network is back. */
  async #untilNothingIsAsked() {
    /** @type {Promise<void>} */
    let last;
    do {
      this.#again = false;
      last = this.#exchange();
      await last.catch(() => {});
    } while (this.#again);
    return last;
  }

  /** What changed elsewhere comes first: a lock, above all. */
  async #exchange() {
    await vault.tellPendingLocks();
    await this.#poll();
    if (!(await drain())) return;
    await this.#poll();
    replica.tellNews();
  }

  async #poll() {
    let more = true;
    while (more) {
      const asked = vault.moment;
      const { device, cursor, userId, knows } = replica;
      const query = new URLSearchParams({
        since: String(cursor),
        device,
        person: userId,
        anew: String(!knows),
        ...age(),
      });
      try {
        /** @type {Poll} */
        const answer = await call("GET", `api/sync/poll?${query}`);
        vault.heed(answer, asked);
        await replica.heed(answer.changes, answer.seq, answer.has_more);
        // After the rows are kept: a page that is left in between must not find itself behind what it remembers.
        noteRevisions(answer.changes);
        more = answer.has_more;
      } catch (problem) {
        await this.#heedRefusal(problem);
      }
    }
    await settleDoubts();
  }

  /** @param {unknown} problem */
  async #heedRefusal(problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.type === "other-person") location.reload();
    if (problem.type !== "cursor-too-old") throw problem;
    await doubt();
    await replica.beginAnew();
  }

  #tryLater() {
    if (waiting().length === 0) return;
    const longest = Math.min(RETRY.first * 2 ** this.#failures, RETRY.last);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.soon(), longest * (0.5 + Math.random() / 2));
  }
}

export const sync = new Sync();

/**
 * For how many seconds the oldest change has been waiting to be sent, where one is: administrators hear of it. What its
 * person keeps waiting is no trouble of theirs.
 */
function age() {
  const since = waiting().flatMap((op) => (waitsForVault(op) ? [] : [Date.parse(op.at)]));
  if (since.length === 0) return {};
  return { oldest_pending_seconds: String(Math.max(0, Math.floor((Date.now() - Math.min(...since)) / 1000))) };
}

/**
 * Remembers how far items have come, so that a server that goes back is noticed: whoever shows them then says so.
 *
 * @param {Change[]} changes
 */
export function noteRevisions(changes) {
  for (const change of changes) {
    if (change.deleted) noteGone(change.id, change.rev);
    else if ("mode" in change) noteIfNew(change);
  }
}

/** @param {import("./types.js").Item} item */
function noteIfNew(item) {
  try {
    noteSeen(item);
  } catch (problem) {
    if (!(problem instanceof Damaged)) throw problem;
  }
}
