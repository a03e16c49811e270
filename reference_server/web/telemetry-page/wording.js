/**
 * Numbers and times of telemetry, as people read them.
 *
 * @import { Period, Unit } from "./types.js"
 */

import { sizeInWords } from "../admin-page/sizes.js";

const UNKNOWN = "–";
const MINUTE = 60;
const DAY = 86_400;
/** @type {Intl.DateTimeFormatOptions} */
const DATE = { day: "numeric", month: "short" };
const UNITS = new Map([
  ["s", "second"],
  ["m", "minute"],
  ["h", "hour"],
  ["d", "day"],
]);

/**
 * Such as "1,204", "4.2%", "180 ms", "1.2 MB", and a dash for what is not known.
 *
 * @param {number | null} value
 * @param {Unit} unit
 */
export function inWords(value, unit) {
  if (value === null) return UNKNOWN;
  if (unit === "ratio") return `${rounded(value * 100)}%`;
  if (unit === "bytes") return sizeInWords(value);
  if (unit === "seconds") return duration(value);
  return rounded(value);
}

/** @param {number} seconds */
function duration(seconds) {
  if (seconds === 0) return "0 s";
  if (seconds < 1) return `${rounded(seconds * 1000)} ms`;
  if (seconds < 2 * MINUTE) return `${rounded(seconds)} s`;
  return `${rounded(seconds / MINUTE)} min`;
}

/**
 * Whole where it is large, with three digits where it is small.
 *
 * @param {number} value
 */
function rounded(value) {
  const shown = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return shown.toLocaleString("en-GB");
}

/**
 * A range as it is chosen, such as "Last 24 hours".
 *
 * @param {string} range such as 24h
 */
export function rangeInWords(range) {
  const number = Number(range.slice(0, -1));
  const unit = UNITS.get(range.slice(-1));
  return number === 1 ? `Last ${unit}` : `Last ${number} ${unit}s`;
}

/**
 * A time among the others of a period, such as "28 Nov, 14:00", and of one that is days long only the day.
 *
 * @param {string} instant
 * @param {Period} period
 * @param {string} zone
 */
export function timeInWords(instant, period, zone) {
  if (period.every_seconds >= DAY) return new Date(instant).toLocaleDateString("en-GB", { ...DATE, timeZone: "UTC" });
  return new Date(instant).toLocaleString("en-GB", { ...DATE, ...clock(period), timeZone: zone });
}

/**
 * The same in short, for an axis along which time goes on: within about a day, the hour tells enough.
 *
 * @param {string} instant
 * @param {Period} period
 * @param {string} zone
 */
export function markInWords(instant, period, zone) {
  const long = Date.parse(period.until) - Date.parse(period.since) > (DAY + period.every_seconds) * 1000;
  if (long) return timeInWords(instant, period, zone);
  return new Date(instant).toLocaleString("en-GB", { ...clock(period), timeZone: zone });
}

/**
 * @param {Period} period
 * @returns {Intl.DateTimeFormatOptions}
 */
function clock({ every_seconds }) {
  return { hour: "2-digit", minute: "2-digit", ...(every_seconds < MINUTE ? { second: "2-digit" } : {}) };
}

/**
 * The whole time that is told of, such as "27 Nov 2026, 14:00 to 28 Nov 2026, 14:05".
 *
 * @param {Period} period
 * @param {string} zone
 */
export function periodInWords(period, zone) {
  const [since, until] = [period.since, period.until].map((instant) =>
    new Date(instant).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: zone }),
  );
  return `${since} to ${until}`;
}
