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

/**
 * Listens for as long as an element is part of the page.
 *
 * @param {HTMLElement} root
 * @param {EventTarget} target
 * @param {string} event
 * @param {() => void} listener
 * @returns {() => void} takes it out before
 */
export function listenWhileShown(root, target, event, listener) {
  const takeOut = () => target.removeEventListener(event, heard);
  const heard = () => (root.isConnected ? listener() : takeOut());
  target.addEventListener(event, heard);
  return takeOut;
}
