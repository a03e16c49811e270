/**
 * What a person did, as it is kept until the server has judged it.
 *
 * @import { Operation } from "../types.js"
 */

/**
 * @param {object} wish
 * @param {string} wish.command such as `quests.tick`
 * @param {string} wish.id of the thing; of a new one, its own
 * @param {Record<string, any>} wish.args
 * @param {number | null} [wish.base_rev] the revision that the person saw, where the command replaces what was
 * @param {any} [wish.before] the thing as the person saw it
 * @param {string} [wish.at] when it was done
 * @returns {Operation} that nobody has heard of yet
 */
export function newOperation({ command, id, args, base_rev = null, before = null, at = new Date().toISOString() }) {
  const wish = { command, id, args, base_rev, before, at };
  return {
    op_id: crypto.randomUUID(),
    n: null,
    ...wish,
    order: 0,
    state: "waiting",
    tries: 0,
    seq: null,
    problem: null,
  };
}
