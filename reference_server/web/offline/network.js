/** Whether the server can be reached, as far as the last attempt tells; browsers only know whether there is a cable. */

/** Fires "change". */
class Network extends EventTarget {
  #reached = true;

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
