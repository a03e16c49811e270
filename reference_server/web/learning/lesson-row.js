/**
 * A lesson of a track on the screen: to be read once it is unlocked, and completed.
 *
 * @import { Lesson } from "../types.js"
 */

import { onPress } from "../commands.js";
import { dateInWords } from "../day.js";
import { copyOf, labelButton, part } from "../elements.js";
import { BOX_DAYS } from "../offline/learning.js";

export class LessonRow {
  /** @type {Lesson} */
  #lesson;
  #isRead = false;
  #archived = false;

  /**
   * @param {Lesson} lesson
   * @param {(lesson: Lesson) => Promise<string>} complete
   */
  constructor(lesson, complete) {
    this.#lesson = lesson;
    this.root = copyOf("lesson-row");
    part(this.root, "read").addEventListener("click", () => {
      this.#isRead = !this.#isRead;
      this.#showBody();
    });
    onPress(part(this.root, "complete"), () => complete(this.#lesson));
  }

  /** Where who works by keyboard goes on. */
  focus() {
    part(this.root, "read").focus();
  }

  /**
   * @param {Lesson} lesson
   * @param {boolean} archived whether its track is
   */
  update(lesson, archived) {
    this.#lesson = lesson;
    this.#archived = archived;
    part(this.root, "title").textContent = lesson.title;
    part(this.root, "standing").textContent = inWords(lesson);
    labelButton(part(this.root, "complete"), "Complete", lesson.title);
    this.#showBody();
  }

  #showBody() {
    const { title, text, status } = this.#lesson;
    const read = part(this.root, "read");
    read.hidden = status === "locked";
    read.ariaExpanded = String(this.#isRead);
    labelButton(read, this.#isRead ? "Close" : "Read", title);
    part(this.root, "body").hidden = !this.#isRead || status === "locked";
    part(this.root, "text").textContent = text || "This lesson has no text.";
    part(this.root, "complete").hidden = status !== "open" || this.#archived;
  }
}

/** @param {Lesson} lesson */
function inWords({ status, review }) {
  if (status === "locked") return "Locked";
  if (status === "open") return "Open";
  if (!review) return "Completed · learned for good";
  return `Completed · review due on ${dateInWords(review.due_on)} · ${boxInWords(review)}`;
}

/** @param {{ box: number }} review */
export function boxInWords({ box }) {
  return `box ${box} of ${BOX_DAYS.length}`;
}
