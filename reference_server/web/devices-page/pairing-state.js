/** Whether a watcher can be paired, as the vault is now, and the way there where it cannot. */

import { lockReason } from "../advice.js";
import { byId, listenWhileShown, part } from "../elements.js";
import { askForPassphrase } from "../vault/presence.js";
import { vault } from "../vault/vault.js";

/** Vault states in which a part of the page is there, by its `data-when`. */
const WHEN = new Map([
  ["none", ["none"]],
  ["locked", ["locked"]],
  ["vault", ["unknown", "locked", "unlocked"]],
]);

/** Keeps the page's parts in step with the vault. */
export function followVault() {
  const main = byId("main");
  part(main, "unlock").addEventListener("click", askForPassphrase);
  listenWhileShown(main, vault, "change", show);
  listenWhileShown(main, byId("unlock"), "close", keepFocus);
  show();

  function show() {
    for (const place of main.querySelectorAll("[data-when]")) {
      if (place instanceof HTMLElement) place.hidden = !WHEN.get(place.dataset.when ?? "")?.includes(vault.state);
    }
    part(main, "reason").textContent = vault.state === "locked" ? lockReason(vault.reason) : "";
  }

  /** The button that opened the dialog is gone by then: who works by keyboard goes on with what it was pressed for. */
  function keepFocus() {
    const { activeElement } = document;
    if (activeElement !== document.body && activeElement?.checkVisibility()) return;
    const deciding = byId("decision-heading").checkVisibility();
    (deciding ? byId("decision-heading") : part(main, "code")).focus();
  }
}
