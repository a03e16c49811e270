/** The Infobase page. */

import { runPage } from "./page.js";

export default runPage(() => async () => {});
