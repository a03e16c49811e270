/** The page of administrators about backed-up files: everybody's, as they are at this moment. */

import { readFiles } from "../admin-page/files.js";
import { FilesView } from "../admin-page/files-view.js";
import { refreshInTime } from "../admin-page/in-time.js";
import { Problem } from "../api.js";
import { command } from "../commands.js";
import { counted } from "../day.js";
import { runPage } from "../page.js";

const REFRESH_EVERY = 15_000;
/** Files that are shown at first, and each time that somebody asks for more. */
const PAGE = 50;

export default runPage((person) => {
  let wanted = PAGE;
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

  refreshInTime(refresh, REFRESH_EVERY);
  return refresh;
});
