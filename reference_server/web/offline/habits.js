/**
 * What commands do to habits before the server has heard of them, and a habit as it is on a day.
 *
 * @import { Habit, HabitRecord } from "../types.js"
 * @import { Verb } from "./fold.js"
 */

import { foreseen } from "./operation.js";

const DAY = 86_400_000;

/** @type {Record<string, Verb>} */
export const habitVerbs = {
  create(rows, op, stamp) {
    if (rows.has(op.id)) return;
    const { title, local_date, start_date = local_date } = op.args;
    const made = {
      id: op.id,
      t: "habits",
      deleted: false,
      title: title.trim(),
      start_date,
      archived: false,
      dates: [],
    };
    rows.set(op.id, stamp({ ...made, created_at: op.at, updated_at: op.at }, { rev: 1 }));
  },
  rename(rows, op, stamp) {
    const row = rows.get(op.id);
    if (row) rows.set(op.id, stamp(row, { title: op.args.title.trim(), rev: foreseen(op, row) }));
  },
  archive(rows, op, stamp) {
    const row = rows.get(op.id);
    if (row) rows.set(op.id, stamp(row, { archived: op.args.archived }));
  },
  "check-in"(rows, op, stamp) {
    const row = rows.get(op.id);
    if (row) rows.set(op.id, stamp(row, { dates: [...new Set([...row.dates, op.args.local_date])].sort() }));
  },
  "undo-check-in"(rows, op, stamp) {
    const row = rows.get(op.id);
    if (!row) return;
    const dates = row.dates.filter(/** @param {string} date */ (date) => date !== op.args.local_date);
    rows.set(op.id, stamp(row, { dates }));
  },
  delete(rows, op) {
    rows.delete(op.id);
  },
};

/**
 * @param {HabitRecord} habit
 * @param {string} day YYYY-MM-DD
 * @returns {Habit}
 */
export function habitOn(habit, day) {
  const { dates, ...facts } = habit;
  return {
    ...facts,
    checked_in: dates.includes(day),
    streak: { current: current(dates, day), longest: longest(dates) },
  };
}

/**
 * Days in a row up to this one, or up to the one before while this one is not checked in yet.
 *
 * @param {string[]} dates
 * @param {string} day
 */
function current(dates, day) {
  const counted = new Set(dates.map(numberOf));
  const today = numberOf(day);
  const last = counted.has(today) ? today : today - 1;
  let streak = 0;
  while (counted.has(last - streak)) streak += 1;
  return streak;
}

/** @param {string[]} dates */
function longest(dates) {
  const counted = new Set(dates.map(numberOf));
  let most = 0;
  for (const first of counted) {
    if (counted.has(first - 1)) continue;
    let length = 1;
    while (counted.has(first + length)) length += 1;
    most = Math.max(most, length);
  }
  return most;
}

/** @param {string} date */
function numberOf(date) {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}
