/** Elements that the pages' HTML surely has: where one is missing, the page is at fault and not the person. */

/** @param {string} id */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {string} id */
export function formById(id) {
  return /** @type {HTMLFormElement} */ (byId(id));
}

/**
 * The part of a card, a form or a dialog with this name.
 *
 * @param {HTMLElement} root
 * @param {string} name
 */
export function part(root, name) {
  return /** @type {HTMLElement} */ (root.querySelector(`[data-part=${name}]`));
}

/**
 * A fresh copy of a template's one element.
 *
 * @param {string} id the template's
 */
export function copyOf(id) {
  const template = /** @type {HTMLTemplateElement} */ (byId(id));
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  return /** @type {HTMLElement} */ (copy.firstElementChild);
}

/**
 * Shows a fact, or hides its place when there is none.
 *
 * @param {HTMLElement} place
 * @param {string | null} text
 */
export function setText(place, text) {
  place.textContent = text;
  place.hidden = !text;
}

/**
 * Says what a button does and, to those who do not see what stands around it, what it does that to.
 *
 * @param {HTMLElement} button
 * @param {string} verb
 * @param {string} about
 */
export function labelButton(button, verb, about) {
  part(button, "verb").textContent = verb;
  part(button, "about").textContent = about;
}

/** @type {Map<() => void, HTMLElement>} who listens for as long as which element is there */
const listening = new Map();

/**
 * Listens for as long as an element is part of the page.
 *
 * @param {HTMLElement} root
 * @param {EventTarget} target
 * @param {string} event
 * @param {() => void} listener
 */
export function listenWhileShown(root, target, event, listener) {
  const heard = () => {
    if (root.isConnected) listener();
    else end();
  };
  const end = () => {
    target.removeEventListener(event, heard);
    listening.delete(end);
  };
  target.addEventListener(event, heard);
  listening.set(end, root);
}

/** Lets go of elements that are no longer part of the page, and of what they show: an event may never come again. */
export function forgetRemoved() {
  for (const [end, root] of listening) {
    if (!root.isConnected) end();
  }
}
