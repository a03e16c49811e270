/**
 * A track on the screen: how far it is, and its lessons.
 *
 * @import { Card, Lesson, PlacedPerson, Track } from "../types.js"
 */

import { showPending, showProgress } from "../cards.js";
import { onPress } from "../commands.js";
import { stamp } from "../day.js";
import { copyOf, labelButton, part } from "../elements.js";
import { perform, told } from "../offline/perform.js";
import { LessonRow } from "./lesson-row.js";

/**
 * What the page does about a track.
 *
 * @typedef {object} Actions
 * @property {(track: Track) => void} keep takes the track as it is after a command
 * @property {(track: Track) => void} edit
 * @property {(track: Track) => void} remove
 */

/** @implements {Card<Track>} */
export class TrackCard {
  #person;
  #actions;
  /** @type {Track} */
  #track;
  /** @type {Map<string, LessonRow>} */
  #rows = new Map();

  /**
   * @param {Track} track
   * @param {PlacedPerson} person
   * @param {Actions} actions
   */
  constructor(track, person, actions) {
    this.#track = track;
    this.#person = person;
    this.#actions = actions;
    this.root = copyOf("track-card");
    part(this.root, "edit").addEventListener("click", () => actions.edit(this.#track));
    part(this.root, "delete").addEventListener("click", () => actions.remove(this.#track));
    onPress(part(this.root, "archive"), async () => {
      const { id, archived } = this.#track;
      const args = { archived: !archived };
      const after = await perform({ command: "learning.archive", id, args, before: this.#track });
      actions.keep(after);
      return told(`${after.title} ${after.archived ? "archived" : "restored"}.`, after);
    });
  }

  /** @param {Track} track */
  update(track) {
    this.#track = track;
    this.root.ariaLabel = track.title;
    part(this.root, "title").textContent = track.title;
    showPending(this.root, track);
    showProgress(this.root, track.title, track.progress.completed, track.progress.total);
    this.#showLessons(track);
    labelButton(part(this.root, "edit"), "Edit", track.title);
    part(this.root, "edit").hidden = track.archived;
    labelButton(part(this.root, "archive"), track.archived ? "Restore" : "Archive", track.title);
    labelButton(part(this.root, "delete"), "Delete", track.title);
  }

  /** @param {Track} track */
  #showLessons({ title, archived, lessons }) {
    const list = part(this.root, "lessons");
    list.ariaLabel = `Lessons of ${title}`;
    const rows = lessons.map((lesson) => this.#rows.get(lesson.id) ?? this.#makeRow(lesson));
    this.#rows = new Map(lessons.map(({ id }, index) => [id, /** @type {LessonRow} */ (rows[index])]));
    const same = rows.length === list.children.length && rows.every(({ root }, at) => root === list.children[at]);
    if (!same) list.replaceChildren(...rows.map(({ root }) => root));
    lessons.forEach((lesson, index) => {
      rows[index]?.update(lesson, archived);
    });
  }

  /** @param {Lesson} lesson */
  #makeRow(lesson) {
    return new LessonRow(lesson, (each) => this.#complete(each));
  }

  /** @param {Lesson} lesson */
  async #complete(lesson) {
    const { id } = this.#track;
    const args = { lesson_id: lesson.id, ...stamp(this.#person.time_zone) };
    /** @type {Track} */
    const after = await perform({ command: "learning.complete", id, args, before: this.#track });
    this.#actions.keep(after);
    const next = after.lessons.find(({ status }) => status === "open");
    // The button is gone by now, and who works by keyboard goes on from the lesson that it has unlocked.
    this.#rows.get((next ?? lesson).id)?.focus();
    return told(`${lesson.title} completed.`, after);
  }
}
