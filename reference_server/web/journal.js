/** The Journal page. */

import { itemsPage } from "./items/items-page.js";
import { runPage } from "./page.js";

export default runPage(itemsPage("journal"));
