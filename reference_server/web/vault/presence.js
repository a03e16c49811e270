/** The vault on every page: its state in the banner, the way to open it, and what is cleared when it locks. */

import { lockReason } from "../advice.js";
import { byId } from "../elements.js";
import { say } from "../messages.js";
import { forgetIndexAtLock } from "../search/forgetting.js";
import { sync } from "../sync.js";
import { SecretDialog } from "./secret-dialog.js";
import { vault } from "./vault.js";

/** @type {SecretDialog<void> | undefined} */
let unlockDialog;

/**
 * Begins to be one person's application, once.
 *
 * @param {string} userId
 */
export async function showVault(userId) {
  if (vault.userId) return;
  await vault.start(userId);
  unlockDialog = new SecretDialog(
    "unlock",
    (field) => vault.unlock(field("passphrase")),
    () => "The vault is unlocked.",
  );
  byId("forgot").addEventListener("click", () => unlockDialog?.close());
  byId("vault-state").addEventListener("click", () => {
    if (vault.state === "unlocked") vault.lock("manual");
    else askForPassphrase();
  });
  vault.addEventListener("change", showState);
  vault.addEventListener("locked", () => say(lockReason(vault.reason)));
  vault.onLock("view", clearView);
  forgetIndexAtLock();
  vault.onLock("index", forgetLastMatch);
  sync.start();
}

/** Opens the dialog that unlocks the vault. */
export function askForPassphrase() {
  byId("unlock-reason").textContent = vault.reason ? lockReason(vault.reason) : "";
  unlockDialog?.open();
}

function showState() {
  const open = vault.state === "unlocked";
  const button = byId("vault-state");
  button.hidden = !open && vault.state !== "locked";
  button.textContent = open ? "Vault unlocked" : "Vault locked";
  button.title = open ? "Lock the vault" : "Unlock the vault";
  button.classList.toggle("open", open);
  byId("vault-setup").hidden = vault.state !== "none";
}

/** JavaScript keeps the last text that a pattern was found in, for `RegExp.input`: now it is this one. */
function forgetLastMatch() {
  /^/.test("");
}

/** Closes and empties whatever is marked as holding what only an open vault may show. */
function clearView() {
  for (const place of document.querySelectorAll("[data-vault]")) {
    if (place instanceof HTMLDialogElement) place.close();
    for (const form of place.querySelectorAll("form")) form.reset();
    if (place instanceof HTMLFormElement) place.reset();
  }
}
