/**
 * The life of a signed-in page: who is here, the first data, the ready mark, and keeping what is shown true.
 *
 * @import { Person, PlacedPerson } from "./types.js"
 */

import { call, leaveFor } from "./api.js";
import { inTurn, onPress, STALE } from "./commands.js";
import { whenDayTurns } from "./day.js";
import { byId } from "./elements.js";
import { showProblem } from "./messages.js";

/**
 * Runs a page.
 *
 * @param {(person: PlacedPerson, refresh: () => Promise<void>) => () => Promise<void>} build wires the page's handlers
 *   and gives the function that loads and shows its data; `person` is kept up to date
 */
export async function runPage(build) {
  guardAgainstHistory();
  onPress(byId("sign-out"), signOut);
  try {
    const person = await readPerson();
    const load = build(person, refresh);
    async function refresh() {
      showPerson(Object.assign(person, await readPerson()));
      await load();
    }
    showPerson(person);
    await load();
    keepFresh(person, refresh);
  } catch (problem) {
    showProblem(problem);
  } finally {
    markReady(true);
  }
}

/** @param {boolean} ready */
export function markReady(ready) {
  document.documentElement.dataset.ready = String(ready);
}

/**
 * The signed-in person. Somebody who has no time zone yet gets the browser's.
 *
 * @returns {Promise<PlacedPerson>}
 */
async function readPerson() {
  /** @type {Person} */
  const person = await call("GET", "api/auth/me");
  const time_zone = person.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (person.time_zone === null) await call("PATCH", "api/auth/me", { time_zone });
  return { ...person, time_zone };
}

/** @param {Person} person */
function showPerson(person) {
  byId("person").textContent = person.name;
}

async function signOut() {
  await call("POST", "api/auth/logout");
  markReady(false);
  return leaveFor("login");
}

/** A page that comes back from the history may belong to somebody who has signed out: it hides itself and reloads. */
function guardAgainstHistory() {
  addEventListener("pagehide", () => markReady(false));
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

/**
 * @param {PlacedPerson} person
 * @param {() => Promise<void>} refresh
 */
function keepFresh(person, refresh) {
  let waiting = false;
  const again = async () => {
    if (waiting || document.hidden) return;
    waiting = true;
    try {
      await inTurn(() => {
        waiting = false;
        return refresh();
      });
    } catch (problem) {
      showProblem(problem);
    }
  };
  whenDayTurns(() => person.time_zone, again);
  for (const event of ["focus", "online", STALE]) addEventListener(event, again);
  document.addEventListener("visibilitychange", again);
}
