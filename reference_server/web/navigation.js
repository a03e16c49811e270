/**
 * Going from page to page without leaving the document, because what a vault has open lives in this document's memory.
 * A page that cannot be brought in this way is loaded in full.
 *
 * @import { Build } from "./page.js"
 */

import { byId, forgetRemoved } from "./elements.js";
import { say } from "./messages.js";
import { isOutdated } from "./offline/shell.js";
import { pathBelow } from "./root.js";

/** What makes a page: everything else stays as it is. */
const REPLACED = ["main", "dialogs"];

/**
 * @typedef {object} Life what the application does on the way
 * @property {() => void} leave hides the page at hand
 * @property {(build: Build, ready: () => void) => void} arrive runs the page whose elements are there by now, and calls
 *   back when it can be used
 */

/**
 * Takes over clicks on links to the application's pages, and the browser's way back and forward.
 *
 * @param {Life} life
 */
export function navigateSoftly(life) {
  anchorFrame();
  const pages = new Set(mainLinks().map((link) => link.pathname));
  let shown = addressOf(location);
  /** Counts departures: only the latest may arrive. */
  let departures = 0;

  /**
   * @param {URL} url
   * @param {"push" | "keep"} history whether the browser's history takes a step
   */
  async function go(url, history) {
    departures += 1;
    const departure = departures;
    life.leave();
    try {
      const [page, module] = await Promise.all([read(url), import(`./${pathBelow(url)}.js`)]);
      if (departure === departures) arrive(page, module.default, url, history);
    } catch (problem) {
      if (departure === departures) loadInFull(url, history, problem);
    }
  }

  /**
   * @param {Document} page
   * @param {Build} build
   * @param {URL} url
   * @param {"push" | "keep"} history
   */
  function arrive(page, build, url, history) {
    if (history === "push" && addressOf(url) !== shown) window.history.pushState(null, "", url);
    shown = addressOf(url);
    show(page);
    life.arrive(build, () => focusOn(url.hash));
  }

  document.addEventListener("click", (event) => {
    const url = wayOf(event);
    if (!url || !pages.has(url.pathname)) return;
    if (addressOf(url) === shown && url.hash) return;
    event.preventDefault();
    go(url, "push");
  });
  addEventListener("popstate", () => {
    if (addressOf(location) !== shown) go(new URL(location.href), "keep");
  });
}

/** Links that stay in the document go on leading where they do, also from a page in another folder. */
function anchorFrame() {
  for (const link of document.querySelectorAll(":is(header, #unlock) a, link[rel=icon]")) {
    link.setAttribute("href", /** @type {HTMLAnchorElement | HTMLLinkElement} */ (link).href);
  }
}

/**
 * Where a click leads, if it is a plain one on a plain link of this site.
 *
 * @param {MouseEvent} event
 * @returns {URL | undefined}
 */
function wayOf({ target, button, defaultPrevented, altKey, ctrlKey, metaKey, shiftKey }) {
  if (defaultPrevented || button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return undefined;
  const link = target instanceof Element ? target.closest("a") : null;
  if (!link?.href || link.target || link.hasAttribute("download")) return undefined;
  const url = new URL(link.href);
  return url.origin === location.origin ? url : undefined;
}

/**
 * @param {URL} url
 * @returns {Promise<Document>}
 */
async function read(url) {
  if (isOutdated()) throw new Error("There is another build of the application.");
  const response = await fetch(url);
  // Somebody who is signed out is led to sign in: that is a page of its own.
  if (!response.ok || response.redirected) throw new Error(`${url.pathname} is not to be had here.`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** @param {Document} page */
function show(page) {
  document.title = page.title;
  for (const id of REPLACED) byId(id).replaceWith(/** @type {HTMLElement} */ (page.getElementById(id)));
  forgetRemoved();
  for (const link of mainLinks()) link.ariaCurrent = link.pathname === location.pathname ? "page" : null;
  say("");
}

/**
 * Tells of the new page, and lets who works by keyboard go on from its heading, or from the place that the address names.
 *
 * @param {string} hash
 */
function focusOn(hash) {
  byId("arrival").textContent = document.title;
  const place = document.getElementById(decodeURIComponent(hash.slice(1)));
  scrollTo(0, 0);
  if (place?.checkVisibility()) place.focus();
  else document.querySelector("h1")?.focus();
}

/**
 * @param {URL} url
 * @param {"push" | "keep"} history
 * @param {unknown} problem
 */
function loadInFull(url, history, problem) {
  console.warn("A full load is needed.", problem);
  if (history === "push") location.assign(url);
  else location.reload();
}

/** @returns {HTMLAnchorElement[]} */
function mainLinks() {
  return [...document.querySelectorAll("nav a")].map((link) => /** @type {HTMLAnchorElement} */ (link));
}

/** @param {URL | Location} place */
function addressOf({ pathname, search }) {
  return pathname + search;
}
