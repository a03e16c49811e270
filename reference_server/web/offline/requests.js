/**
 * How an operation is sent: by itself while the server can be reached, and in a queue.
 *
 * @import { Operation } from "../types.js"
 */

import { kindOf, verbOf } from "./fold.js";

/**
 * @typedef {{ method: "POST" | "PATCH" | "DELETE", path: string, body?: object }} Sent
 */

/**
 * The request that does the same as the operation.
 *
 * @param {Operation} op
 * @returns {Sent}
 */
export function requestOf(op) {
  const { id, args, base_rev } = op;
  const [verb, all] = [verbOf(op), `api/${kindOf(op)}`];
  const one = `${all}/${id}`;
  const based = base_rev === null ? {} : { base_rev };
  if (verb === "create") return { method: "POST", path: all, body: { id, ...args } };
  if (verb === "change" || verb === "rename") return { method: "PATCH", path: one, body: { ...based, ...args } };
  if (verb === "delete") return { method: "DELETE", path: `${one}?base_rev=${base_rev}` };
  const { date, step_id, lesson_id, ...told } = args;
  const inside = step_id ? `/steps/${step_id}` : lesson_id ? `/lessons/${lesson_id}` : "";
  const query = date === undefined ? "" : `?date=${date}`;
  return { method: "POST", path: `${one}${inside}/${verb}${query}`, body: { ...based, ...told } };
}

/**
 * The operation as it stands in a push.
 *
 * @param {Operation} op that has its number
 */
export function pushed({ op_id, n, command, id, base_rev, args }) {
  return { op_id, n, command, id, base_rev, args };
}
