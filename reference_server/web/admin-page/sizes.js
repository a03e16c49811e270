/** Sizes of files, as people read them. */

import { counted } from "../day.js";

const STEP = 1000;
const UNITS = ["", "kB", "MB", "GB", "TB"];

/**
 * Such as "28 bytes", "1.2 MB", "120 GB": three digits at most, rounded.
 *
 * @param {number} bytes
 */
export function sizeInWords(bytes) {
  if (bytes < STEP) return exactSize(bytes);
  let size = bytes;
  let unit = 0;
  // What rounds to a thousand of a unit is one of the next.
  while (Number(size.toPrecision(3)) >= STEP && unit < UNITS.length - 1) {
    size /= STEP;
    unit += 1;
  }
  return `${Number(size.toPrecision(3)).toLocaleString("en-GB")} ${UNITS[unit]}`;
}

/** @param {number} bytes */
export function exactSize(bytes) {
  return counted(bytes, "byte");
}
