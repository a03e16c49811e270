/** What is done at lock, in the protocol's order (section 4): nothing that fails or hangs keeps the next from its turn. */

const PHASES = /** @type {const} */ (["keys", "view", "index", "tabs", "server"]);

/** Milliseconds that a phase may take; deleting a database waits for every other tab that has it open. */
const PATIENCE = 2000;

/** @typedef {(typeof PHASES)[number]} Phase */

export class LockOrder {
  /** @type {Map<Phase, Set<() => unknown>>} */
  #steps = new Map(PHASES.map((phase) => [phase, new Set()]));

  /**
   * @param {Phase} phase
   * @param {() => unknown} step may be asynchronous; what belongs to "keys" and "view" has to act before it waits
   * @returns {() => void} takes it out again
   */
  add(phase, step) {
    const steps = /** @type {Set<() => unknown>} */ (this.#steps.get(phase));
    steps.add(step);
    return () => steps.delete(step);
  }

  /** Runs all steps. Keys are gone and the view is empty before this gives up the thread for the first time. */
  async run() {
    const started = [this.#begin("keys"), this.#begin("view")];
    await inTime(Promise.all(started.flat()));
    for (const phase of PHASES.slice(started.length)) await inTime(Promise.all(this.#begin(phase)));
  }

  /** @param {Phase} phase */
  #begin(phase) {
    const steps = /** @type {Set<() => unknown>} */ (this.#steps.get(phase));
    return [...steps].map(async (step) => {
      try {
        await step();
      } catch (problem) {
        reportError(problem);
      }
    });
  }
}

/** @param {Promise<unknown>} work */
function inTime(work) {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}
