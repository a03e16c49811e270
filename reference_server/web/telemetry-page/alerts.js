/**
 * Limits, and which of them are broken.
 *
 * @import { Alert } from "./types.js"
 */

import { counted } from "../day.js";
import { byId, part } from "../elements.js";
import { inWords } from "./wording.js";

const STATES = { firing: "Broken", ok: "Held", no_data: "Too little to tell" };

/** @param {Alert[]} alerts */
export function showAlerts(alerts) {
  const firing = alerts.filter(({ state }) => state === "firing");
  const summary = part(byId("telemetry"), "alerts");
  const told = firing.length === 0 ? "All limits are held." : `Broken: ${firing.map(({ title }) => title).join("; ")}.`;
  if (summary.textContent !== told) summary.textContent = told;
  summary.classList.toggle("firing", firing.length > 0);
  part(byId("errors"), "alert-count").textContent =
    firing.length === 0 ? "" : `${counted(firing.length, "limit")} broken now.`;
  part(byId("errors"), "alert-rows").replaceChildren(...alerts.map(rowOf));
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
