/**
 * Limits, and which of them are broken.
 *
 * @import { PlacedPerson } from "../types.js"
 * @import { Alert, Telemetry } from "./types.js"
 */

import { counted } from "../day.js";
import { byId, part } from "../elements.js";
import { clockTime } from "../moments.js";
import { tellAnew } from "./trouble.js";
import { inWords } from "./wording.js";

const STATES = { firing: "Broken", ok: "Held", no_data: "Too little to tell" };

export class Limits {
  #summary = part(byId("telemetry"), "alerts");
  #person;
  /** What was told last, and when. */
  #last = "";

  /** @param {PlacedPerson} person */
  constructor(person) {
    this.#person = person;
  }

  /**
   * @param {Alert[]} alerts
   * @param {Telemetry} answer that they are a part of
   */
  show(alerts, { generated_at }) {
    const firing = alerts.filter(({ state }) => state === "firing");
    const told = inOneSentence(alerts);
    this.#last = `At ${clockTime(Date.parse(generated_at), this.#person.time_zone)}: ${told}`;
    tellAnew(this.#summary, told);
    this.#summary.classList.toggle("firing", firing.length > 0);
    this.#summary.classList.toggle("held", alerts.length > 0 && alerts.every(({ state }) => state === "ok"));
    part(byId("errors"), "alert-count").textContent =
      firing.length === 0 ? "" : `${counted(firing.length, "limit")} broken.`;
    part(byId("errors"), "alert-rows").replaceChildren(...alerts.map(rowOf));
  }

  /** Says that what was told last may hold no more. */
  tellTrouble() {
    tellAnew(this.#summary, `Which limits are broken now is not known. ${this.#last}`.trim());
    this.#summary.classList.remove("held");
  }
}

/** @param {Alert[]} alerts */
function inOneSentence(alerts) {
  const firing = alerts.filter(({ state }) => state === "firing").map(({ title }) => title);
  if (firing.length > 0) return `Broken: ${firing.join("; ")}.`;
  const untold = alerts.filter(({ state }) => state === "no_data").length;
  if (alerts.length === 0) return "No limit is judged.";
  if (untold === 0) return "All limits are held.";
  return `No limit is known to be broken; there is too little to tell of ${counted(untold, "limit")}.`;
}

/** @param {Alert} alert */
function rowOf({ id, title, state, value, limit, unit, severity }) {
  const row = document.createElement("tr");
  row.dataset.alert = id;
  row.className = state;
  const name = document.createElement("th");
  name.scope = "row";
  name.textContent = title;
  const cells = [STATES[state], inWords(value, unit), inWords(limit, unit), severity].map((text, at) => {
    const cell = document.createElement("td");
    cell.textContent = text;
    cell.classList.toggle("number", at === 1 || at === 2);
    return cell;
  });
  row.append(name, ...cells);
  return row;
}
