/**
 * The time of a focus session, always worked out from its facts and the clock, never counted down.
 *
 * @import { FocusSession } from "./types.js"
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * Milliseconds left at an instant, 0 when it is over.
 *
 * @param {FocusSession} session running or paused
 * @param {number} now
 */
export function timeLeft(session, now) {
  const before = session.elapsed_seconds * SECOND;
  const since = session.running_since === null ? 0 : now - Date.parse(session.running_since);
  return Math.max(0, session.planned_minutes * MINUTE - before - since);
}

/**
 * The instant at which a session was or will be over. A paused one has no such instant before it is over.
 *
 * @param {FocusSession} session
 * @param {number} now
 */
export function dueAt(session, now) {
  if (session.running_since === null) return now;
  return Date.parse(session.running_since) + session.planned_minutes * MINUTE - session.elapsed_seconds * SECOND;
}

/**
 * "24:59"; a second that has begun counts whole, so that 00:00 means over.
 *
 * @param {number} left milliseconds
 */
export function minutesAndSeconds(left) {
  const seconds = Math.ceil(left / SECOND);
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/**
 * Milliseconds until `minutesAndSeconds` shows something else.
 *
 * @param {number} left milliseconds
 */
export function untilNextSecond(left) {
  return left % SECOND || SECOND;
}
