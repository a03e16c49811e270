/** Lists that change above what somebody reads. */

/**
 * Makes a change that leaves the topmost row in sight where it is. Where the list's beginning is in sight, it is seen
 * growing instead.
 *
 * @param {HTMLElement} list
 * @param {() => void} change
 */
export function keepingStill(list, change) {
  const topOf = (/** @type {Element} */ row) => row.getBoundingClientRect().top;
  const rows = [...list.children].filter((row) => row.checkVisibility());
  const [first] = rows;
  const read = first && topOf(first) < 0 ? rows.find((row) => topOf(row) >= 0) : undefined;
  const before = read ? topOf(read) : 0;
  change();
  if (read?.checkVisibility()) scrollBy(0, topOf(read) - before);
}
