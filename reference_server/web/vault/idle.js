/**
 * When a vault locks itself: by the wall clock, because timers of hidden tabs are slow and sleeping machines have none.
 * Activity in one tab counts in all of them.
 */

const TICK = 1000;
const MINUTE = 60_000;
/** Milliseconds between two reports of activity to the server. */
const REPORT_EVERY = 30_000;

export class Idle {
  #minutes;
  #actions;
  #last = 0;
  #reported = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /**
   * @param {() => number} minutes until the vault locks itself
   * @param {object} actions
   * @param {() => void} actions.expire
   * @param {(at: number) => void} actions.share tells other tabs of activity
   * @param {(idleSeconds: number) => void} actions.report tells the server
   */
  constructor(minutes, actions) {
    this.#minutes = minutes;
    this.#actions = actions;
    for (const event of ["pointerdown", "pointermove", "keydown", "touchstart", "wheel"]) {
      addEventListener(event, () => this.#act(), { capture: true, passive: true });
    }
    for (const event of ["focus", "pageshow"]) addEventListener(event, () => this.check());
    document.addEventListener("visibilitychange", () => this.check());
  }

  /** Begins to watch: opening the vault is activity. */
  start() {
    this.#last = this.#reported = Date.now();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** The instant at which the vault locks itself when nobody does anything any more. */
  get due() {
    return this.#last + this.#minutes() * MINUTE;
  }

  /** Locks when the time is over, however late this is asked. */
  check() {
    if (this.#timer === undefined) return;
    const now = Date.now();
    // A clock that was set back must not make the wait longer than it is from now on.
    if (now < this.#last) this.#last = now;
    if (now >= this.due) this.#actions.expire();
  }

  /** @param {number} at when somebody was active in another tab */
  heard(at) {
    if (at <= Date.now()) this.#last = Math.max(this.#last, at);
  }

  #act() {
    // Time that is over stays over: the event that wakes the machine must not count.
    this.check();
    if (this.#timer === undefined) return;
    const before = this.#last;
    this.#last = Date.now();
    if (this.#last - before >= TICK) this.#actions.share(this.#last);
  }

  #tick() {
    this.check();
    const now = Date.now();
    if (this.#timer === undefined || this.#last <= this.#reported || now - this.#reported < REPORT_EVERY) return;
    this.#reported = now;
    this.#actions.report((now - this.#last) / TICK);
  }
}
