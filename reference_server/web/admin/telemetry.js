/**
 * The dashboard of administrators: what people do, how the product is, which limits are broken, as it is at this moment.
 *
 * @import { Telemetry } from "../telemetry-page/types.js"
 */

import { PATIENCE, refreshInTime } from "../admin-page/in-time.js";
import { call, Problem } from "../api.js";
import { byId, part } from "../elements.js";
import { say } from "../messages.js";
import { clockTime } from "../moments.js";
import { runPage } from "../page.js";
import { Limits } from "../telemetry-page/alerts.js";
import { DetailDialog } from "../telemetry-page/detail-dialog.js";
import { asCsv, asJson, save } from "../telemetry-page/export.js";
import { KeyFigures, showCompleteness } from "../telemetry-page/key-figures.js";
import { SectionView } from "../telemetry-page/section-view.js";
import { rangeInWords } from "../telemetry-page/wording.js";

const REFRESH_EVERY = 5000;

/** Sections by the endpoint that tells of them. */
const TOLD = {
  overview: ["activity", "sync"],
  e2ee: ["e2ee", "vault", "search"],
  watcher: ["watcher"],
  performance: ["performance"],
  alerts: ["errors"],
};

export default runPage((person) => {
  const root = byId("telemetry");
  const ranges = /** @type {HTMLSelectElement} */ (part(root, "range"));
  const live = /** @type {HTMLInputElement} */ (part(root, "live"));
  const [limits, keyFigures] = [new Limits(person), new KeyFigures(person)];
  const detail = new DetailDialog(person, (section, row) => views.get(section)?.focusOn(row));
  /** @type {Map<string, SectionView>} */
  const views = new Map(
    Object.values(TOLD)
      .flat()
      .map((id) => [id, new SectionView(id, person, (row) => void detail.open(id, row, ranges.value))]),
  );

  let asked = 0;
  /** @type {Map<string, number>} by endpoint, which reading is shown */
  const told = new Map();

  /** Reads all five answers; one that fails keeps no other from being shown. */
  async function refresh() {
    const reading = ++asked;
    const outcomes = await Promise.all(
      Object.entries(TOLD).map(([endpoint, sections]) => readInto(endpoint, sections, reading)),
    );
    if (reading !== asked) return; // another one was begun meanwhile, such as for another range
    const refused = outcomes.some((problem) => problem?.status === 403);
    byId("forbidden").hidden = !refused;
    root.hidden = refused;
    if (outcomes.every((problem) => problem === undefined)) {
      part(root, "refreshed").textContent = clockTime(Date.now(), person.time_zone);
    }
  }

  /**
   * @param {string} endpoint
   * @param {string[]} sections
   * @param {number} reading
   * @returns {Promise<Problem | undefined>} why it could not be read
   */
  async function readInto(endpoint, sections, reading) {
    const range = ranges.value;
    /** What comes late must not take the place of what was asked for later, or of another range. */
    const isNews = () => root.isConnected && range === ranges.value && reading >= (told.get(endpoint) ?? 0);
    try {
      /** @type {Telemetry} */
      const answer = await call("GET", `api/admin/telemetry/${endpoint}?range=${range}`, undefined, {
        patience: PATIENCE,
      });
      if (isNews()) {
        told.set(endpoint, reading);
        show(answer);
      }
      return undefined;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (isNews()) tellTrouble(endpoint, sections, problem.message);
      return problem;
    }
  }

  /**
   * @param {string} endpoint
   * @param {string[]} sections
   * @param {string} why
   */
  function tellTrouble(endpoint, sections, why) {
    if (endpoint === "overview") keyFigures.tellTrouble(why);
    if (endpoint === "alerts") limits.tellTrouble();
    for (const id of sections) views.get(id)?.tellTrouble(why);
  }

  /** @param {Telemetry} answer */
  function show(answer) {
    offer(answer.ranges);
    showCompleteness(answer, person);
    if (answer.metrics) keyFigures.show(answer.metrics, answer);
    if (answer.alerts) limits.show(answer.alerts, answer);
    for (const section of answer.sections) views.get(section.id)?.show(section, answer);
  }

  /** @param {string[]} offered */
  function offer(offered) {
    const known = [...ranges.options].map(({ value }) => value);
    for (const range of offered.filter((each) => !known.includes(each))) {
      ranges.add(new Option(rangeInWords(range), range));
    }
  }

  const shown = () => [...views.values()].flatMap((view) => view.shown ?? []);
  ranges.addEventListener("change", () => void refresh());
  part(root, "csv").addEventListener("click", () => {
    save(`telemetry-${ranges.value}.csv`, "text/csv", asCsv(shown()));
    say("The table has been saved.");
  });
  part(root, "json").addEventListener("click", () => {
    save(`telemetry-${ranges.value}.json`, "application/json", asJson(shown()));
    say("The file has been saved.");
  });
  refreshInTime(refresh, REFRESH_EVERY, () => live.checked);
  return refresh;
});
