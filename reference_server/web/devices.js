/**
 * The Devices page: the person's watchers, and letting a new one in.
 *
 * @import { Device } from "./types.js"
 */

import { call, Problem } from "./api.js";
import { CardList, withItem } from "./cards.js";
import { onSubmit } from "./commands.js";
import { Decision } from "./devices-page/decision.js";
import { DeviceCard } from "./devices-page/device-card.js";
import { RemovalDialog, RenameDialog } from "./devices-page/device-dialogs.js";
import { followVault } from "./devices-page/pairing-state.js";
import { atCode, userCodeOf } from "./devices-page/user-code.js";
import { byId, formById, part } from "./elements.js";
import { clearMessages, say } from "./messages.js";
import { runPage } from "./page.js";
import { knowVault } from "./vault/guarded.js";

export default runPage((person) => {
  /** @type {Device[]} */
  let devices = [];
  const form = formById("find-watcher");
  const code = /** @type {HTMLInputElement} */ (part(form, "code"));
  const section = byId("devices");
  const unreached = part(section, "unreached");
  const decision = new Decision(person, decided);
  const rename = new RenameDialog((saved) => show(withItem(devices, saved)));
  const removal = new RemovalDialog(({ id }) => show(devices.filter((device) => device.id !== id)));
  const list = new CardList(
    section,
    /** @param {Device} device */
    (device) =>
      new DeviceCard(device, person, {
        rename: (each) => rename.open(each),
        remove: (each) => removal.open(each),
      }),
  );

  /** @param {Device[]} present */
  function show(present) {
    devices = present;
    list.show(devices);
  }

  /** @param {Device} [paired] */
  function decided(paired) {
    form.reset();
    // The code is used up: neither a reload nor the way back shall bring it in again.
    history.replaceState(history.state, "", location.pathname);
    if (paired) show(withItem(devices, paired));
    (paired ? byId("devices-heading") : code).focus();
  }

  async function readDevices() {
    try {
      show((await call("GET", "api/daw/devices")).devices);
      unreached.hidden = true;
    } catch (problem) {
      if (!(problem instanceof Problem && problem.status === 0)) throw problem;
      unreached.hidden = false;
    }
  }

  /** Where the answer to a pairing was lost, the list tells how it ended. */
  function noticePairing() {
    const paired = decision.among(devices);
    if (!paired) return;
    decision.close();
    decided(paired);
    clearMessages();
    say(`${paired.name} is paired.`);
  }

  code.value = new URLSearchParams(location.search).get("code") ?? "";
  onSubmit(form, async () => {
    decision.close();
    code.value = userCodeOf(code.value);
    await decision.open(await findWatcher(code.value));
    return "Compare the check codes.";
  });
  followVault();

  return async () => {
    await knowVault();
    await readDevices();
    noticePairing();
  };
});

/** @param {string} code */
async function findWatcher(code) {
  try {
    return await call("GET", `api/daw/pairings/${code}`);
  } catch (problem) {
    if (!(problem instanceof Problem && problem.status === 404)) throw problem;
    throw atCode("is unknown, or has expired; compare it with what the watcher shows now");
  }
}
