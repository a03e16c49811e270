/**
 * A habit on the screen, with the button that checks in for today or takes that back.
 *
 * @import { Card, Habit, PlacedPerson } from "./types.js"
 */

import { showPending } from "./cards.js";
import { onPress } from "./commands.js";
import { counted, stamp } from "./day.js";
import { copyOf, labelButton, part } from "./elements.js";
import { perform, told } from "./offline/perform.js";

/** @implements {Card<Habit>} */
export class HabitCard {
  /** @type {Habit} */
  #habit;

  /**
   * @param {Habit} habit
   * @param {PlacedPerson} person
   * @param {(habit: Habit) => void} changed takes the habit as it is after a command
   */
  constructor(habit, person, changed) {
    this.#habit = habit;
    this.root = copyOf("habit-card");
    onPress(part(this.root, "check-in"), async () => {
      const verb = this.#habit.checked_in ? "undo-check-in" : "check-in";
      const args = stamp(person.time_zone);
      const after = await perform({ command: `habits.${verb}`, id: this.#habit.id, args });
      changed(after);
      return told(`${after.title}: ${after.checked_in ? "checked in" : "check-in undone"}.`, after);
    });
  }

  /** @param {Habit} habit */
  update(habit) {
    this.#habit = habit;
    part(this.root, "title").textContent = habit.title;
    showPending(this.root, habit);
    part(this.root, "current").textContent = counted(habit.streak.current, "day");
    const button = part(this.root, "check-in");
    labelButton(button, habit.checked_in ? "Undo check-in" : "Check in", habit.title);
    button.hidden = habit.archived;
    button.classList.toggle("done", habit.checked_in);
  }
}
