/**
 * Everything about one row of a section, over time.
 *
 * @import { PlacedPerson } from "../types.js"
 * @import { Detail, Row } from "./types.js"
 */

import { PATIENCE } from "../admin-page/in-time.js";
import { call, Problem } from "../api.js";
import { byId, part } from "../elements.js";
import { ChartFigure } from "./figure.js";
import { headOf, rowsOverTime } from "./table.js";
import { periodInWords } from "./wording.js";

export class DetailDialog {
  #root = /** @type {HTMLDialogElement} */ (byId("telemetry-detail"));
  #person;
  #asked = 0;
  /** Whose row it is about: a section's. */
  #about = { section: "", row: "" };

  /**
   * @param {PlacedPerson} person
   * @param {(section: string, row: string) => void} closed called when somebody has read about a row
   */
  constructor(person, closed) {
    this.#person = person;
    part(this.#root, "close").addEventListener("click", () => this.#root.close());
    // The button that opened it may have been replaced meanwhile: the browser cannot find the way back by itself.
    this.#root.addEventListener("close", () => closed(this.#about.section, this.#about.row));
  }

  /**
   * Opens at once, and fills when the answer is there.
   *
   * @param {string} section
   * @param {Row} row
   * @param {string} range
   */
  async open(section, row, range) {
    const asked = ++this.#asked;
    this.#about = { section, row: row.id };
    part(this.#root, "heading").textContent = row.label;
    this.#tell("", true);
    if (!this.#root.open) this.#root.showModal();
    try {
      const query = new URLSearchParams({ range, row: row.id });
      /** @type {Detail} */
      const detail = await call("GET", `api/admin/telemetry/sections/${section}?${query}`, undefined, {
        patience: PATIENCE,
      });
      if (asked === this.#asked) this.#show(detail);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (asked === this.#asked) this.#tell(problem.message, false);
    }
  }

  /** @param {Detail} detail */
  #show({ period, columns, values, label }) {
    const zone = this.#person.time_zone;
    this.#tell("", false);
    part(this.#root, "period").textContent = periodInWords(period, zone);
    const charts = columns.map((column, at) => {
      const chart = new ChartFigure(`${label}, ${column.label}`);
      return { chart, content: { lines: [{ ...column, chart: column.id, values: values[at] ?? [] }], period, zone } };
    });
    part(this.#root, "charts").replaceChildren(...charts.map(({ chart }) => chart.root));
    for (const { chart, content } of charts) chart.show(content);
    part(this.#root, "times-head").replaceChildren(headOf("Time", columns));
    part(this.#root, "times").replaceChildren(...rowsOverTime(period, zone, columns, values));
    part(this.#root, "content").hidden = false;
  }

  /**
   * @param {string} trouble
   * @param {boolean} waiting
   */
  #tell(trouble, waiting) {
    part(this.#root, "content").hidden = true;
    part(this.#root, "period").textContent = "";
    part(this.#root, "waiting").hidden = !waiting;
    const place = part(this.#root, "problem");
    place.textContent = trouble;
    place.hidden = trouble === "";
  }
}
