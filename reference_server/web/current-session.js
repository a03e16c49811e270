/**
 * The focus session under way: its timer, and what can be done with it.
 *
 * @import { FocusSession } from "./types.js"
 */

import { onPress } from "./commands.js";
import { part } from "./elements.js";
import { dueAt, minutesAndSeconds, timeLeft, untilNextSecond } from "./focus-clock.js";

/** Milliseconds before a completion that failed is tried again. */
const RETRY_AFTER = 10_000;

export class CurrentSession {
  #root;
  #complete;
  #leave;
  /** @type {FocusSession | undefined} */
  #session;
  #tried = Number.NEGATIVE_INFINITY;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} root the region, hidden while there is no session
   * @param {object} actions
   * @param {(session: FocusSession, verb: "pause" | "resume" | "abandon") => Promise<string>} actions.change
   * @param {(session: FocusSession, due: number) => void} actions.complete takes the instant at which it was over
   * @param {(session: FocusSession) => void} actions.leave takes the focus from the session that was here to where the
   *   person goes on
   */
  constructor(root, { change, complete, leave }) {
    this.#root = root;
    this.#complete = complete;
    this.#leave = leave;
    onPress(part(root, "pause"), () => change(this.#current, this.#current.state === "paused" ? "resume" : "pause"));
    onPress(part(root, "abandon"), () => change(this.#current, "abandon"));
  }

  get #current() {
    return /** @type {FocusSession} */ (this.#session);
  }

  /** @param {FocusSession | undefined} session */
  show(session) {
    const before = this.#session;
    if (session?.id !== before?.id) this.#tried = Number.NEGATIVE_INFINITY;
    this.#session = session;
    clearTimeout(this.#timer);
    if (session) this.#showFacts(session);
    const focused = this.#root.contains(document.activeElement);
    this.#root.hidden = !session;
    if (before && !session && focused) this.#leave(before);
  }

  /** @param {FocusSession} session */
  #showFacts(session) {
    part(this.#root, "title").textContent = session.title;
    part(this.#root, "state").textContent = session.state === "paused" ? "Paused" : "Running";
    part(this.#root, "pause").textContent = session.state === "paused" ? "Resume" : "Pause";
    this.#tick();
  }

  #tick() {
    // The person has gone on to another page.
    if (!this.#root.isConnected) return;
    const now = Date.now();
    const left = timeLeft(this.#current, now);
    part(this.#root, "time-left").textContent = minutesAndSeconds(left);
    if (left === 0 && Math.abs(now - this.#tried) >= RETRY_AFTER) {
      this.#tried = now;
      this.#complete(this.#current, dueAt(this.#current, now));
    }
    this.#timer = setTimeout(() => this.#tick(), untilNextSecond(left));
  }
}
