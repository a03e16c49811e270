/** The page of administrators about backed-up files: everybody's, as they are at this moment. */

import { readFiles } from "../admin-page/files.js";
import { FilesView } from "../admin-page/files-view.js";
import { Problem } from "../api.js";
import { command, inTurn } from "../commands.js";
import { counted } from "../day.js";
import { byId } from "../elements.js";
import { runPage } from "../page.js";

const REFRESH_EVERY = 15_000;
/** Files that are shown at first, and each time that somebody asks for more. */
const PAGE = 50;

export default runPage((person) => {
  const main = byId("main");
  let wanted = PAGE;
  let waiting = false;
  const view = new FilesView(person, showMore);

  async function read() {
    const { files, more } = await readFiles(wanted);
    view.show(files, more);
  }

  /** Reads the list anew, or says why that did not work: what is shown stays. */
  async function refresh() {
    try {
      await read();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 403) view.refuse();
      else view.tellTrouble(problem.message);
    }
  }

  function showMore() {
    return command(async () => {
      const before = view.count;
      wanted = before + PAGE;
      await read();
      view.focusOn(before);
      return `${counted(view.count - before, "more file")} shown.`;
    });
  }

  async function refreshInTime() {
    // While nobody looks, or the last one still waits for its turn; who comes back gets a fresh list anyway.
    if (document.hidden || waiting) return;
    waiting = true;
    await inTurn(refresh).finally(() => {
      waiting = false;
    });
  }

  const timer = setInterval(() => {
    if (main.isConnected) void refreshInTime();
    else clearInterval(timer);
  }, REFRESH_EVERY);

  return refresh;
});
