/**
 * Rows with operations on top: what a person sees before the server has judged what they did.
 *
 * @import { Operation, Row, RowKind } from "../types.js"
 */

import { habitVerbs } from "./habits.js";
import { itemVerbs } from "./items.js";
import { trackVerbs } from "./learning.js";
import { focusVerbs, questVerbs } from "./quests.js";

/**
 * Does to the rows by id what an operation would do on the server; `stamp` makes the row that comes of it.
 *
 * @typedef {(rows: Map<string, any>, op: Operation, stamp: (row: any, changes: object) => any) => void} Verb
 */

/** @type {Record<RowKind, Record<string, Verb>>} */
const VERBS = {
  ideas: itemVerbs("ideas"),
  infobase: itemVerbs("infobase"),
  journal: itemVerbs("journal"),
  quests: questVerbs,
  habits: habitVerbs,
  focus: focusVerbs,
  learning: trackVerbs,
  credits: {},
};

/** More operations than are ever in one queue. */
const STEPS = 2 ** 20;

/** @param {Operation} op */
export function kindOf({ command }) {
  return /** @type {RowKind} */ (command.slice(0, command.indexOf(".")));
}

/** @param {Operation} op */
export function verbOf({ command }) {
  return command.slice(command.indexOf(".") + 1);
}

/**
 * Whether a locked vault keeps the server from carrying it out.
 *
 * @param {Operation} op
 */
export function isVaultContent(op) {
  return ["ideas", "infobase", "journal"].includes(kindOf(op));
}

/**
 * @param {RowKind} t
 * @param {Map<string, Row>} told by id, tombstones among them
 * @param {Operation[]} ops
 * @param {number} cursor
 * @returns {Map<string, any>} what is shown of a kind
 */
export function fold(t, told, ops, cursor) {
  const rows = new Map([...told].filter(([, row]) => !row.deleted));
  for (const op of ops) {
    if (kindOf(op) !== t || !isShown(op) || (op.state === "done" && op.seq !== null && op.seq <= cursor)) continue;
    // What the page had seen may be newer than what the device has heard of.
    if (op.before && !rows.has(op.id) && !told.has(op.id)) rows.set(op.id, op.before);
    VERBS[t][verbOf(op)]?.(rows, op, (row, changes) => ({ ...row, ...changes, ...marks(op, row, cursor) }));
  }
  return rows;
}

/**
 * What has to be decided by the person, or has come to nothing, is not shown as if it were done.
 *
 * @param {Operation} op
 */
function isShown(op) {
  if (op.state === "recovered") return false;
  return !(op.state === "parked" && verbOf(op) === "delete");
}

/**
 * A version that only this device has lies between two of the server's.
 *
 * @param {Operation} op
 * @param {{ seq?: number, pending?: string }} row
 * @param {number} cursor
 */
function marks({ state, order, seq }, row, cursor) {
  if (state === "done")
    return { seq: seq ?? Math.floor(row.seq ?? cursor) + (order % STEPS) / STEPS, pending: row.pending };
  const pending = state === "parked" || row.pending === "parked" ? "parked" : "waiting";
  return { seq: Math.floor(row.seq ?? cursor) + (order % STEPS) / STEPS, pending, made_by: order };
}
