/**
 * The plan's ten numbers, and how complete telemetry is.
 *
 * @import { PlacedPerson } from "../types.js"
 * @import { Telemetry, Unit } from "./types.js"
 */

import { counted } from "../day.js";
import { byId, part } from "../elements.js";
import { clockTime } from "../moments.js";
import { showTiles } from "./tiles.js";
import { tellAnew, tellTrouble } from "./trouble.js";

/** Newest facts that are older than this are worth a remark. */
const STALE = 60_000;

/** @type {[string, string, Unit][]} */
const NUMBERS = [
  ["daily_active_users", "Active in 24 hours", "count"],
  ["new_users_today", "New in 24 hours", "count"],
  ["users_with_e2ee_enabled", "People with a vault", "count"],
  ["e2ee_active_users", "Used their vault", "count"],
  ["recovery_codes_generated", "Recovery codes made", "count"],
  ["vault_unlock_attempts", "Tries to unlock", "count"],
  ["encrypted_search_queries", "Encrypted searches", "count"],
  ["daw_watcher_installs", "Watchers paired", "count"],
  ["error_rate", "Server errors", "ratio"],
  ["p95_latency", "Answers, 95th percentile", "seconds"],
];

export class KeyFigures {
  #person;
  /** @type {Telemetry | undefined} */
  #shown;

  /** @param {PlacedPerson} person */
  constructor(person) {
    this.#person = person;
  }

  /**
   * @param {Record<string, number | null>} metrics
   * @param {Telemetry} answer that they are a part of
   */
  show(metrics, answer) {
    this.#shown = answer;
    this.tellTrouble("");
    const tiles = NUMBERS.map(([id, label, unit]) => ({ id, label, value: metrics[id] ?? null, unit }));
    showTiles(byId("key-figures"), "metric", tiles);
  }

  /**
   * Says why what is shown grows old, or that it does not.
   *
   * @param {string} why
   */
  tellTrouble(why) {
    tellTrouble(part(byId("telemetry"), "figures-trouble"), why, this.#shown, this.#person.time_zone);
  }
}

/**
 * Says what is missing in what is shown, if anything.
 *
 * @param {Telemetry} answer
 * @param {PlacedPerson} person
 */
export function showCompleteness({ generated_at, last_event_at, lost_events, crashes }, person) {
  const remarks = [];
  const age = last_event_at === null ? 0 : Date.parse(generated_at) - Date.parse(last_event_at);
  if (last_event_at === null) remarks.push("Nothing has been recorded yet.");
  else if (age > STALE) {
    remarks.push(`Nothing has been recorded since ${clockTime(Date.parse(last_event_at), person.time_zone)}.`);
  }
  if (lost_events > 0) remarks.push(`${counted(lost_events, "event")} could not be recorded.`);
  if (crashes > 0)
    remarks.push(
      `A server fell silent ${counted(crashes, "time")} without having ended: its last facts may be missing.`,
    );
  tellAnew(part(byId("telemetry"), "completeness"), remarks.join(" "));
}
