/**
 * The Habits page.
 *
 * @import { Habit, PlacedPerson } from "./types.js"
 */

import { CardList, withItem } from "./cards.js";
import { onPress, onSubmit } from "./commands.js";
import { counted, dateInWords, localDate, stamp } from "./day.js";
import { byId, formById, labelButton, part } from "./elements.js";
import { HabitCard } from "./habit-card.js";
import { habitsOn } from "./offline/lists.js";
import { perform, told } from "./offline/perform.js";
import { runPage } from "./page.js";

export default runPage((person) => {
  /** @type {Habit[]} */
  let habits = [];
  const form = formById("new-habit");
  const kept = new CardList(byId("kept"), makeCard);
  const archived = new CardList(byId("archived"), makeCard);

  function show() {
    kept.show(habits.filter((habit) => !habit.archived));
    archived.show(habits.filter((habit) => habit.archived));
  }

  /** @param {Habit} habit as the server now has it */
  function keep(habit) {
    habits = withItem(habits, habit);
    show();
  }

  /** @param {Habit} habit */
  function makeCard(habit) {
    return new ManagedHabitCard(habit, person, keep);
  }

  onSubmit(form, async () => {
    const written = new FormData(form);
    const start = String(written.get("start_date"));
    const args = {
      title: String(written.get("title")),
      ...(start && { start_date: start }),
      ...stamp(person.time_zone),
    };
    const created = await perform({ command: "habits.create", id: crypto.randomUUID(), args });
    keep(created);
    form.reset();
    part(form, "title").focus();
    return told(`${created.title} created.`, created);
  });

  return async () => {
    habits = await habitsOn(localDate(Date.now(), person.time_zone));
    show();
  };
});

/** A habit that tells more of itself, and can be put away. */
class ManagedHabitCard extends HabitCard {
  #archive;
  #person;
  /** @type {Habit} */
  #habit;

  /**
   * @param {Habit} habit
   * @param {PlacedPerson} person
   * @param {(habit: Habit) => void} keep
   */
  constructor(habit, person, keep) {
    super(habit, person, keep);
    this.#habit = habit;
    this.#person = person;
    this.#archive = part(this.root, "archive");
    onPress(this.#archive, async () => {
      const args = { archived: !this.#habit.archived, date: this.#today };
      const after = await perform({ command: "habits.archive", id: this.#habit.id, args });
      keep(after);
      return told(`${after.title} ${after.archived ? "archived" : "restored"}.`, after);
    });
  }

  get #today() {
    return localDate(Date.now(), this.#person.time_zone);
  }

  /**
   * @override
   * @param {Habit} habit
   */
  update(habit) {
    super.update(habit);
    this.#habit = habit;
    this.root.ariaLabel = habit.title;
    part(this.root, "longest").textContent = counted(habit.streak.longest, "day");
    const start = part(this.root, "start");
    start.textContent = `Starts on ${dateInWords(habit.start_date)}`;
    start.hidden = habit.start_date <= this.#today;
    labelButton(this.#archive, habit.archived ? "Restore" : "Archive", habit.title);
  }
}
