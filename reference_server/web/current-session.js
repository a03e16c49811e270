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
   */
  constructor(root, { change, complete }) {
    this.#root = root;
    this.#complete = complete;
    onPress(part(root, "pause"), () => change(this.#current, this.#current.state === "paused" ? "resume" : "pause"));
    onPress(part(root, "abandon"), () => change(this.#current, "abandon"));
  }

  get #current() {
    return /** @type {FocusSession} */ (this.#session);
  }

  /** @param {FocusSession | undefined} session */
  show(session) {
    if (session?.id !== this.#session?.id) this.#tried = Number.NEGATIVE_INFINITY;
    this.#session = session;
    this.#root.hidden = !session;
    clearTimeout(this.#timer);
    if (!session) return;
    part(this.#root, "title").textContent = session.title;
    part(this.#root, "state").textContent = session.state === "paused" ? "Paused" : "Running";
    part(this.#root, "pause").textContent = session.state === "paused" ? "Resume" : "Pause";
    this.#tick();
  }

  #tick() {
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
