/**
 * The life of the application while somebody is signed in: who is here, the first data, the ready mark, and keeping what is shown true.
 *
 * @import { Person, PlacedPerson } from "./types.js"
 */

import { call, leaveFor, Problem } from "./api.js";
import { inTurn, onPress, STALE } from "./commands.js";
import { whenDayTurns } from "./day.js";
import { byId } from "./elements.js";
import { say, showStale } from "./messages.js";
import { navigateSoftly } from "./navigation.js";
import { forgetPerson, personHere, rememberPerson } from "./offline/here.js";
import { showSyncState } from "./offline/indicator.js";
import { mayLeave } from "./offline/leaving.js";
import { replica } from "./offline/replica.js";
import { keepShell } from "./offline/shell.js";
import { sync } from "./sync.js";
import { recall } from "./vault/guarded.js";
import { showVault } from "./vault/presence.js";
import { vault } from "./vault/vault.js";

/**
 * Wires a page's handlers, and gives the function that loads and shows its data. What a page leaves running must stop
 * once its main element is gone: the person may have gone on to another page.
 *
 * @callback Build
 * @param {PlacedPerson} person is kept up to date
 * @param {() => Promise<void>} refresh
 * @returns {() => Promise<void>}
 */

/**
 * One stay on a page.
 *
 * @typedef {object} Visit
 * @property {Build} build
 * @property {() => Promise<void>} [load]
 * @property {boolean} [settled] whether the first attempt to load is over
 * @property {() => void} [ready]
 */

/** @type {Visit | undefined} */
let visit;
/** @type {PlacedPerson | undefined} */
let person;

/**
 * Runs a page: the first one begins the application's life, any other is run when somebody goes there. Until `build` has
 * run, nothing of a page can be used, and a problem is all it shows; whatever brings the page up to date later also
 * makes up for a first attempt that failed.
 *
 * @param {Build} build
 * @returns {Build} for the page's module to export
 */
export function runPage(build) {
  if (!visit) begin({ build });
  return build;
}

/** @param {Visit} first */
function begin(first) {
  visit = first;
  let watchesDay = false;
  const again = keepFresh(refreshVisit);
  guardAgainstHistory();
  keepFocusInSight();
  letConfirmationsGo();
  onPress(byId("sign-out"), signOut);
  navigateSoftly({
    leave: () => markReady("false"),
    arrive(build, ready) {
      visit = { build, ready };
      again();
    },
  });
  again();

  async function refreshVisit() {
    const here = /** @type {Visit} */ (visit);
    try {
      await refresh();
      if (!watchesDay) whenDayTurns(() => /** @type {PlacedPerson} */ (person).time_zone, again);
      watchesDay = true;
    } finally {
      settle(here);
    }
  }
}

async function refresh() {
  const found = await readPerson();
  // Somebody else has signed in, in another tab: nothing of the person before may stay in this document.
  if (person && person.id !== found.id) return startAnew();
  person = Object.assign(person ?? found, found);
  await replica.open(person.id);
  await showVault(person.id);
  showSyncState();
  const here = /** @type {Visit} */ (visit);
  here.load ??= here.build(person, refresh);
  showPerson(person);
  await Promise.all([here.load(), knowVault()]);
}

/** Pages are ready when the banner tells how the vault is. Where that is not to be had now, the next poll makes up. */
async function knowVault() {
  if (vault.state !== "unknown") return;
  await sync.now().catch(() => {});
  if (vault.state === "unknown") await recall();
}

/**
 * Shows a page when the first attempt to load it is over, unless the person has gone on already.
 *
 * @param {Visit} here
 */
function settle(here) {
  if (here !== visit || here.settled) return;
  here.settled = here.load !== undefined;
  markReady(here.settled ? "true" : "failed");
  if (!here.settled) return;
  here.ready?.();
  keepShell();
}

/** @param {"true" | "false" | "failed"} state failed: nothing can be used, and only heading and alert are seen */
export function markReady(state) {
  document.documentElement.dataset.ready = state;
}

/** @returns {Promise<PlacedPerson>} the signed-in person, as this device last heard where the server cannot be reached */
async function readPerson() {
  try {
    /** @type {Person} */
    const told = await call("GET", "api/auth/me");
    const found = { ...told, time_zone: told.time_zone ?? (await giveZone()) };
    rememberPerson(found);
    return found;
  } catch (problem) {
    const here = problem instanceof Problem && problem.status === 0 && personHere();
    if (here) return here;
    throw problem;
  }
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
  for (const link of document.querySelectorAll("nav [data-admin]")) {
    if (link instanceof HTMLElement) link.hidden = !person.is_admin;
  }
}

async function signOut() {
  await sync.now().catch(() => {});
  if (!(await mayLeave())) return "You are still signed in.";
  await vault.lock("sign_out");
  await endSession();
  markReady("false");
  forgetPerson();
  vault.memory?.forgetTold();
  await replica.forget();
  return leaveFor("login");
}

/** Where the answer was lost, the second time tells: a session that is over by then was ended by the first. */
async function endSession() {
  const end = () => call("POST", "api/auth/logout", undefined, { stay: true });
  try {
    await end().catch((problem) => {
      if (problem.status !== 0) throw problem;
      return end();
    });
  } catch (problem) {
    if (!(problem instanceof Problem && problem.type === "signed-out")) throw problem;
  }
}

/** @returns {Promise<never>} never settles, because this page is on its way out */
function startAnew() {
  markReady("false");
  location.reload();
  return new Promise(() => {});
}

/** A page that comes back from the history may belong to somebody who has signed out: it hides itself and reloads. */
function guardAgainstHistory() {
  addEventListener("pagehide", () => markReady("false"));
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

/** A browser only sees to it that the cursor is in sight: of a large field, the status line must not cover the rest. */
function keepFocusInSight() {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLTextAreaElement) target.scrollIntoView({ block: "nearest" });
  });
}

/** A confirmation lies over the page: it goes when the person goes on with something else. */
function letConfirmationsGo() {
  document.addEventListener("input", () => say(""));
}

/**
 * Refreshes whenever the person or the network comes back, or a command left doubt. A refresh that fails says so, and
 * the next one that does not takes that back.
 *
 * @param {() => Promise<void>} refresh
 * @returns {() => Promise<void>} refreshes at once, after what is under way
 */
function keepFresh(refresh) {
  let waiting = false;
  let takeBack = () => {};
  const again = async () => {
    if (waiting) return;
    waiting = true;
    try {
      await inTurn(() => {
        waiting = false;
        return refresh();
      });
      takeBack();
    } catch (problem) {
      takeBack = showStale(problem);
    }
  };
  const whileSeen = () => {
    if (!document.hidden) again();
  };
  for (const event of ["focus", "online", STALE]) addEventListener(event, whileSeen);
  document.addEventListener("visibilitychange", whileSeen);
  replica.addEventListener("news", whileSeen);
  return again;
}
