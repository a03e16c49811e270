/**
 * The life of a signed-in page: who is here, the first data, the ready mark, and keeping what is shown true.
 *
 * @import { Person, PlacedPerson } from "./types.js"
 */

import { call, leaveFor, Problem } from "./api.js";
import { inTurn, onPress, STALE } from "./commands.js";
import { whenDayTurns } from "./day.js";
import { byId } from "./elements.js";
import { showProblem } from "./messages.js";

/**
 * Runs a page. Until `build` has run, nothing of it can be used, and a problem is all it shows; whatever brings the
 * page up to date later also makes up for a first attempt that failed.
 *
 * @param {(person: PlacedPerson, refresh: () => Promise<void>) => () => Promise<void>} build wires the page's handlers
 *   and gives the function that loads and shows its data; `person` is kept up to date
 */
export function runPage(build) {
  /** @type {{ person: PlacedPerson, load: () => Promise<void> } | undefined} */
  let built;
  let ready = false;
  let watchesDay = false;

  async function refresh() {
    const found = await readPerson();
    built ??= { person: found, load: build(found, refresh) };
    const { person, load } = built;
    showPerson(Object.assign(person, found));
    await load();
    if (!watchesDay) whenDayTurns(() => person.time_zone, again);
    watchesDay = true;
  }

  const again = keepFresh(refresh, () => {
    if (ready) return;
    ready = built !== undefined;
    markReady(ready ? "true" : "failed");
  });
  guardAgainstHistory();
  onPress(byId("sign-out"), signOut);
  again();
}

/** @param {"true" | "false" | "failed"} state failed: nothing can be used, and only heading and alert are seen */
export function markReady(state) {
  document.documentElement.dataset.ready = state;
}

/** @returns {Promise<PlacedPerson>} the signed-in person */
async function readPerson() {
  /** @type {Person} */
  const person = await call("GET", "api/auth/me");
  return { ...person, time_zone: person.time_zone ?? (await giveZone()) };
}

/**
 * Gives somebody who has no time zone yet the browser's, or UTC where the server does not know the browser's.
 *
 * @returns {Promise<string>}
 */
async function giveZone() {
  let time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    await call("PATCH", "api/auth/me", { time_zone });
  } catch (problem) {
    if (!(problem instanceof Problem && problem.status === 422)) throw problem;
    time_zone = "UTC";
    await call("PATCH", "api/auth/me", { time_zone });
  }
  return time_zone;
}

/** @param {Person} person */
function showPerson(person) {
  byId("person").textContent = person.name;
}

async function signOut() {
  await call("POST", "api/auth/logout");
  markReady("false");
  return leaveFor("login");
}

/** A page that comes back from the history may belong to somebody who has signed out: it hides itself and reloads. */
function guardAgainstHistory() {
  addEventListener("pagehide", () => markReady("false"));
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

/**
 * Refreshes whenever the person or the network comes back, or a command left doubt. A refresh that fails says so, and
 * the next one that does not takes that back.
 *
 * @param {() => Promise<void>} refresh
 * @param {() => void} done called after each refresh, however it ended
 * @returns {() => Promise<void>} refreshes at once, after what is under way
 */
function keepFresh(refresh, done) {
  let waiting = false;
  let takeBack = () => {};
  const again = async () => {
    if (waiting) return;
    waiting = true;
    try {
      await inTurn(() => {
        waiting = false;
        return refresh();
      }).finally(done);
      takeBack();
    } catch (problem) {
      takeBack = showProblem(problem);
    }
  };
  const whileSeen = () => {
    if (!document.hidden) again();
  };
  for (const event of ["focus", "online", STALE]) addEventListener(event, whileSeen);
  document.addEventListener("visibilitychange", whileSeen);
  return again;
}
