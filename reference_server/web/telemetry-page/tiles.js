/**
 * Numbers that are read at a glance.
 *
 * @import { Unit } from "./types.js"
 */

import { inWords } from "./wording.js";

/**
 * @typedef {object} Tile
 * @property {string} id
 * @property {string} label
 * @property {number | null} value
 * @property {Unit} unit
 */

/**
 * Shows numbers in a list of terms, each found again by the kind and its id.
 *
 * @param {HTMLElement} list
 * @param {"figure" | "metric"} kind
 * @param {Tile[]} tiles
 */
export function showTiles(list, kind, tiles) {
  const made = tiles.map(({ id, label, value, unit }) => {
    const tile = document.createElement("div");
    const [term, number] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = label;
    number.textContent = inWords(value, unit);
    number.dataset[kind] = id;
    tile.append(term, number);
    return tile;
  });
  list.replaceChildren(...made);
}
