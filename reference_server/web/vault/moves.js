/**
 * Operations under way that move a vault's epoch on for this page's own sake. What is heard of the epoch meanwhile may be
 * of their making, so it is judged after their end.
 */

export class Moves {
  #underWay = 0;
  /** @type {(() => void)[]} */
  #waiting = [];

  /**
   * @param {() => Promise<void>} operation
   * @returns {Promise<void>}
   */
  async during(operation) {
    this.#underWay += 1;
    try {
      await operation();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) for (const step of this.#waiting.splice(0)) step();
    }
  }

  /** @param {() => void} step done now, or else as soon as nothing is under way any more */
  afterwards(step) {
    if (this.#underWay > 0) this.#waiting.push(step);
    else step();
  }
}
