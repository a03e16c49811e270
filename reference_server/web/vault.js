/** The Vault page: setting it up, its state and settings, and every operation on its keys. */

import { onPress, onSubmit } from "./commands.js";
import { byId, formById, listenWhileShown, part } from "./elements.js";
import { runPage } from "./page.js";
import { createVault } from "./vault/creation.js";
import { guarded, readVault } from "./vault/guarded.js";
import { changePassphrase } from "./vault/passphrase.js";
import { askForPassphrase } from "./vault/presence.js";
import { recover, renewRecoveryCodes } from "./vault/recovery.js";
import { rotate } from "./vault/rotation.js";
import { SecretDialog } from "./vault/secret-dialog.js";
import { SecretForm } from "./vault/secret-form.js";
import { vault } from "./vault/vault.js";
import { CodesView } from "./vault-page/codes.js";
import { VaultFactsView } from "./vault-page/facts.js";
import { RenewalView } from "./vault-page/renewal.js";
import { SettingsView } from "./vault-page/settings.js";

export default runPage((person) => {
  const main = byId("main");
  const facts = new VaultFactsView(person);
  const settings = new SettingsView(formById("vault-settings"));
  const renewal = new RenewalView(byId("renew-keys"));
  const codes = new CodesView(() => {
    show();
    byId("vault-facts-heading").focus();
  });

  function show() {
    if (vault.state !== "unlocked") codes.forget();
    const focused = main.contains(document.activeElement);
    for (const place of main.querySelectorAll("[data-when]")) {
      if (place instanceof HTMLElement) place.hidden = !isWhen(place.dataset.when ?? "", codes.shown);
    }
    // Who works by keyboard goes on from the heading, where the button that was pressed is gone.
    if (focused && !document.activeElement?.checkVisibility()) byId("vault-facts-heading").focus();
    if (!vault.view) return;
    facts.show(vault.view);
    settings.show(vault.view);
  }

  /** @param {string[]} made */
  function showCodes(made) {
    codes.show(made);
    show();
    byId("codes-heading").focus();
  }

  new SecretForm(formById("create-vault"), async (field) => {
    showCodes(await createVault(field("new_passphrase")));
    return "Your vault is set up.";
  });
  const passphrase = new SecretDialog(
    "change-passphrase",
    (field) => changePassphrase(field("passphrase"), field("new_passphrase")),
    () => "Passphrase changed. All other devices are locked.",
  );
  const renewCodes = new SecretDialog(
    "renew-codes",
    (field) => renewRecoveryCodes(field("passphrase")),
    (made) => {
      showCodes(made);
      return "New recovery codes made. Those before are void.";
    },
  );
  const recovery = new SecretDialog(
    "recover",
    (field) => recover(field("code"), field("new_passphrase")),
    () => {
      byId("vault-facts-heading").focus();
      return "The vault is open, with its new passphrase. All other devices are locked.";
    },
  );
  const keys = new SecretDialog(
    "renew-keys",
    (field) => rotate(field("passphrase"), (done, total) => renewal.show(done, total)).finally(() => renewal.hide()),
    () => "The keys are renewed. All other devices are locked.",
  );

  onSubmit(formById("vault-settings"), async () => {
    vault.keep((await guarded("PATCH", "api/vault", settings.written)).vault);
    return "Vault settings saved.";
  });
  for (const [id, dialog] of Object.entries({ passphrase, recovery, keys })) {
    part(byId(id), "open").addEventListener("click", () => dialog.open());
  }
  part(byId("recovery"), "renew").addEventListener("click", () => renewCodes.open());
  part(byId("vault-facts"), "unlock").addEventListener("click", askForPassphrase);
  // Not in turn with other commands: whatever they wait for, locking does not.
  part(byId("vault-facts"), "lock").addEventListener("click", () => vault.lock("manual"));
  onPress(part(byId("vault-facts"), "lock-elsewhere"), async () => {
    await vault.lockElsewhere();
    return "The vault is locked on all devices.";
  });
  listenWhileShown(main, vault, "change", show);

  return async () => {
    await readVault();
    show();
  };
});

/**
 * Whether a part of the page is there now.
 *
 * @param {string} when
 * @param {boolean} codesShown
 */
function isWhen(when, codesShown) {
  if (codesShown || when === "codes") return codesShown && when === "codes";
  const states = { none: ["none"], vault: ["locked", "unlocked"], locked: ["locked"], open: ["unlocked"] };
  return states[/** @type {keyof typeof states} */ (when)].includes(vault.state);
}
