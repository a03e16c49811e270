/**
 * What commands do to quests and focus sessions before the server has heard of them: its rules, as far as a device can
 * know them.
 *
 * @import { Step } from "../types.js"
 * @import { Verb } from "./fold.js"
 */

import { foreseen } from "./operation.js";

const REWARD_POINTS = 10;

/** @type {Record<string, Verb>} */
export const questVerbs = {
  create(rows, op, stamp) {
    if (rows.has(op.id)) return;
    const { title, notes = "", local_date, start_date = local_date, due_date = null, steps } = op.args;
    const made = steps.map(
      /** @param {{ id: string, title: string }} step */ (step) => ({
        id: step.id,
        title: step.title.trim(),
        ticked: false,
      }),
    );
    const facts = { id: op.id, t: "quests", deleted: false, title: title.trim(), notes, start_date, due_date };
    const fresh = { archived: false, rewarded_at: null, completed_on: null, reward_points: REWARD_POINTS };
    const quest = { ...facts, ...fresh, created_at: op.at, updated_at: op.at };
    rows.set(op.id, stamp(quest, { rev: 1, ...settled(quest, made, op.args) }));
  },
  change(rows, op, stamp) {
    const row = rows.get(op.id);
    if (!row) return;
    const { title, notes, due_date, steps } = op.args;
    const changed = {
      rev: foreseen(op, row),
      ...(title !== undefined && { title: title.trim() }),
      ...(notes !== undefined && { notes }),
      ...(due_date !== undefined && { due_date }),
    };
    const now = steps ? joined(row.steps, steps) : row.steps;
    rows.set(op.id, stamp(row, { ...changed, ...settled(row, now, op.args) }));
  },
  tick(rows, op, stamp) {
    const row = rows.get(op.id);
    if (!row) return;
    const { step_id, ticked } = op.args;
    const steps = row.steps.map(/** @param {Step} step */ (step) => (step.id === step_id ? { ...step, ticked } : step));
    rows.set(op.id, stamp(row, settled(row, steps, op.args)));
  },
  archive(rows, op, stamp) {
    const row = rows.get(op.id);
    if (!row) return;
    const { archived } = op.args;
    const status = archived ? "archived" : row.completed_on ? "completed" : "active";
    rows.set(op.id, stamp(row, { status }));
  },
  delete(rows, op) {
    rows.delete(op.id);
  },
};

/** @type {Record<string, Verb>} */
export const focusVerbs = {
  complete(rows, op, stamp) {
    const row = rows.get(op.id);
    if (!row || row.state === "completed") return;
    const { occurred_at } = op.args;
    const over = { state: "completed", running_since: null, ended_at: occurred_at };
    rows.set(op.id, stamp(row, { ...over, credited_minutes: row.planned_minutes }));
  },
};

/**
 * Completed with the last tick, open again without one; rewarded once.
 *
 * @param {any} quest
 * @param {Step[]} steps
 * @param {Record<string, any>} command
 */
function settled(quest, steps, { local_date, occurred_at }) {
  const ticked = steps.filter((step) => step.ticked).length;
  const complete = ticked === steps.length;
  const completed_on = complete ? (quest.completed_on ?? local_date) : null;
  return {
    steps,
    progress: { ticked, total: steps.length },
    completed_on,
    status: complete ? "completed" : "active",
    rewarded_at: quest.rewarded_at ?? (complete ? occurred_at : null),
  };
}

/**
 * Steps that are named by id keep their ticks, the others are new.
 *
 * @param {Step[]} steps
 * @param {{ id?: string, new_id?: string, title: string }[]} changes
 */
function joined(steps, changes) {
  return changes.map(({ id, new_id, title }) => ({
    id: String(id ?? new_id),
    title: title.trim(),
    ticked: steps.find((step) => step.id === id)?.ticked ?? false,
  }));
}
