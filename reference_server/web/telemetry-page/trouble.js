/**
 * What could not be refreshed, and how old what is shown grows meanwhile.
 *
 * @import { Telemetry } from "./types.js"
 */

import { clockTime } from "../moments.js";

/**
 * Says why what is shown grows old, or that it does not.
 *
 * @param {HTMLElement} place
 * @param {string} why empty where it does not
 * @param {Telemetry | undefined} answer that is shown, if any
 * @param {string} zone
 */
export function tellTrouble(place, why, answer, zone) {
  const age = answer ? `What is shown is of ${clockTime(Date.parse(answer.generated_at), zone)}.` : "";
  tellAnew(place, why && `This could not be refreshed. ${why} ${age}`.trim());
}

/**
 * Writes only what is not there yet, so that nobody is read the same again at each refresh.
 *
 * @param {HTMLElement} place
 * @param {string} told
 */
export function tellAnew(place, told) {
  if (place.textContent !== told) place.textContent = told;
}
