/**
 * The server's limits, for what has to be judged without it: better now, at the field, than in a day, in a list.
 *
 * @import { Operation } from "../types.js"
 */

import { Problem } from "../api.js";

const TITLE = 200;
const TEXT = 100_000;
const PARTS = 50;

/** @typedef {{ field: string, message: string }} FieldError */

/**
 * @param {Operation} op
 * @throws {Problem} that names every field at fault
 */
export function requireLimits({ args }) {
  const { title, body, notes, steps, lessons, due_date, local_date } = args;
  const errors = [
    ...titleErrors("title", title),
    ...textErrors("body", body),
    ...textErrors("notes", notes),
    ...dateErrors(due_date, local_date),
    ...partErrors("step", steps),
    ...partErrors("lesson", lessons),
  ];
  if (errors.length > 0) throw new Problem({ status: 422, detail: "This cannot be saved as it is.", errors });
}

/**
 * @param {string} field
 * @param {string | undefined | null} title
 * @returns {FieldError[]}
 */
export function titleErrors(field, title) {
  if (title === undefined || title === null) return [];
  if (title.trim() === "") return [{ field, message: "must not be empty" }];
  return lengthOf(title.trim()) > TITLE ? [{ field, message: `must be at most ${TITLE} characters` }] : [];
}

/**
 * @param {string} field
 * @param {string | undefined | null} text
 * @returns {FieldError[]}
 */
export function textErrors(field, text) {
  return lengthOf(text ?? "") > TEXT ? [{ field, message: `must be at most ${TEXT} characters` }] : [];
}

/**
 * @param {string | undefined | null} dueDate
 * @param {string | undefined} today
 * @returns {FieldError[]}
 */
function dateErrors(dueDate, today) {
  return dueDate && today && dueDate < today ? [{ field: "due_date", message: `must not be before ${today}` }] : [];
}

/**
 * @param {"step" | "lesson"} part
 * @param {{ title: string, text?: string }[] | undefined} parts
 * @returns {FieldError[]}
 */
function partErrors(part, parts) {
  if (parts === undefined) return [];
  const field = `${part}s`;
  if (parts.length === 0) return [{ field, message: `must hold at least one ${part}` }];
  if (parts.length > PARTS) return [{ field, message: `must be at most ${PARTS} ${field}` }];
  return parts.flatMap(({ title, text }, index) => [
    ...titleErrors(`${field}.${index}.title`, title),
    ...textErrors(`${field}.${index}.text`, text),
  ]);
}

/**
 * A title that says what it is a copy of, and is no longer than a title may be.
 *
 * @param {string} title
 * @param {string} mark
 */
export function markedTitle(title, mark) {
  return `${Array.from(title)
    .slice(0, TITLE - lengthOf(mark) - 1)
    .join("")} ${mark}`;
}

/** @param {string} text */
function lengthOf(text) {
  return Array.from(text).length;
}
