/**
 * What commands do to ideas, infobase and journal entries before the server has heard of them.
 *
 * @import { ItemType } from "../types.js"
 * @import { Verb } from "./fold.js"
 */

import { foreseen } from "./operation.js";

/**
 * @param {ItemType} t
 * @returns {Record<string, Verb>}
 */
export function itemVerbs(t) {
  return {
    create(rows, op, stamp) {
      if (!rows.has(op.id)) rows.set(op.id, stamp(newItem(t, op.id, op.at), { ...contentOf(op.args), rev: 1 }));
    },
    change(rows, op, stamp) {
      const row = rows.get(op.id);
      if (row) rows.set(op.id, stamp(row, { ...contentOf(op.args), rev: foreseen(op, row), updated_at: op.at }));
    },
    delete(rows, op) {
      rows.delete(op.id);
    },
    privacy(rows, op, stamp) {
      const row = rows.get(op.id);
      if (!row) return;
      const id = String(op.args.envelope?.id ?? op.args.id);
      rows.delete(op.id);
      const made = { ...newItem(t, id, op.at), created_at: row.created_at };
      if (!rows.has(id)) rows.set(id, stamp(made, { ...contentOf(op.args), rev: 1 }));
    },
  };
}

/**
 * @param {ItemType} t
 * @param {string} id
 * @param {string} at
 */
function newItem(t, id, at) {
  const empty = { title: "", body: "", shared: false, mode: "standard", envelope: null, kid: null, pol: null };
  return { id, t, deleted: false, size: 0, created_at: at, updated_at: at, ...empty };
}

/** @param {Record<string, any>} args */
function contentOf({ title, body, shared, envelope }) {
  if (envelope) {
    const { kid, pol } = envelope;
    return { mode: "private", title: null, body: null, shared: false, envelope, kid, pol };
  }
  return {
    ...(title !== undefined && { title: title.trim() }),
    ...(body !== undefined && { body }),
    ...(shared !== undefined && { shared }),
  };
}
