/** What a person can do about a refusal, in words that several places need. */

import { counted } from "./day.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Why a vault is locked, by the reason that the server or this page keeps. */
const LOCKED = new Map([
  ["manual", "The vault is locked."],
  ["inactivity", "The vault locked itself, because nobody was active for a while."],
  ["remote", "The vault was locked from another device."],
  ["sign_out", "The vault was locked when you signed out."],
  ["policy", "The vault was locked because its keys were renewed."],
  // Of this page alone: what was opened without the server, the server knows nothing of.
  ["reconnected", "You are online again. Open your vault once more, so that the server takes what you write."],
]);

/** @param {string | null | undefined} reason */
export function lockReason(reason) {
  return LOCKED.get(reason ?? "manual") ?? "The vault is locked.";
}

/** @param {string | null | undefined} reason */
export function lockedInWords(reason) {
  return `${lockReason(reason)} Unlock it and try again.`;
}

/** @param {number} seconds */
export function waitInWords(seconds) {
  return `Too many attempts. Please wait ${spanInWords(seconds)} and try again.`;
}

/**
 * A span that is never shorter in words than it is: "40 seconds", "15 minutes", "2 hours".
 *
 * @param {number} seconds not a number when nobody said how long
 */
function spanInWords(seconds) {
  if (Number.isNaN(seconds)) return "a while";
  if (seconds < 2 * MINUTE) return counted(Math.max(1, Math.ceil(seconds)), "second");
  if (seconds < 2 * HOUR) return counted(Math.ceil(seconds / MINUTE), "minute");
  return counted(Math.ceil(seconds / HOUR), "hour");
}
