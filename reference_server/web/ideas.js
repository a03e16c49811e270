/** The Ideas page. */

import { runPage } from "./page.js";

export default runPage(() => async () => {});
