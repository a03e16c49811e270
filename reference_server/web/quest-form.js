/**
 * What a person writes about a quest: the fields of "New quest" and of the dialog "Edit quest".
 *
 * @import { PlacedPerson, Quest, Step } from "./types.js"
 */

import { onSubmit } from "./commands.js";
import { stamp } from "./day.js";
import { byId, formById, part } from "./elements.js";
import { clearMessages } from "./messages.js";
import { perform, told } from "./offline/perform.js";

/**
 * The fields as a new quest has them; the server judges them.
 *
 * @param {HTMLFormElement} form
 */
export function questFieldsOf(form) {
  const written = new FormData(form);
  return {
    title: String(written.get("title")),
    notes: String(written.get("notes")),
    due_date: String(written.get("due_date")) || null,
    steps: linesOf(String(written.get("steps"))).map((title) => ({ title })),
  };
}

/**
 * A step with an id of its own, so that it can be ticked before the server has heard of it.
 *
 * @param {{ title: string }} step
 */
export function withId({ title }) {
  return { id: crypto.randomUUID(), title };
}

/** @param {string} text */
function linesOf(text) {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/**
 * Joins edited lines with the steps that were: a line that is still there keeps its step (and its tick) wherever it
 * moved; a changed line renames the step in its place; any other is new.
 *
 * @param {Step[]} steps
 * @param {{title: string}[]} lines
 * @returns {{id?: string, new_id?: string, title: string}[]}
 */
export function rejoined(steps, lines) {
  const left = [...steps];
  /** @param {Step | undefined} step */
  const take = (step) => (step && left.includes(step) ? left.splice(left.indexOf(step), 1)[0] : undefined);
  const kept = lines.map(({ title }) => take(left.find((step) => step.title === title)));
  return lines.map(({ title }, index) => {
    const step = kept[index] ?? take(steps[index]);
    return step ? { id: step.id, title } : { new_id: crypto.randomUUID(), title };
  });
}

/** The dialog "Edit quest". */
export class QuestDialog {
  #dialog = /** @type {HTMLDialogElement} */ (byId("edit-quest"));
  #form = formById("edit-quest-form");
  /** @type {Quest | undefined} */
  #quest;

  /**
   * @param {PlacedPerson} person
   * @param {(quest: Quest) => void} keep takes the quest as saved
   */
  constructor(person, keep) {
    part(this.#dialog, "cancel").addEventListener("click", () => this.#dialog.close());
    onSubmit(this.#form, async () => {
      const before = /** @type {Quest} */ (this.#quest);
      const args = { ...this.#changes(), ...stamp(person.time_zone) };
      const saved = await perform({ command: "quests.change", id: before.id, base_rev: before.rev, args, before });
      this.#dialog.close();
      keep(saved);
      return told(`${saved.title} saved.`, saved);
    });
  }

  /** @param {Quest} quest */
  open(quest) {
    this.#quest = quest;
    this.#fill("title", quest.title);
    this.#fill("notes", quest.notes);
    this.#fill("due_date", quest.due_date ?? "");
    this.#fill("steps", quest.steps.map((step) => step.title).join("\n"));
    this.#dialog.showModal();
    clearMessages(this.#form);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  #fill(name, value) {
    /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name)).value = value;
  }

  /** Only what was changed: a due date that has passed meanwhile must not stand in the way of a new title. */
  #changes() {
    const quest = /** @type {Quest} */ (this.#quest);
    const { steps: lines, ...fields } = questFieldsOf(this.#form);
    const steps = rejoined(quest.steps, lines);
    const before = quest.steps.map(({ id, title }) => ({ id, title }));
    return Object.fromEntries(
      Object.entries({ ...fields, steps }).filter(([name, value]) => {
        const old = name === "steps" ? before : quest[/** @type {keyof typeof fields} */ (name)];
        return JSON.stringify(value) !== JSON.stringify(old);
      }),
    );
  }
}
