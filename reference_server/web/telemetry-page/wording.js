/**
 * Numbers and times of telemetry, as people read them.
 *
 * @import { Period, Unit } from "./types.js"
 */

import { sizeInWords } from "../admin-page/sizes.js";

const UNKNOWN = "–";
const MINUTE = 60;
const DAY = 86_400;
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
 * A time as a chart and a table need it: no more than tells it apart from the others.
 *
 * @param {string} instant
 * @param {Period} period
 * @param {string} zone
 */
export function timeInWords(instant, period, zone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const day = { day: "numeric", month: "short" };
  /** @type {Intl.DateTimeFormatOptions} */
  const time = { hour: "2-digit", minute: "2-digit", ...(period.every_seconds < MINUTE ? { second: "2-digit" } : {}) };
  const moment = new Date(instant);
  if (period.every_seconds >= DAY) return moment.toLocaleDateString("en-GB", { ...day, timeZone: "UTC" });
  const today = Date.parse(period.until) - Date.parse(period.since) <= (DAY + period.every_seconds) * 1000;
  return moment.toLocaleString("en-GB", { ...(today ? {} : day), ...time, timeZone: zone });
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
