/**
 * A locked vault leaves no index on this device: on every page, whether or not it has a search box.
 */

import { vault } from "../vault/vault.js";
import { deleteIndex } from "./index-db.js";

/** Begins to delete the index at each lock, and what is left of one from an earlier visit. */
export function forgetIndexAtLock() {
  vault.onLock("index", forget);
  let heard = "";
  vault.addEventListener("change", () => {
    // Each lock counts once: since then, another tab may have opened the vault, and search.
    const lock = lockHeardOf();
    if (lock !== heard && lock !== "") forget().catch(reportError);
    heard = lock;
  });
}

/** What tells the lock that this page knows of from others; empty where there is none. */
function lockHeardOf() {
  if (vault.state === "none") return "no vault";
  // Without a reason only this page has not opened the vault yet.
  return vault.state === "locked" && vault.reason !== null ? `${vault.epoch} ${vault.reason}` : "";
}

function forget() {
  return deleteIndex(vault.userId);
}
