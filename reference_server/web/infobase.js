/** The Infobase page. */

import { itemsPage } from "./items/items-page.js";
import { runPage } from "./page.js";
import { withSearch } from "./search/box.js";

export default runPage(withSearch(itemsPage("infobase")));
