/**
 * What a person writes about a track: the fields of "New track" and of the dialog "Edit track".
 *
 * @import { Track } from "../types.js"
 */

import { onSubmit } from "../commands.js";
import { byId, formById, part } from "../elements.js";
import { clearMessages } from "../messages.js";
import { perform, told } from "../offline/perform.js";
import { LessonFields } from "./lesson-fields.js";

export class TrackForm {
  #form;
  #lessons;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    this.#lessons = new LessonFields(form);
  }

  /** @returns {HTMLInputElement} */
  get title() {
    return /** @type {HTMLInputElement} */ (part(this.#form, "title"));
  }

  /** The fields as a new track has them; the server judges them. */
  get written() {
    return { title: this.title.value, lessons: this.#lessons.written };
  }

  /** @param {Pick<Track, "title" | "lessons">} track */
  fill({ title, lessons }) {
    this.title.value = title;
    this.#lessons.fill(lessons);
  }
}

/** The dialog "Edit track". */
export class TrackDialog {
  #dialog = /** @type {HTMLDialogElement} */ (byId("edit-track"));
  #form = formById("edit-track-form");
  #fields = new TrackForm(this.#form);
  /** @type {Track | undefined} */
  #track;

  /** @param {(track: Track) => void} keep takes the track as saved */
  constructor(keep) {
    part(this.#dialog, "cancel").addEventListener("click", () => this.#dialog.close());
    onSubmit(this.#form, async () => {
      const before = /** @type {Track} */ (this.#track);
      const wish = { command: "learning.change", id: before.id, base_rev: before.rev, before };
      const saved = await perform({ ...wish, args: this.#changes(before) });
      this.#dialog.close();
      keep(saved);
      return told(`${saved.title} saved.`, saved);
    });
  }

  /** @param {Track} track */
  open(track) {
    this.#track = track;
    this.#fields.fill(track);
    this.#dialog.showModal();
    clearMessages(this.#form);
  }

  /**
   * Only what was changed.
   *
   * @param {Track} before
   */
  #changes(before) {
    const { title, lessons } = this.#fields.written;
    const there = before.lessons.map((lesson) => ({ id: lesson.id, title: lesson.title, text: lesson.text }));
    return {
      ...(title !== before.title && { title }),
      ...(JSON.stringify(lessons) !== JSON.stringify(there) && {
        lessons: lessons.map((lesson) => (lesson.id ? lesson : { new_id: crypto.randomUUID(), ...lesson })),
      }),
    };
  }
}
