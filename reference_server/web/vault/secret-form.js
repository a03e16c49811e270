/**
 * A form that takes secrets: they can be shown while typing, are asked for before anything is sent, and are gone from the
 * fields afterwards. While the server makes people wait, the form says for how long.
 */

import { Problem } from "../api.js";
import { onSubmit } from "../commands.js";
import { counted } from "../day.js";
import { part } from "../elements.js";
import { minutesAndSeconds, untilNextSecond } from "../focus-clock.js";
import { clearMessages } from "../messages.js";
import { isLongEnough, SHORTEST } from "./passphrase.js";

const SECOND = 1000;

export class SecretForm {
  #form;
  #button;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLFormElement} form its secret fields are `[data-secret]`; it has the parts `show`, `busy` and `wait`
   * @param {(field: (name: string) => string) => Promise<string>} work takes what was typed, gives the confirmation
   */
  constructor(form, work) {
    this.#form = form;
    this.#button = /** @type {HTMLButtonElement} */ (form.querySelector("button:not([type=button])"));
    const show = /** @type {HTMLInputElement} */ (part(form, "show"));
    show.addEventListener("change", () => this.#reveal(show.checked));
    form.addEventListener("reset", () => this.#reveal(false));
    onSubmit(form, () => this.#run(work));
  }

  /** Empties the fields. */
  empty() {
    this.#form.reset();
  }

  /** @param {(field: (name: string) => string) => Promise<string>} work */
  async #run(work) {
    this.#requireAll();
    part(this.#form, "busy").hidden = false;
    try {
      const said = await work((name) => this.#field(name).value);
      this.empty();
      return said;
    } catch (problem) {
      throw this.#atField(problem);
    } finally {
      part(this.#form, "busy").hidden = true;
    }
  }

  #requireAll() {
    const errors = this.#secrets
      .map((field) => ({ field: field.name, message: this.#fault(field) }))
      .filter(({ message }) => message !== "");
    if (errors.length > 0) throw new Problem({ status: 422, detail: "Something is missing.", errors });
  }

  /** @param {HTMLInputElement} field */
  #fault({ name, value }) {
    if (value === "") return "is required";
    if (name === "new_passphrase" && !isLongEnough(value)) return `must have at least ${SHORTEST} characters`;
    if (name === "again" && value !== this.#field("new_passphrase").value) return "is not the same";
    return "";
  }

  /**
   * The problem, told where it can be put right.
   *
   * @param {unknown} problem
   */
  #atField(problem) {
    if (!(problem instanceof Problem)) return problem;
    const { type, facts } = problem;
    if (problem.status === 429 && facts.retry_after !== undefined) this.#wait(facts.retry_after);
    const name = { "wrong-passphrase": "passphrase", "wrong-code": "code" }[type];
    if (name === undefined || facts.attempts_left === undefined) return problem;
    const left = facts.attempts_left === 0 ? "no attempt" : counted(facts.attempts_left, "attempt");
    const message = name === "code" ? `is not valid; ${left} left for now` : `is not right; ${left} left for now`;
    return new Problem({ ...facts, errors: [{ field: name, message }] });
  }

  /** @param {number} seconds */
  #wait(seconds) {
    clearTimeout(this.#timer);
    const end = Date.now() + seconds * SECOND;
    const place = part(this.#form, "wait");
    const look = () => {
      const left = end - Date.now();
      this.#button.disabled = left > 0;
      place.hidden = left <= 0;
      place.textContent = `You can try again in ${minutesAndSeconds(left)}.`;
      if (left > 0) this.#timer = setTimeout(look, untilNextSecond(left));
      else if (this.#form.checkVisibility()) clearMessages(this.#form);
    };
    // A button that is disabled loses the focus, and with it the person who works by keyboard.
    this.#secrets[0]?.focus();
    look();
  }

  /** @param {boolean} shown */
  #reveal(shown) {
    for (const field of this.#secrets) field.type = shown ? "text" : "password";
  }

  get #secrets() {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (this.#form.querySelectorAll("input[data-secret]"))];
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name));
  }
}
