/**
 * What pages list: as the server has it where it can be reached, as this device knows it where it cannot, and in either
 * case with what was done here and not judged yet.
 *
 * @import { Habit, Operation, PlacedPerson, RowKind, Today } from "../types.js"
 */

import { call, Problem, readAll } from "../api.js";
import { kindOf } from "./fold.js";
import { habitOn } from "./habits.js";
import { dueReviews, LESSON_POINTS } from "./learning.js";
import { isOnItsWay } from "./operation.js";
import { newestFirst } from "./order.js";
import { replica } from "./replica.js";

/**
 * @template Answer
 * @param {() => Promise<Answer>} ask
 * @returns {Promise<Answer | undefined>} undefined where the server cannot be reached
 * @throws {Problem} for any refusal
 */
export async function reached(ask) {
  try {
    return await ask();
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 0) return undefined;
    throw problem;
  }
}

/**
 * The same, for what this device knows as well; unless it has never heard of anything, which is not to have nothing.
 *
 * @template Answer
 * @param {() => Promise<Answer>} ask
 * @returns {Promise<Answer | undefined>}
 * @throws {Problem}
 */
export function reachedOrKnown(ask) {
  return replica.knows ? reached(ask) : ask();
}

/**
 * @param {"quests" | "focus" | "learning"} t
 * @returns {Promise<any[]>} the newest first
 */
export async function listOf(t) {
  await replica.hold(t);
  return overlaid(t, await reachedOrKnown(() => readAll(`api/${t}`)), (row) => row);
}

/**
 * @param {string} day on which they are shown
 * @returns {Promise<Habit[]>} the newest first
 */
export async function habitsOn(day) {
  await replica.hold("habits");
  return overlaid("habits", await reachedOrKnown(() => readAll(`api/habits?date=${day}`)), (row) => habitOn(row, day));
}

/**
 * @param {PlacedPerson} person
 * @param {string} day
 * @returns {Promise<Today>}
 */
export async function todayOf(person, day) {
  await replica.hold("quests", "habits", "focus", "learning", "credits");
  const told = await reachedOrKnown(() => call("GET", `api/today?date=${day}`));
  return told && !replica.ops.some(isUndecided) ? told : todayHere(person, day);
}

/**
 * @param {RowKind} t
 * @param {any[] | undefined} listed by the server
 * @param {(row: any) => any} view
 */
function overlaid(t, listed, view) {
  const shown = replica.shown(t);
  if (!listed) return newestFirst([...shown.values()].map(view));
  const ids = new Set(replica.ops.filter((op) => kindOf(op) === t && isUndecided(op)).map(({ id }) => id));
  if (ids.size === 0) return listed;
  const mine = [...ids].flatMap((id) => shown.get(id) ?? []).map(view);
  return newestFirst([...listed.filter(({ id }) => !ids.has(id)), ...mine]);
}

/** @param {Operation} op */
function isUndecided(op) {
  return isOnItsWay(op) || op.state === "parked";
}

/**
 * @param {PlacedPerson} person
 * @param {string} day
 * @returns {Today}
 */
function todayHere({ name, time_zone }, day) {
  const [quests, habits, focus] = [allOf("quests"), allOf("habits"), allOf("focus")];
  return {
    date: day,
    name,
    time_zone,
    habits: habits.filter((habit) => !habit.archived && habit.start_date <= day).map((habit) => habitOn(habit, day)),
    quests: quests.filter((quest) => isDue(quest, day)),
    focus: focus.filter(({ planned_date }) => planned_date === day),
    reviews: dueReviews(allOf("learning"), day),
    current_focus: focus.find(({ state }) => state === "running" || state === "paused") ?? null,
    totals: { focus_minutes: earned("focus_minutes", day), reward_points: earned("reward_points", day) },
  };
}

/**
 * @param {RowKind} t
 * @returns {any[]} the oldest first
 */
function allOf(t) {
  return newestFirst([...replica.shown(t).values()]).reverse();
}

/**
 * @param {any} quest
 * @param {string} day
 */
function isDue({ status, start_date, completed_on }, day) {
  return (status === "active" && start_date <= day) || (status === "completed" && completed_on === day);
}

/**
 * What was earned on a day, with what will be once the server hears of it.
 *
 * @param {"focus_minutes" | "reward_points"} kind
 * @param {string} day
 */
function earned(kind, day) {
  const credits = [...replica.shown("credits").values()].filter((credit) => credit.kind === kind);
  const booked = new Set(credits.map(({ source_id }) => source_id));
  const told = credits.filter(({ local_date }) => local_date === day).reduce((sum, { amount }) => sum + amount, 0);
  return told + soon(kind, day, booked);
}

/**
 * @param {"focus_minutes" | "reward_points"} kind
 * @param {string} day
 * @param {Set<string>} booked ids of what was credited already
 */
function soon(kind, day, booked) {
  /** @type {Map<string, number>} */
  const fresh = new Map();
  for (const op of replica.ops.filter((each) => isOnItsWay(each) && each.args.local_date === day)) {
    const source = op.args.lesson_id ?? op.id;
    if (!booked.has(source)) fresh.set(source, Math.max(fresh.get(source) ?? 0, worth(kind, op)));
  }
  return [...fresh.values()].reduce((sum, amount) => sum + amount, 0);
}

/**
 * What the thing comes to that an operation has changed.
 *
 * @param {"focus_minutes" | "reward_points"} kind
 * @param {Operation} op
 * @returns {number}
 */
function worth(kind, op) {
  const t = kindOf(op);
  const row = replica.get(t, op.id);
  if (kind === "focus_minutes") return t === "focus" && row?.state === "completed" ? row.credited_minutes : 0;
  if (t === "quests") return row?.status === "completed" ? row.reward_points : 0;
  return op.command === "learning.complete" ? LESSON_POINTS : 0;
}
