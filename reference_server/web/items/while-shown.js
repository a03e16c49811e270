/**
 * Listens as long as a page is there: the person may have gone on to another one.
 *
 * @param {HTMLElement} root of the page
 * @param {EventTarget} target
 * @param {string} type
 * @param {() => unknown} heed
 */
export function whileShown(root, target, type, heed) {
  target.addEventListener(type, listen);

  function listen() {
    if (root.isConnected) heed();
    else target.removeEventListener(type, listen);
  }
}
