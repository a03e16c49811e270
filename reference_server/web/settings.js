/** The Settings page. */

import { call, leaveFor } from "./api.js";
import { onPress, onSubmit } from "./commands.js";
import { byId, formById, part } from "./elements.js";
import { clearMessages } from "./messages.js";
import { markReady, runPage } from "./page.js";

export default runPage((person, refresh) => {
  const form = formById("profile");
  const name = /** @type {HTMLInputElement} */ (part(form, "name"));
  const email = byId("email");
  const zone = /** @type {HTMLSelectElement} */ (part(form, "time-zone"));
  const dialog = /** @type {HTMLDialogElement} */ (byId("delete-account"));
  zone.append(...zonesWith(person.time_zone).map((id) => new Option(id.replaceAll("_", " "), id)));

  onSubmit(form, async () => {
    await call("PATCH", "api/auth/me", { name: name.value, time_zone: zone.value });
    await refresh();
    return "Profile saved.";
  });
  byId("delete").addEventListener("click", () => {
    dialog.showModal();
    clearMessages();
  });
  part(dialog, "cancel").addEventListener("click", () => dialog.close());
  onPress(part(dialog, "confirm"), async () => {
    await call("DELETE", "api/auth/me");
    markReady("false");
    return leaveFor("login");
  });

  let shown = "";
  return async () => {
    email.textContent = person.email;
    // What somebody is typing must survive a refresh that brings nothing new.
    const now = JSON.stringify([person.name, person.time_zone]);
    if (shown === now) return;
    shown = now;
    name.value = person.name;
    zone.value = person.time_zone;
  };
});

/**
 * All zones that the browser knows, and the person's own.
 *
 * @param {string} own
 */
function zonesWith(own) {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", own])].sort();
}
