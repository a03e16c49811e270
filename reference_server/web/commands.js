/**
 * Commands of the person: one after the other in the order they were given, so that the answer shown last is the
 * newest; each ends in a confirmation or a problem on the page.
 */

import { Problem } from "./api.js";
import { clearMessages, say, showRefusal } from "./messages.js";

/** Fired at the window when a command ended so that things may be otherwise than the page shows them. */
export const STALE = "stale";

/** @type {Promise<unknown>} */
let last = Promise.resolve();

/**
 * Runs a piece of work when all earlier ones are over.
 *
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export function inTurn(work) {
  const turn = last.then(work);
  last = turn.catch(() => {});
  return turn;
}

/**
 * Runs a command and says how it ended. Where that leaves doubt, the page is asked to read everything anew.
 *
 * @param {() => Promise<string>} work gives the confirmation
 * @param {HTMLFormElement} [form] whose fields may be at fault
 */
export async function command(work, form) {
  clearMessages(form);
  try {
    say(await inTurn(work));
  } catch (problem) {
    showRefusal(problem, form);
    if (problem instanceof Problem && problem.leavesDoubt) dispatchEvent(new Event(STALE));
  }
}

/**
 * Gives a button its command. While that runs the button takes no other press, and the second click of a double click
 * counts as part of the first: by then the button may mean the opposite.
 *
 * @param {HTMLElement} button
 * @param {() => Promise<string>} work
 */
export function onPress(button, work) {
  button.addEventListener("click", async (event) => {
    if (event.detail > 1 || button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    await command(work);
    button.ariaDisabled = null;
  });
}

/**
 * Gives a form its command, with the same care for impatient fingers.
 *
 * @param {HTMLFormElement} form
 * @param {() => Promise<string>} work
 */
export function onSubmit(form, work) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button:not([type=button])"));
  button.addEventListener("click", (event) => {
    if (event.detail > 1) event.preventDefault();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    await command(work, form);
    button.ariaDisabled = null;
  });
}
