/** Before somebody signs out: what the server has not got is deleted with the rest of what this device keeps of them. */

import { counted } from "../day.js";
import { byId, part } from "../elements.js";
import { setAside, waiting } from "./queue.js";

/**
 * Asks whether what is left may be deleted, if anything is.
 *
 * @returns {Promise<boolean>}
 */
export async function mayLeave() {
  const left = waiting().length + setAside().length;
  return left === 0 || ask(left);
}

/**
 * @param {number} left
 * @returns {Promise<boolean>}
 */
function ask(left) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("leaving"));
  part(dialog, "count").textContent = counted(left, "change");
  const [stay, leave] = [part(dialog, "stay"), part(dialog, "leave")];
  dialog.returnValue = "";
  dialog.showModal();
  stay.focus();
  stay.onclick = () => dialog.close("stay");
  leave.onclick = () => dialog.close("leave");
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true });
  });
}
