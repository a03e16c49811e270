/**
 * The lessons of a track in a form: a title and a text each, in an order that can be changed.
 *
 * @import { Lesson } from "../types.js"
 */

import { copyOf, labelButton, part } from "../elements.js";

const MOST = 50;
const FIELDS = /** @type {const} */ (["title", "text"]);

/** @typedef {{ id?: string, title: string, text: string }} Written */

export class LessonFields {
  #form;
  #rows;
  #add;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    this.#rows = part(form, "lessons");
    this.#add = /** @type {HTMLButtonElement} */ (part(form, "add"));
    this.#add.addEventListener("click", () => {
      const row = this.#append({ title: "", text: "" });
      this.#number();
      part(row, "title").focus();
    });
    this.fill([]);
  }

  /** @param {Lesson[]} lessons */
  fill(lessons) {
    this.#rows.replaceChildren();
    for (const lesson of lessons.length > 0 ? lessons : [{ title: "", text: "" }]) this.#append(lesson);
    this.#number();
  }

  /** @returns {Written[]} with the ids of those that were there */
  get written() {
    return this.#all.map((row) => {
      const { lesson } = row.dataset;
      const [title, text] = [control(row, "title").value, control(row, "text").value];
      return lesson ? { id: lesson, title, text } : { title, text };
    });
  }

  get #all() {
    return /** @type {HTMLElement[]} */ ([...this.#rows.children]);
  }

  /** @param {Written} lesson */
  #append({ id = "", title, text }) {
    const row = copyOf("lesson-fields");
    row.dataset.lesson = id;
    control(row, "title").value = title;
    control(row, "text").value = text;
    part(row, "up").addEventListener("click", () => {
      row.previousElementSibling?.before(row);
      this.#number();
      // The first one has no way up.
      if (part(row, "up").hidden) part(row, "title").focus();
      else part(row, "up").focus();
    });
    part(row, "remove").addEventListener("click", () => {
      row.remove();
      this.#number();
      this.#add.focus();
    });
    this.#rows.append(row);
    return row;
  }

  /** Names every field after its place, as the server does in a refusal. */
  #number() {
    const rows = this.#all;
    rows.forEach((row, index) => {
      const name = `lesson ${index + 1}`;
      const legend = /** @type {HTMLElement} */ (row.querySelector("legend"));
      legend.textContent = `Lesson ${index + 1}`;
      for (const field of FIELDS) this.#join(row, field, index);
      labelButton(part(row, "up"), "Move up", name);
      labelButton(part(row, "remove"), "Remove", name);
      part(row, "up").hidden = index === 0;
      part(row, "remove").hidden = rows.length === 1;
    });
    this.#add.disabled = rows.length >= MOST;
  }

  /**
   * @param {HTMLElement} row
   * @param {"title" | "text"} field
   * @param {number} index
   */
  #join(row, field, index) {
    const input = control(row, field);
    const place = /** @type {HTMLElement} */ (input.parentElement);
    const [label, hint, error] = ["label", ".hint", ".error"].map(
      (selector) => /** @type {HTMLElement} */ (place.querySelector(selector)),
    );
    const id = `${this.#form.id}-lesson-${index}-${field}`;
    input.id = id;
    input.name = `lessons.${index}.${field}`;
    input.setAttribute("aria-describedby", `${id}-hint ${id}-error`);
    if (!label || !hint || !error) return;
    label.setAttribute("for", id);
    label.textContent = `${field === "title" ? "Title" : "Text"} of lesson ${index + 1}`;
    hint.id = `${id}-hint`;
    error.id = `${id}-error`;
  }
}

/**
 * @param {HTMLElement} row
 * @param {"title" | "text"} field
 */
function control(row, field) {
  return /** @type {HTMLInputElement | HTMLTextAreaElement} */ (part(row, field));
}
