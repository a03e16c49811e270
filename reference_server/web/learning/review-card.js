/**
 * A lesson that is due for review: does the person still know it?
 *
 * @import { Card, DueReview, PlacedPerson, Track } from "../types.js"
 */

import { onPress } from "../commands.js";
import { dateInWords, stamp } from "../day.js";
import { copyOf, labelButton, part } from "../elements.js";
import { perform, told } from "../offline/perform.js";
import { replica } from "../offline/replica.js";
import { boxInWords } from "./lesson-row.js";

/** @implements {Card<DueReview>} */
export class ReviewCard {
  #person;
  #changed;
  /** @type {DueReview} */
  #review;

  /**
   * @param {DueReview} review
   * @param {PlacedPerson} person
   * @param {(track: Track, review: DueReview) => void} changed takes the track as it is after an answer
   */
  constructor(review, person, changed) {
    this.#review = review;
    this.#person = person;
    this.#changed = changed;
    this.root = copyOf("review-card");
    onPress(part(this.root, "knew"), () => this.#answer(true));
    onPress(part(this.root, "forgot"), () => this.#answer(false));
  }

  /** @param {DueReview} review */
  update(review) {
    this.#review = review;
    const { title, track_title } = review;
    part(this.root, "title").textContent = title;
    part(this.root, "facts").textContent = `${track_title} · ${boxInWords(review)}`;
    labelButton(part(this.root, "knew"), "I knew it", title);
    labelButton(part(this.root, "forgot"), "I did not know it", title);
  }

  /** @param {boolean} knew */
  async #answer(knew) {
    const { id, title, track_id, due_on } = this.#review;
    const before = replica.get("learning", track_id) ?? null;
    const args = { lesson_id: id, due_on, knew, ...stamp(this.#person.time_zone) };
    /** @type {Track} */
    const after = await perform({ command: "learning.answer", id: track_id, args, before });
    const review = after.lessons.find((lesson) => lesson.id === id)?.review;
    this.#changed(after, this.#review);
    const next = review ? `Next review on ${dateInWords(review.due_on)}.` : "You have learned it for good.";
    return told(`${title}: ${knew ? "known" : "not known"}. ${next}`, after);
  }
}
