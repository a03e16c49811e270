/**
 * What a page says to the person: confirmations in its status line, problems in its alert and at the fields.
 * All of it is set as text, so markup in anybody's data stays text.
 */

import { Problem } from "./api.js";

/** @param {ParentNode} scope */
function alertOf(scope) {
  return /** @type {HTMLElement} */ (scope.querySelector("[role=alert]"));
}

/** @param {HTMLFormElement} [form] an open dialog has an alert of its own, because the rest of the page is inert */
function alertFor(form) {
  return alertOf(form?.closest("dialog") ?? document);
}

/** @param {string} text */
export function say(text) {
  /** @type {HTMLElement} */ (document.querySelector("[role=status]")).textContent = text;
}

/**
 * Takes back what the last command said.
 *
 * @param {HTMLFormElement} [form]
 */
export function clearMessages(form) {
  say("");
  const alert = alertFor(form);
  alert.hidden = true;
  alert.replaceChildren();
  for (const control of form?.querySelectorAll("[aria-invalid]") ?? []) {
    control.removeAttribute("aria-invalid");
    const message = messageOf(control);
    message.textContent = "";
    message.hidden = true;
  }
}

/**
 * Shows why a command was not done: in the alert, and at each field the server names. The first such field gets the
 * focus. An error that is no `Problem` is a defect of the page and is thrown on.
 *
 * @param {unknown} problem
 * @param {HTMLFormElement} [form]
 */
export function showProblem(problem, form) {
  if (!(problem instanceof Problem)) throw problem;
  if (form) for (const { field, message } of problem.errors) markField(form, field, message);
  const alert = alertFor(form);
  alert.textContent = problem.message;
  if (problem.running) alert.append(" ", linkToRunningSession());
  alert.hidden = false;
  const invalid = form?.querySelector("[aria-invalid]");
  if (invalid instanceof HTMLElement) invalid.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} field such as `title`, or `steps.3.title` for the fourth line of the control `steps`
 * @param {string} message
 */
function markField(form, field, message) {
  const [name = field, index] = field.split(".");
  const control = form.elements.namedItem(name);
  if (!(control instanceof HTMLElement)) return;
  control.setAttribute("aria-invalid", "true");
  const place = index === undefined ? "" : `line ${Number(index) + 1} `;
  const sentence = place + message;
  messageOf(control).textContent = sentence.charAt(0).toUpperCase() + sentence.slice(1);
  messageOf(control).hidden = false;
}

/** @param {Element} control */
function messageOf(control) {
  return /** @type {HTMLElement} */ (document.getElementById(`${control.id}-error`));
}

function linkToRunningSession() {
  const link = document.createElement("a");
  link.href = "focus#current-session";
  link.textContent = "Go to the running session";
  return link;
}
