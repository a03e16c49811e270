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

/**
 * The revision that an operation makes, which the server may have told already.
 *
 * @param {Operation} op
 * @param {{ rev: number }} row
 */
export function foreseen({ base_rev }, { rev }) {
  return (base_rev ?? rev) + 1;
}

/**
 * The things that an operation is about: two where it puts one in the place of another.
 *
 * @param {Operation} op
 */
export function idsOf({ command, id, args }) {
  return command.endsWith(".privacy") ? [id, String(args.envelope?.id ?? args.id)] : [id];
}

/**
 * What was done later to the same things, and may build on it.
 *
 * @param {Operation} op
 * @param {Operation[]} ops in their order
 */
export function laterThan(op, ops) {
  const ids = new Set(idsOf(op));
  return ops.filter((other) => {
    if (other.order <= op.order || other.state === "done" || !idsOf(other).some((id) => ids.has(id))) return false;
    for (const id of idsOf(other)) ids.add(id);
    return true;
  });
}

/**
 * Whether it will be judged without anybody's doing.
 *
 * @param {Operation} op
 */
export function isOnItsWay({ state }) {
  return state === "waiting" || state === "sent" || state === "conflict" || state === "unsure";
}

/**
 * Whether the person has to decide about it before anything that builds on it can go. A deletion that came to nothing
 * has left everything as it is.
 *
 * @param {Operation} op
 */
export function isUndecided({ command, state }) {
  return state === "recovered" || (state === "parked" && !command.endsWith(".delete"));
}
