/**
 * The Today page: what is due on the person's own calendar day.
 *
 * @import { DueReview, FocusSession, Habit, Quest, Today } from "./types.js"
 */

import { CardList, withItem } from "./cards.js";
import { counted, dateInWords, localDate } from "./day.js";
import { byId, part } from "./elements.js";
import { FocusCard, isCurrent } from "./focus-card.js";
import { HabitCard } from "./habit-card.js";
import { ReviewCard } from "./learning/review-card.js";
import { todayOf } from "./offline/lists.js";
import { runPage } from "./page.js";
import { QuestCard } from "./quest-card.js";

export default runPage((person, refresh) => {
  /** @type {Today} */
  let today;
  const date = /** @type {HTMLTimeElement} */ (byId("date"));
  const greeting = byId("greeting");
  const totals = byId("totals");

  const habits = new CardList(
    byId("habits"),
    /** @param {Habit} habit */
    (habit) => new HabitCard(habit, person, (after) => keep("habits", after)),
  );
  const quests = new CardList(
    byId("quests"),
    /** @param {Quest} quest */
    (quest) => new QuestCard(quest, person, keepQuest),
  );
  const focus = new CardList(
    byId("focus"),
    /** @param {FocusSession} session */
    (session) => new DueFocusCard(session, person, (after) => keep("focus", after)),
  );

  const reviews = new CardList(
    byId("reviews"),
    /** @param {DueReview} review */
    (review) => new ReviewCard(review, person, (_, answered) => drop(answered)),
  );

  /** @param {Quest} quest as the server now has it */
  async function keepQuest(quest) {
    const before = today.quests.find(({ id }) => id === quest.id);
    keep("quests", quest);
    // Its reward belongs to the day's totals, which only the server adds up.
    if (before?.status !== quest.status) await refresh();
  }

  function show() {
    date.dateTime = today.date;
    date.textContent = dateInWords(today.date);
    greeting.textContent = `Hello, ${today.name}`;
    totals.textContent = `${counted(today.totals.focus_minutes, "focus minute")} and ${counted(today.totals.reward_points, "reward point")} today`;
    habits.show(today.habits);
    quests.show(today.quests);
    focus.show(today.focus);
    reviews.show(today.reviews);
  }

  /**
   * @param {"habits" | "quests" | "focus"} kind
   * @param {Habit | Quest | FocusSession} item as the server now has it
   */
  function keep(kind, item) {
    today = { ...today, [kind]: withItem(today[kind], item) };
    show();
  }

  /** @param {DueReview} answered which is not due again today */
  function drop({ id }) {
    today = { ...today, reviews: today.reviews.filter((review) => review.id !== id) };
    show();
  }

  return async () => {
    today = await todayOf(person, localDate(Date.now(), person.time_zone));
    show();
  };
});

/** A focus session of the day: while it is under way, there is a way to it. */
class DueFocusCard extends FocusCard {
  /**
   * @override
   * @param {FocusSession} session
   */
  update(session) {
    const open = part(this.root, "open");
    const pressed = part(this.root, "start") === document.activeElement;
    super.update(session);
    open.hidden = !isCurrent(session);
    // The button is gone by now, and who works by keyboard goes on from the link.
    if (pressed && !open.hidden) open.focus();
  }
}
