/**
 * A habit on the screen, with the button that checks in for today or takes that back.
 *
 * @import { Card, Habit, PlacedPerson } from "./types.js"
 */

import { call } from "./api.js";
import { copyOf, findPart, part } from "./cards.js";
import { onPress } from "./commands.js";
import { counted, dateInWords, localDate, stamp } from "./day.js";

/** @implements {Card<Habit>} */
export class HabitCard {
  #person;
  /** @type {Habit} */
  #habit;

  /**
   * @param {Habit} habit
   * @param {PlacedPerson} person
   * @param {(habit: Habit) => void} changed takes the habit as it is after a command
   */
  constructor(habit, person, changed) {
    this.#habit = habit;
    this.#person = person;
    this.root = copyOf("habit-card");
    onPress(part(this.root, "check-in"), async () => {
      const verb = this.#habit.checked_in ? "undo-check-in" : "check-in";
      const after = await call("POST", `api/habits/${this.#habit.id}/${verb}`, stamp(person.time_zone));
      changed(after);
      return after.checked_in ? `${after.title}: checked in.` : `${after.title}: check-in undone.`;
    });
    this.#onArchive(changed);
  }

  /** @param {Habit} habit */
  update(habit) {
    this.#habit = habit;
    part(this.root, "title").textContent = habit.title;
    if (this.root.tagName === "ARTICLE") this.root.ariaLabel = habit.title;
    part(this.root, "current").textContent = counted(habit.streak.current, "day");
    const longest = findPart(this.root, "longest");
    if (longest) longest.textContent = counted(habit.streak.longest, "day");
    this.#showStart(habit);
    this.#showButtons(habit);
  }

  /** @param {Habit} habit */
  #showStart({ start_date }) {
    const start = findPart(this.root, "start");
    if (!start) return;
    start.textContent = `Starts on ${dateInWords(start_date)}`;
    start.hidden = start_date <= localDate(Date.now(), this.#person.time_zone);
  }

  /** @param {Habit} habit */
  #showButtons(habit) {
    const button = part(this.root, "check-in");
    part(button, "verb").textContent = habit.checked_in ? "Undo check-in" : "Check in";
    button.hidden = habit.archived;
    button.classList.toggle("done", habit.checked_in);
    const about = findPart(button, "about");
    if (about) about.textContent = habit.title;
    const archive = findPart(this.root, "archive");
    if (archive) archive.textContent = habit.archived ? "Restore" : "Archive";
  }

  /** @param {(habit: Habit) => void} changed */
  #onArchive(changed) {
    const button = findPart(this.root, "archive");
    if (!button) return;
    onPress(button, async () => {
      const archived = !this.#habit.archived;
      await call("POST", `api/habits/${this.#habit.id}/archive`, { archived });
      // The answer is about the server's day; the streak shown is about the person's, and archiving leaves it alone.
      changed({ ...this.#habit, archived });
      return `${this.#habit.title} ${archived ? "archived" : "restored"}.`;
    });
  }
}
