/** From numbers to places: the axis of a chart, with ends that people can read. */

const STEPS = [1, 2, 2.5, 5, 10];
const MOST_STEPS = 4;

/**
 * The values at which an axis from 0 is marked: few, round, and the last one not below the highest value.
 *
 * @param {number} highest
 * @param {boolean} whole whether only whole numbers make sense
 */
export function marks(highest, whole) {
  if (highest <= 0) return [0, 1];
  const size = 10 ** Math.floor(Math.log10(highest / MOST_STEPS));
  const fits = STEPS.map((step) => step * size).find((step) => step * MOST_STEPS >= highest) ?? 10 * size;
  const step = whole ? Math.max(1, Math.ceil(fits)) : fits;
  return Array.from({ length: Math.ceil(highest / step - 1e-9) + 1 }, (_, index) => index * step);
}

/**
 * Runs of points without a gap between them.
 *
 * @param {(number | null)[]} values
 * @returns {number[][]} indexes
 */
export function runs(values) {
  /** @type {number[][]} */
  const found = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last?.at(-1) === index - 1) last.push(index);
    else found.push([index]);
  });
  return found;
}
