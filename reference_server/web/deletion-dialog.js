/** The question before a thing is deleted, and where the focus goes from a dialog. */

import { onPress } from "./commands.js";
import { byId, part } from "./elements.js";
import { clearMessages } from "./messages.js";
import { told } from "./offline/perform.js";

/** @template Thing */
export class DeletionDialog {
  #dialog = /** @type {HTMLDialogElement} */ (byId("deletion"));
  #about = part(this.#dialog, "about");
  /** @type {Thing | undefined} */
  #thing;

  /**
   * @param {(thing: Thing) => Promise<{ pending?: string | undefined } | undefined | null>} remove
   * @param {string} heading id of that of the list from which the thing goes
   */
  constructor(remove, heading) {
    part(this.#dialog, "cancel").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#empty());
    onPress(part(this.#dialog, "confirm"), async () => {
      const title = this.#about.textContent;
      const left = await remove(/** @type {Thing} */ (this.#thing));
      closeNear(this.#dialog, heading);
      return told(`${title} deleted.`, left);
    });
  }

  /**
   * @param {Thing} thing
   * @param {string} title as it is shown
   */
  open(thing, title) {
    this.#thing = thing;
    this.#about.textContent = title;
    this.#dialog.showModal();
    part(this.#dialog, "cancel").focus();
    clearMessages();
  }

  /** Closes without leaving anything of what was in it. */
  close() {
    this.#dialog.close();
    this.#empty();
  }

  #empty() {
    this.#thing = undefined;
    this.#about.textContent = "";
  }
}

/**
 * Closes a dialog. Where the card that it was opened from is gone, the person goes on from the list's heading.
 *
 * @param {HTMLDialogElement} dialog
 * @param {string} heading
 */
export function closeNear(dialog, heading) {
  dialog.close();
  const { activeElement } = document;
  if (activeElement === document.body || dialog.contains(activeElement)) byId(heading).focus();
}
