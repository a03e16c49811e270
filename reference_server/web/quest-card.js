/**
 * A quest on the screen: its progress, and a checkbox for each step that can be ticked right there.
 *
 * @import { Card, PlacedPerson, Quest, Step } from "./types.js"
 */

import { showPending, showProgress } from "./cards.js";
import { command } from "./commands.js";
import { counted, dateInWords, stamp } from "./day.js";
import { copyOf, part, setText } from "./elements.js";
import { perform, told } from "./offline/perform.js";

/** @implements {Card<Quest>} */
export class QuestCard {
  #person;
  #changed;
  /** @type {Quest} */
  #quest;
  /** Steps with a tick under way: until its answer is here, the box shows the person's wish. */
  #waiting = new Set();

  /**
   * @param {Quest} quest
   * @param {PlacedPerson} person
   * @param {(quest: Quest) => void | Promise<void>} changed takes the quest as it is after a tick
   */
  constructor(quest, person, changed) {
    this.#quest = quest;
    this.#person = person;
    this.#changed = changed;
    this.root = copyOf("quest-card");
  }

  /** @param {Quest} quest */
  update(quest) {
    this.#quest = quest;
    part(this.root, "title").textContent = quest.title;
    showPending(this.root, quest);
    this.#showFacts(quest);
    showProgress(this.root, quest.title, quest.progress.ticked, quest.progress.total);
    this.#showSteps(quest);
  }

  /** @param {Quest} quest */
  #showFacts(quest) {
    setText(part(this.root, "due"), quest.due_date && `Due ${dateInWords(quest.due_date)}`);
    setText(part(this.root, "reward"), quest.rewarded_at && `Reward: ${counted(quest.reward_points, "point")}`);
  }

  /** @param {Quest} quest */
  #showSteps({ title, steps }) {
    const group = part(this.root, "steps");
    group.ariaLabel = `Steps of ${title}`;
    const known = new Map([...group.children].map((row) => [/** @type {HTMLElement} */ (row).dataset.step, row]));
    const rows = steps.map((step) => /** @type {HTMLElement} */ (known.get(step.id) ?? this.#makeRow(step.id)));
    const same = rows.length === group.children.length && rows.every((row, index) => row === group.children[index]);
    if (!same) group.replaceChildren(...rows);
    steps.forEach((step, index) => {
      this.#showStep(/** @type {HTMLElement} */ (rows[index]), step);
    });
  }

  /**
   * @param {HTMLElement} row
   * @param {Step} step
   */
  #showStep(row, step) {
    part(row, "step-title").textContent = step.title;
    boxOf(row).disabled = this.#quest.status === "archived";
    if (!this.#waiting.has(step.id)) boxOf(row).checked = step.ticked;
  }

  /** @param {string} stepId */
  #makeRow(stepId) {
    const row = copyOf("quest-step");
    row.dataset.step = stepId;
    const box = boxOf(row);
    box.addEventListener("click", (event) => {
      // The second click of a double click would take the first one back; one tick at a time for each box.
      if (event.detail > 1 || this.#waiting.has(stepId)) event.preventDefault();
    });
    box.addEventListener("change", () => this.#tick(stepId, box));
    return row;
  }

  /**
   * @param {string} stepId
   * @param {HTMLInputElement} box
   */
  async #tick(stepId, box) {
    const ticked = box.checked;
    this.#waiting.add(stepId);
    await command(async () => {
      try {
        const { id } = this.#quest;
        const args = { step_id: stepId, ticked, ...stamp(this.#person.time_zone) };
        this.#quest = await perform({ command: "quests.tick", id, args, before: this.#quest });
      } finally {
        this.#waiting.delete(stepId);
        await this.#changed(this.#quest);
      }
      return told(spoken(this.#quest), this.#quest);
    });
  }
}

/** @param {Quest} quest */
function spoken({ title, status, progress }) {
  if (status === "completed") return `${title} completed.`;
  return `${title}: ${progress.ticked} of ${progress.total} done.`;
}

/** @param {HTMLElement} row */
function boxOf(row) {
  return /** @type {HTMLInputElement} */ (row.querySelector("input"));
}
