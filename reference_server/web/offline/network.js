/** Whether the server can be reached, as far as the last attempt tells; browsers only know whether there is a cable. */

/** Fires "change". */
class Network extends EventTarget {
  #reached = true;
  #lost = new AbortController();

  constructor() {
    super();
    // Nobody answers any more what was asked through a network that is gone, and everybody would wait for it.
    addEventListener("offline", () => {
      this.#lost.abort();
      this.#lost = new AbortController();
    });
  }

  /** Aborted when the network that there is now goes. */
  get lost() {
    return this.#lost.signal;
  }

  get reached() {
    return this.#reached;
  }

  /** @param {boolean} reached whether an attempt had any answer */
  tell(reached) {
    if (reached === this.#reached) return;
    this.#reached = reached;
    this.dispatchEvent(new Event("change"));
  }
}

export const network = new Network();
