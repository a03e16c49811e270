/**
 * Numbers as tables: what charts show, for everybody who would rather read it.
 *
 * @import { Column, Period } from "./types.js"
 */

import { inWords, timeInWords } from "./wording.js";

/**
 * A body's rows of numbers over time, the latest first.
 *
 * @param {Period} period
 * @param {string} zone
 * @param {Column[]} columns
 * @param {(number | null)[][]} values of each column
 */
export function rowsOverTime(period, zone, columns, values) {
  return period.times
    .map((instant, index) => {
      const row = document.createElement("tr");
      const time = document.createElement("th");
      time.scope = "row";
      time.textContent = timeInWords(instant, period, zone);
      row.append(time, ...columns.map((column, at) => cell(values[at]?.[index] ?? null, column)));
      return row;
    })
    .reverse();
}

/**
 * @param {string} first what the rows are named by
 * @param {Column[]} columns
 */
export function headOf(first, columns) {
  const row = document.createElement("tr");
  const heads = [first, ...columns.map(({ label }) => label)].map((label, index) => {
    const head = document.createElement("th");
    head.scope = "col";
    head.textContent = label;
    head.classList.toggle("number", index > 0);
    return head;
  });
  row.append(...heads);
  return row;
}

/**
 * @param {number | null} value
 * @param {Column} column
 */
export function cell(value, { unit }) {
  const data = document.createElement("td");
  data.className = "number";
  data.textContent = inWords(value, unit);
  return data;
}
