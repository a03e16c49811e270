/**
 * A locked vault leaves no index on this device: on every page, whether or not it has a search box.
 */

import { vault } from "../vault/vault.js";
import { deleteIndex } from "./index-db.js";

/** Begins to delete the index at each lock, and what is left of one from an earlier visit. */
export function forgetIndexAtLock() {
  vault.onLock("index", forget);
  // Without a reason only this page has not opened the vault yet: another tab may have, and search.
  vault.addEventListener("change", () => {
    if (vault.state === "none" || (vault.state === "locked" && vault.reason !== null)) forget().catch(reportError);
  });
}

function forget() {
  return deleteIndex(vault.userId);
}
