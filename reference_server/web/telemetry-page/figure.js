/**
 * A chart with its name, what its lines are, and what is read off it: by pointing, or by the arrow keys.
 *
 * @import { Content } from "./chart.js"
 */

import { copyOf, part } from "../elements.js";
import { Chart } from "./chart.js";
import { inWords, timeInWords } from "./wording.js";

const STEPS = new Map([
  ["ArrowLeft", -1],
  ["ArrowRight", 1],
  ["PageUp", -10],
  ["PageDown", 10],
]);

export class ChartFigure {
  root = copyOf("chart-figure");
  #place = part(this.root, "chart");
  #told = part(this.root, "told");
  /** @type {Content | undefined} */
  #content;
  /** @type {Chart | undefined} */
  #chart;
  /** @type {number | undefined} */
  #index;

  /** @param {string} name */
  constructor(name) {
    this.#place.setAttribute("aria-label", `${name}, over time`);
    this.#place.addEventListener("pointermove", ({ clientX }) => {
      const x = clientX - this.#place.getBoundingClientRect().left;
      this.#point(this.#chart?.indexAt(x));
    });
    this.#place.addEventListener("pointerleave", () => this.#point(undefined));
    this.#place.addEventListener("blur", () => this.#point(undefined));
    this.#place.addEventListener("keydown", (event) => this.#onKey(event));
    new ResizeObserver(() => this.#draw()).observe(this.#place);
  }

  /** @param {Content} content */
  show(content) {
    this.#content = content;
    this.#showLegend();
    this.#draw();
  }

  #draw() {
    const width = Math.round(this.#place.clientWidth);
    if (!this.#content || width === 0) return;
    this.#chart = new Chart(this.#content, width);
    this.#place.replaceChildren(this.#chart.root);
    this.#point(this.#index);
  }

  #showLegend() {
    const entries = (this.#content?.lines ?? []).map((line, index) => {
      const entry = document.createElement("li");
      const key = document.createElement("span");
      key.className = `key line-${index + 1}`;
      entry.append(key, line.label);
      return entry;
    });
    part(this.root, "legend").replaceChildren(...entries);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const last = (this.#content?.period.times.length ?? 0) - 1;
    const step = STEPS.get(event.key);
    if (step !== undefined) this.#point(Math.min(last, Math.max(0, (this.#index ?? last - step) + step)));
    else if (event.key === "Home") this.#point(0);
    else if (event.key === "End") this.#point(last);
    else if (event.key === "Escape") this.#point(undefined);
    else return;
    event.preventDefault();
  }

  /** @param {number | undefined} index */
  #point(index) {
    this.#index = index;
    this.#chart?.point(index);
    const told = index === undefined ? "" : this.#sentence(index);
    if (this.#told.textContent !== told) this.#told.textContent = told;
  }

  /** @param {number} index */
  #sentence(index) {
    const { lines, period, zone } = /** @type {Content} */ (this.#content);
    const numbers = lines.map((line) => `${line.label} ${inWords(line.values[index] ?? null, line.unit)}`);
    return `${timeInWords(period.times[index] ?? "", period, zone)}: ${numbers.join(", ")}`;
  }
}
