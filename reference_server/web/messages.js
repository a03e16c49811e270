/**
 * What a page says to the person: confirmations in its status line, problems in its alert and at the fields.
 * All of it is set as text, so markup in anybody's data stays text.
 */

import { Problem } from "./api.js";

const DEFECT = "Something went wrong on this page. Please reload it.";

/** The alert of the open dialog, because the rest of the page is inert then, or else the page's. */
function alertInReach() {
  const scope = document.querySelector("dialog[open]") ?? document;
  return /** @type {HTMLElement} */ (scope.querySelector("[role=alert]"));
}

/** @returns {HTMLElement} the page's own alert, whichever dialog is open */
function alertOfPage() {
  return /** @type {HTMLElement} */ (document.querySelector("main [role=alert]"));
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
  clearAlert(alertInReach());
  for (const control of form?.querySelectorAll("[aria-invalid]") ?? []) {
    control.removeAttribute("aria-invalid");
    const message = messageOf(control);
    message.textContent = "";
    message.hidden = true;
  }
}

/** @param {HTMLElement} alert */
function clearAlert(alert) {
  alert.hidden = true;
  alert.replaceChildren();
}

/**
 * Shows that the page could not be brought up to date. A dialog that is open has asked for something else, and must not
 * say it as if it were the answer.
 *
 * @param {unknown} problem
 * @returns {() => void} takes the alert back, unless it says something else by then
 */
export function showStale(problem) {
  return showProblem(problem, alertOfPage());
}

/**
 * Shows why something was not done: in an alert, and at each field the server names. The first such field gets the
 * focus. An error that is no `Problem` is a defect of the page: the person is told so, and the console gets the error.
 *
 * @param {unknown} problem
 * @param {HTMLElement} alert
 * @param {HTMLFormElement} [form]
 * @returns {() => void} takes the alert back, unless it says something else by then
 */
function showProblem(problem, alert, form) {
  const sentence = document.createTextNode(problem instanceof Problem ? inWords(problem, form) : DEFECT);
  alert.replaceChildren(sentence);
  if (!(problem instanceof Problem)) reportError(problem);
  else if (problem.running) alert.append(" ", linkToRunningSession());
  alert.hidden = false;
  const invalid = form?.querySelector("[aria-invalid]");
  if (invalid instanceof HTMLElement) invalid.focus();
  return () => {
    if (sentence.parentNode === alert) clearAlert(alert);
  };
}

/**
 * Shows why a command was not done, and where the person looks: at the field at fault, or else in the alert, which may
 * be far from the button that was pressed.
 *
 * @param {unknown} problem
 * @param {HTMLFormElement} [form]
 */
export function showRefusal(problem, form) {
  showProblem(problem, alertInReach(), form);
  if (!form?.querySelector("[aria-invalid]")) alertInReach().scrollIntoView({ block: "nearest" });
}

/**
 * What a problem comes to, having marked the fields that it is about.
 *
 * @param {Problem} problem
 * @param {HTMLFormElement} [form]
 */
function inWords({ message, errors }, form) {
  // A form that is no longer shown, because the person has gone on to another page, has no fields to be marked.
  if (!form?.isConnected || errors.length === 0) return message;
  return errors.map((error) => markField(form, error)).join(" ");
}

/**
 * Shows at a field what is wrong with it, after what is said there already.
 *
 * @param {HTMLFormElement} form
 * @param {{field: string, message: string}} error the field is such as `title`, or `steps.3.title`: where no control has
 *   that name, it is the fourth line of the control `steps`
 * @returns {string} the same as a sentence that can stand anywhere
 */
function markField(form, { field, message }) {
  const own = form.elements.namedItem(field);
  const [name = field, index] = own ? [field] : field.split(".");
  const control = own ?? form.elements.namedItem(name);
  if (!(control instanceof HTMLElement)) return `${field} ${message}.`;
  control.setAttribute("aria-invalid", "true");
  const place = index === undefined ? [] : [`line ${Number(index) + 1}`];
  const reason = [...place, message].join(" ");
  const before = messageOf(control).textContent;
  const sentence = before ? `${before}; ${reason}` : reason;
  messageOf(control).textContent = sentence.charAt(0).toUpperCase() + sentence.slice(1);
  messageOf(control).hidden = false;
  const label = form.querySelector(`label[for="${control.id}"]`)?.textContent;
  return `${[label, ...place].join(", ")} ${message}.`;
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
