/**
 * What commands do to tracks before the server has heard of them, and the reviews that are due on a day.
 *
 * @import { DueReview, Lesson, Track } from "../types.js"
 * @import { Verb } from "./fold.js"
 */

import { dayAfter } from "../day.js";
import { foreseen } from "./operation.js";

export const LESSON_POINTS = 2;
/** Days until a lesson is due that has come into the first box, the second, and so on. */
export const BOX_DAYS = [1, 2, 4, 8, 16];

/** @type {Record<string, Verb>} */
export const trackVerbs = {
  create(rows, op, stamp) {
    if (rows.has(op.id)) return;
    const { title, lessons } = op.args;
    const facts = { id: op.id, t: "learning", deleted: false, title: title.trim(), archived: false };
    const made = { ...facts, created_at: op.at, updated_at: op.at };
    rows.set(op.id, stamp(made, { rev: 1, ...settled(joined([], lessons)) }));
  },
  change(rows, op, stamp) {
    const row = rows.get(op.id);
    if (!row) return;
    const { title, lessons } = op.args;
    const changed = { rev: foreseen(op, row), ...(title !== undefined && { title: title.trim() }) };
    rows.set(op.id, stamp(row, { ...changed, ...(lessons && settled(joined(row.lessons, lessons))) }));
  },
  complete(rows, op, stamp) {
    changeLesson(rows, op, stamp, (lesson) => {
      if (lesson.status !== "open") return lesson;
      const { local_date } = op.args;
      return { ...lesson, completed_on: local_date, review: reviewIn(1, local_date) };
    });
  },
  answer(rows, op, stamp) {
    changeLesson(rows, op, stamp, (lesson) => {
      const { due_on, knew, local_date } = op.args;
      const { review } = lesson;
      if (!review || due_on < review.due_on || local_date < review.due_on) return lesson;
      return { ...lesson, review: reviewIn(knew ? review.box + 1 : 1, local_date) };
    });
  },
  archive(rows, op, stamp) {
    const row = rows.get(op.id);
    if (row) rows.set(op.id, stamp(row, { archived: op.args.archived }));
  },
  delete(rows, op) {
    rows.delete(op.id);
  },
};

/**
 * @param {Map<string, any>} rows
 * @param {import("../types.js").Operation} op
 * @param {(row: any, changes: object) => any} stamp
 * @param {(lesson: Lesson) => Lesson} change
 */
function changeLesson(rows, op, stamp, change) {
  const row = rows.get(op.id);
  if (!row) return;
  const lessons = row.lessons.map(
    /** @param {Lesson} lesson */ (lesson) => (lesson.id === op.args.lesson_id ? change(lesson) : lesson),
  );
  rows.set(op.id, stamp(row, settled(lessons)));
}

/**
 * The lessons with what can be done with each: the first that is not completed is open.
 *
 * @param {Lesson[]} lessons
 */
function settled(lessons) {
  const open = lessons.find(({ completed_on }) => !completed_on);
  const completed = lessons.filter(({ completed_on }) => completed_on).length;
  return {
    lessons: lessons.map((lesson) => ({
      ...lesson,
      status: lesson.completed_on ? "completed" : lesson === open ? "open" : "locked",
    })),
    progress: { completed, total: lessons.length },
  };
}

/**
 * Where a lesson is that came into a box on a day; after the last one, nowhere.
 *
 * @param {number} box
 * @param {string} day
 */
function reviewIn(box, day) {
  const days = BOX_DAYS[box - 1];
  return days === undefined ? null : { box, due_on: dayAfter(day, days) };
}

/**
 * Lessons that are named by id stay completed, the others are new.
 *
 * @param {Lesson[]} lessons
 * @param {{ id?: string, new_id?: string, title: string, text: string }[]} changes
 * @returns {Lesson[]}
 */
function joined(lessons, changes) {
  return changes.map(({ id, new_id, title, text }) => ({
    ...(lessons.find((lesson) => lesson.id === id) ?? { status: "locked", completed_on: null, review: null }),
    id: String(id ?? new_id),
    title: title.trim(),
    text,
  }));
}

/**
 * What is due for review on a day, that of the oldest track first.
 *
 * @param {Track[]} tracks oldest first
 * @param {string} day
 * @returns {DueReview[]}
 */
export function dueReviews(tracks, day) {
  return tracks
    .filter(({ archived }) => !archived)
    .flatMap((track) =>
      track.lessons.flatMap(({ id, title, review }) =>
        review && review.due_on <= day ? [{ id, title, track_id: track.id, track_title: track.title, ...review }] : [],
      ),
    );
}
