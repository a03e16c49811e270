/** Pages that follow what others do: read anew every so often, for as long as somebody looks. */

import { inTurn } from "../commands.js";
import { byId } from "../elements.js";

/** Milliseconds after which an answer is given up: whoever looks shall hear that what is shown grows old. */
export const PATIENCE = 10_000;

/**
 * Refreshes every so many milliseconds until the page is left. While nobody looks, or the last time still waits for its
 * turn, it does not: who comes back gets fresh figures anyway.
 *
 * @param {() => Promise<void>} refresh
 * @param {number} every
 * @param {() => boolean} [wanted] asked each time
 */
export function refreshInTime(refresh, every, wanted = () => true) {
  const main = byId("main");
  let waiting = false;
  const timer = setInterval(async () => {
    if (!main.isConnected) return clearInterval(timer);
    if (document.hidden || waiting || !wanted()) return;
    waiting = true;
    await inTurn(refresh).finally(() => {
      waiting = false;
    });
  }, every);
}
