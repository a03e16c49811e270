/**
 * Who is signed in on this device, for pages that cannot ask the server. It goes with the sign-out.
 *
 * @import { PlacedPerson } from "../types.js"
 */

const KEY = "person";

/** @returns {PlacedPerson | null} whoever was signed in when a page last heard of it */
export function personHere() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    return null; // the browser keeps nothing for this site, or something else
  }
}

/** @param {PlacedPerson} person */
export function rememberPerson(person) {
  try {
    localStorage.setItem(KEY, JSON.stringify(person));
  } catch {
    // Then this device shows nothing without the server.
  }
}

export function forgetPerson() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept either.
  }
}
