/** Instants on the screen, told in the person's time zone. */

/**
 * An instant as an element, such as "1 Mar 2026, 14:05".
 *
 * @param {string} instant as the server tells it
 * @param {string} zone
 */
export function momentIn(instant, zone) {
  const element = document.createElement("time");
  element.dateTime = instant;
  element.textContent = new Date(instant).toLocaleString("en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return element;
}

/**
 * What a clock on the wall shows, such as "14:05:09".
 *
 * @param {number} instant
 * @param {string} zone
 */
export function clockTime(instant, zone) {
  return new Date(instant).toLocaleTimeString("en-GB", { timeZone: zone });
}
