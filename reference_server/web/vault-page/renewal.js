/** How far the renewal of the keys has come. */

import { part } from "../elements.js";

export class RenewalView {
  #root;

  /** @param {HTMLElement} dialog */
  constructor(dialog) {
    this.#root = part(dialog, "renewal");
  }

  /**
   * @param {number} done
   * @param {number} total
   */
  show(done, total) {
    this.#root.hidden = false;
    const bar = part(this.#root, "bar");
    bar.ariaValueNow = String(done);
    bar.ariaValueMax = String(total);
    part(bar, "filled").style.width = total === 0 ? "100%" : `${(100 * done) / total}%`;
    part(this.#root, "count").textContent = `${done} of ${total}`;
  }

  hide() {
    this.#root.hidden = true;
  }
}
