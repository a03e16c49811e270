/**
 * The Habits page.
 *
 * @import { Habit } from "./types.js"
 */

import { call, readAll } from "./api.js";
import { CardList, part } from "./cards.js";
import { onSubmit } from "./commands.js";
import { localDate, stamp } from "./day.js";
import { HabitCard } from "./habit-card.js";
import { byId, formById, runPage } from "./page.js";

runPage((person) => {
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
    const known = habits.some(({ id }) => id === habit.id);
    habits = known ? habits.map((other) => (other.id === habit.id ? habit : other)) : [habit, ...habits];
    show();
  }

  /** @param {Habit} habit */
  function makeCard(habit) {
    return new HabitCard(habit, person, keep);
  }

  onSubmit(form, async () => {
    const written = new FormData(form);
    const start = String(written.get("start_date"));
    const created = await call("POST", "api/habits", {
      title: String(written.get("title")),
      ...(start && { start_date: start }),
      ...stamp(person.time_zone),
    });
    keep(created);
    form.reset();
    part(form, "title").focus();
    return `${created.title} created.`;
  });

  return async () => {
    habits = await readAll(`api/habits?date=${localDate(Date.now(), person.time_zone)}`);
    show();
  };
});
