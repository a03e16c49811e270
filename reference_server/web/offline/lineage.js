/**
 * Whether a change still has the version that it was made from. A version that only this device had is foreseen: that it
 * came to be is known by the operation that makes it, or by what the server tells.
 *
 * @import { Operation } from "../types.js"
 */

import { Problem } from "../api.js";
import { kindOf } from "./fold.js";
import { replica } from "./replica.js";

/**
 * Sets those apart that lost it, because what they build on met a conflict while they were being made.
 */
export async function noteBroken() {
  const put = [];
  for (const op of replica.ops.filter(({ state }) => state === "waiting")) {
    await replica.hold(kindOf(op));
    if (!isWhole(op)) put.push({ ...op, state: /** @type {const} */ ("conflict"), current: present(op) });
  }
  if (put.length > 0) await replica.note({ put });
}

/**
 * @param {Operation} op that nobody has heard of yet
 * @throws {Problem} as the server would, if it knew which version this was made from
 */
export function requireWhole(op) {
  if (isWhole(op)) return;
  const detail = "This was changed elsewhere in the meantime. Look at it again.";
  throw new Problem({ type: "/problems/revision-conflict", status: 409, detail, current: present(op) });
}

/** @param {Operation} op */
function isWhole(op) {
  const { base_rev, before } = op;
  if (base_rev === null || !before?.pending) return true;
  if (replica.ops.some(({ order }) => order === before.made_by)) return true;
  const told = replica.told(kindOf(op), op.id);
  return told !== undefined && !told.deleted && written(told) === written(before);
}

/**
 * @param {Operation} op
 * @returns {any} what it is about, as the server last told it
 */
function present(op) {
  return replica.told(kindOf(op), op.id) ?? { id: op.id, deleted: true };
}

/** @param {any} thing */
function written({ title, body, shared, envelope, notes, due_date, steps, lessons }) {
  const parts = (steps ?? lessons)?.map(
    /** @param {{ title: string, text?: string }} part */ (part) => [part.title, part.text],
  );
  return JSON.stringify([title, body, shared, envelope?.ct, notes, due_date, parts]);
}
