/**
 * A chart of numbers over time, as an SVG that is drawn anew for the width that it has.
 *
 * @import { Line, Period } from "./types.js"
 */

import { marks, runs } from "./scale.js";
import { drawn } from "./svg.js";
import { inWords, markInWords } from "./wording.js";

const HEIGHT = 168;
const EDGE = { top: 10, right: 8, bottom: 22, left: 52 };
/** Pixels that a letter of a label takes, and a gap between two labels. */
const LETTER = 6.5;
const GAP = 14;
const RADIUS = 2.5;

/**
 * What is shown: lines of one unit, over the times of a period.
 *
 * @typedef {object} Content
 * @property {Line[]} lines
 * @property {Period} period
 * @property {string} zone
 */

export class Chart {
  root = /** @type {SVGSVGElement} */ (drawn("svg", { class: "chart", height: HEIGHT, "aria-hidden": "true" }));
  #content;
  #width;
  #marks;

  /**
   * @param {Content} content
   * @param {number} width in pixels
   */
  constructor(content, width) {
    this.#content = content;
    this.#width = width;
    const values = content.lines.flatMap((line) => line.values.map((value) => value ?? 0));
    this.#marks = marks(Math.max(...values), content.lines[0]?.unit === "count");
    this.root.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    this.root.append(...this.#grid(), ...this.#times(), ...content.lines.map((line, index) => this.#line(line, index)));
  }

  /** @param {number} index of a time */
  x(index) {
    const last = Math.max(1, this.#content.period.times.length - 1);
    return EDGE.left + (index / last) * (this.#width - EDGE.left - EDGE.right);
  }

  /** @param {number} value */
  y(value) {
    const top = /** @type {number} */ (this.#marks.at(-1));
    return HEIGHT - EDGE.bottom - (value / top) * (HEIGHT - EDGE.top - EDGE.bottom);
  }

  /**
   * The time that is nearest to a place.
   *
   * @param {number} x in pixels from the chart's left edge
   */
  indexAt(x) {
    const last = this.#content.period.times.length - 1;
    const share = (x - EDGE.left) / (this.#width - EDGE.left - EDGE.right);
    return Math.min(last, Math.max(0, Math.round(share * last)));
  }

  /** @param {number | undefined} index of the time that is pointed at */
  point(index) {
    for (const old of this.root.querySelectorAll(".pointed")) old.remove();
    if (index === undefined) return;
    const x = this.x(index);
    const dots = this.#content.lines.flatMap((line, number) => {
      const value = line.values[index];
      if (value === null || value === undefined) return [];
      return [drawn("circle", { cx: x, cy: this.y(value), r: 2 * RADIUS, class: `dot line-${number + 1}` })];
    });
    const rule = drawn("line", { x1: x, x2: x, y1: EDGE.top, y2: HEIGHT - EDGE.bottom, class: "rule" });
    this.root.append(drawn("g", { class: "pointed" }, rule, ...dots));
  }

  #grid() {
    const unit = this.#content.lines[0]?.unit ?? "count";
    return this.#marks.map((value) => {
      const y = this.y(value);
      const rule = drawn("line", { x1: EDGE.left, x2: this.#width - EDGE.right, y1: y, y2: y, class: "grid" });
      const label = drawn("text", { x: EDGE.left - 8, y: y + 4, class: "mark", "text-anchor": "end" });
      label.append(inWords(value, unit));
      return drawn("g", {}, rule, label);
    });
  }

  #times() {
    const { period, zone } = this.#content;
    const labels = period.times.map((instant) => markInWords(instant, period, zone));
    const room = Math.max(...labels.map((label) => label.length)) * LETTER + GAP;
    const fitting = Math.max(1, Math.floor((this.#width - EDGE.left - EDGE.right) / room));
    const every = Math.max(1, Math.ceil(labels.length / fitting));
    return labels.flatMap((told, index) => {
      const x = this.x(index);
      if (index % every !== 0 || x + room / 2 > this.#width || x - room / 2 < 0) return [];
      return [drawn("text", { x, y: HEIGHT - 4, class: "mark", "text-anchor": "middle" }, told)];
    });
  }

  /**
   * @param {Line} line
   * @param {number} number
   */
  #line({ values }, number) {
    const parts = runs(values).map((run) => {
      const points = run.map((index) => `${this.x(index).toFixed(1)},${this.y(values[index] ?? 0).toFixed(1)}`);
      const [first] = run;
      if (run.length > 1 || first === undefined) return drawn("polyline", { points: points.join(" ") });
      return drawn("circle", { cx: this.x(first), cy: this.y(values[first] ?? 0), r: RADIUS });
    });
    return drawn("g", { class: `line line-${number + 1}` }, ...parts);
  }
}
