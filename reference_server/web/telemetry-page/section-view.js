/**
 * A section: its figures, its charts or the same as a table, and what it is made of.
 *
 * @import { PlacedPerson } from "../types.js"
 * @import { Line, Row, Section, Telemetry } from "./types.js"
 */

import { byId, part } from "../elements.js";
import { ChartFigure } from "./figure.js";
import { cell, headOf, rowsOverTime } from "./table.js";
import { showTiles } from "./tiles.js";
import { tellTrouble } from "./trouble.js";
import { periodInWords } from "./wording.js";

/** Rows that are shown before somebody asks for all of them. */
const FEW = 6;

export class SectionView {
  #root;
  #person;
  #open;
  /** @type {Map<string, ChartFigure>} */
  #charts = new Map();
  #all = false;
  /** @type {{section: Section, answer: Telemetry} | undefined} what is shown */
  #shown;

  /**
   * @param {string} id
   * @param {PlacedPerson} person
   * @param {(row: Row) => void} open called for a row of which somebody wants to know more
   */
  constructor(id, person, open) {
    this.#root = byId(id);
    this.#person = person;
    this.#open = open;
    part(this.#root, "more").addEventListener("click", () => {
      this.#all = !this.#all;
      if (this.#shown) this.#showRows(this.#shown.section);
    });
  }

  /** What is shown now, if anything. */
  get shown() {
    return this.#shown;
  }

  /**
   * @param {Section} section
   * @param {Telemetry} answer that it is a part of
   */
  show(section, answer) {
    this.#shown = { section, answer };
    part(this.#root, "period").textContent = periodInWords(answer.period, this.#person.time_zone);
    this.tellTrouble("");
    part(this.#root, "content").hidden = false;
    showTiles(part(this.#root, "figures"), "figure", section.figures);
    const nothing = section.lines.every(({ values }) => values.every((value) => !value));
    part(this.#root, "empty").hidden = !nothing;
    part(this.#root, "over-time").hidden = nothing;
    if (!nothing) this.#showLines(section.lines, answer);
    this.#showRows(section);
  }

  /**
   * Says why what is shown grows old, or that it does not.
   *
   * @param {string} why
   */
  tellTrouble(why) {
    tellTrouble(part(this.#root, "trouble"), why, this.#shown?.answer, this.#person.time_zone);
  }

  /**
   * Leads the keyboard back to a row, or to the section's heading where the row is no longer shown.
   *
   * @param {string} id the row's
   */
  focusOn(id) {
    const button = this.#buttonOf(id);
    if (button) button.focus();
    else byId(`${this.#root.id}-heading`).focus();
  }

  /**
   * @param {Line[]} lines
   * @param {Telemetry} answer
   */
  #showLines(lines, { period }) {
    const zone = this.#person.time_zone;
    for (const [name, some] of Map.groupBy(lines, (line) => line.chart)) {
      const chart = this.#charts.get(name) ?? new ChartFigure(some.map(({ label }) => label).join(", "));
      if (!this.#charts.has(name)) part(this.#root, "charts").append(chart.root);
      this.#charts.set(name, chart);
      chart.show({ lines: some, period, zone });
    }
    part(this.#root, "times-head").replaceChildren(headOf("Time", lines));
    const values = lines.map((line) => line.values);
    part(this.#root, "times").replaceChildren(...rowsOverTime(period, zone, lines, values));
  }

  /** @param {Section} section */
  #showRows({ rows, columns }) {
    const shown = this.#all ? rows : rows.slice(0, FEW);
    const more = /** @type {HTMLButtonElement} */ (part(this.#root, "more"));
    more.hidden = rows.length <= FEW;
    more.textContent = this.#all ? `Show the first ${FEW} only` : `Show all ${rows.length}`;
    part(this.#root, "made-of").hidden = rows.length === 0;
    const focused = document.activeElement?.closest("tr")?.dataset.row;
    part(this.#root, "rows-head").replaceChildren(headOf("What", columns));
    const place = part(this.#root, "rows");
    place.replaceChildren(...shown.map((row) => this.#row(row, columns)));
    // A refresh must not take the place from under somebody's hands.
    if (focused !== undefined && document.activeElement === document.body) this.#buttonOf(focused)?.focus();
  }

  /** @param {string} id a row's */
  #buttonOf(id) {
    const rows = /** @type {NodeListOf<HTMLElement>} */ (part(this.#root, "rows").querySelectorAll("[data-row]"));
    return [...rows].find((row) => row.dataset.row === id)?.querySelector("button");
  }

  /**
   * @param {Row} row
   * @param {Section["columns"]} columns
   */
  #row(row, columns) {
    const line = document.createElement("tr");
    line.dataset.row = row.id;
    const [name, button] = [document.createElement("th"), document.createElement("button")];
    name.scope = "row";
    button.type = "button";
    button.className = "link";
    button.textContent = row.label;
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", () => this.#open(row));
    name.append(button);
    line.append(name, ...columns.map((column, at) => cell(row.values[at] ?? null, column)));
    return line;
  }
}
