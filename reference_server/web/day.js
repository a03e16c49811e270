/**
 * The person's calendar day: every date is the wall calendar's in an IANA time zone, every instant is in milliseconds
 * since 1970 (UTC), as `Date.now()` gives it.
 *
 * @import { Stamp } from "./types.js"
 */

const SECOND = 1000;
/** Longer than any local day, also where a zone once repeated a whole day. */
const LONGEST_DAY = 50 * 3600 * SECOND;

/** @type {Map<string, Intl.DateTimeFormat>} */
const calendars = new Map();

/** @param {string} zone */
function calendarOf(zone) {
  let calendar = calendars.get(zone);
  if (!calendar) {
    calendar = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    calendars.set(zone, calendar);
  }
  return calendar;
}

/**
 * The date (YYYY-MM-DD) on the wall calendar of a zone at an instant.
 *
 * @param {number} instant
 * @param {string} zone
 */
export function localDate(instant, zone) {
  const parts = calendarOf(zone).formatToParts(instant);
  const [year, month, day] = ["year", "month", "day"].map((type) => parts.find((part) => part.type === type)?.value);
  return `${year}-${month}-${day}`;
}

/**
 * The first instant that has another local date than `instant`: the end of its day, to the millisecond.
 * Found by halving, because days of 23, 24.5 or 25 hours and midnights that do not exist then need no rules.
 *
 * @param {number} instant
 * @param {string} zone
 */
export function endOfDay(instant, zone) {
  const date = localDate(instant, zone);
  let inside = instant;
  let beyond = instant + LONGEST_DAY;
  while (beyond - inside > 1) {
    const middle = Math.floor((inside + beyond) / 2);
    if (localDate(middle, zone) === date) inside = middle;
    else beyond = middle;
  }
  return beyond;
}

/**
 * The stamp of a command that happened at an instant.
 *
 * @param {string} zone
 * @param {number} [instant] now, when left out
 * @returns {Stamp}
 */
export function stamp(zone, instant = Date.now()) {
  return { local_date: localDate(instant, zone), occurred_at: new Date(instant).toISOString() };
}

/**
 * Calls back whenever the local date has changed: at midnight sharp, and within a second of any jump of the clock.
 *
 * @param {() => string} zone asked each time, because the person may change it
 * @param {() => void} turned
 */
export function whenDayTurns(zone, turned) {
  let date = localDate(Date.now(), zone());
  let end = endOfDay(Date.now(), zone());
  const look = () => {
    const now = Date.now();
    const today = localDate(now, zone());
    if (today !== date || now >= end) end = endOfDay(now, zone());
    if (today !== date) {
      date = today;
      turned();
    }
    setTimeout(look, Math.min(SECOND, end - now));
  };
  look();
}

/**
 * The date so many days after another one.
 *
 * @param {string} date YYYY-MM-DD
 * @param {number} days
 */
export function dayAfter(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * 3600 * SECOND).toISOString().slice(0, 10);
}

/**
 * A date in words, such as "Sunday, 1 March 2026".
 *
 * @param {string} date YYYY-MM-DD
 */
export function dateInWords(date) {
  const noon = new Date(`${date}T12:00:00Z`);
  return noon.toLocaleDateString("en-GB", {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

/**
 * "1 day", "2 days".
 *
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}
