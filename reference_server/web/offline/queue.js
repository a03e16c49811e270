/**
 * What a person can do about operations that did not come to anything.
 *
 * @import { Operation } from "../types.js"
 */

import { copyOf } from "./conflicts.js";
import { fold, kindOf, verbOf } from "./fold.js";
import { laterThan } from "./operation.js";
import { replica } from "./replica.js";

/** @returns {Operation[]} those that the person has to decide about */
export function setAside() {
  return replica.ops.filter(({ state }) => state === "parked" || state === "recovered");
}

/** @returns {Operation[]} those that the server has not judged yet */
export function waiting() {
  return replica.ops.filter(({ state }) => state !== "done" && state !== "parked" && state !== "recovered");
}

/**
 * Lets an operation be judged once more, as a new one: the old one has its result for good.
 *
 * @param {Operation} op
 */
export async function tryAgain(op) {
  await replica.hold(kindOf(op));
  const told = replica.told(kindOf(op), op.id);
  // Whoever deletes once more has seen what it is by now.
  const rev = verbOf(op) === "delete" && told && "rev" in told ? told.rev : op.base_rev;
  await replica.change({
    put: [{ ...op, op_id: crypto.randomUUID(), n: null, base_rev: rev, state: "waiting", problem: null }],
  });
}

/**
 * Makes a new thing of what was done to one of which nothing is known any more.
 *
 * @param {Operation} op
 */
export async function keepAsNew(op) {
  const all = withLater(op);
  const mine = [...fold(kindOf(op), new Map(), all.map(asShown), replica.cursor).values()].at(-1);
  await replica.change({ drop: all, put: mine ? await copyOf(mine, op, "(recovered)") : [] });
}

/**
 * Forgets an operation, and those that build on it.
 *
 * @param {Operation} op
 */
export async function discard(op) {
  await replica.change({ drop: verbOf(op) === "delete" ? [op] : withLater(op) });
}

/**
 * @param {Operation} op
 * @returns {Operation[]} it, and what was done to the same thing later
 */
export function withLater(op) {
  return [...(op.state === "done" ? [] : [op]), ...laterThan(op, replica.ops)];
}

/**
 * @param {Operation} op
 * @returns {Operation}
 */
function asShown(op) {
  return { ...op, state: "waiting" };
}

/**
 * Before everything is read anew: what was made from a revision may have lost it.
 */
export async function doubt() {
  const put = replica.ops
    .filter(({ base_rev, state }) => base_rev !== null && (state === "waiting" || state === "sent"))
    // What builds on something that waits here, too, stands or falls with that.
    .filter(({ before }) => !replica.ops.some(({ order, state }) => order === before?.made_by && state !== "done"))
    .map((op) => ({ ...op, state: /** @type {const} */ ("unsure") }));
  if (put.length > 0) await replica.change({ put });
}

/** Afterwards: what builds on what is there goes on, the rest is not sent, and not lost. */
export async function settleDoubts() {
  const unsure = replica.ops.filter(({ state }) => state === "unsure");
  if (unsure.length === 0) return;
  /** @type {Map<string, number>} the revision that the next operation on a thing has to build on */
  const next = new Map();
  const put = [];
  for (const op of unsure) {
    await replica.hold(kindOf(op));
    const told = replica.told(kindOf(op), op.id);
    const rev = next.get(op.id) ?? (told && !told.deleted && "rev" in told ? told.rev : undefined);
    const fits = rev === op.base_rev;
    if (fits) next.set(op.id, Number(rev) + 1);
    put.push({ ...op, state: fits ? /** @type {const} */ ("waiting") : /** @type {const} */ ("recovered") });
  }
  await replica.change({ put });
}
