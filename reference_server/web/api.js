/**
 * The server, seen from a page: JSON in, JSON out, and every failure a `Problem` with a sentence for the person.
 * Addresses are relative, so that the product also works below a path prefix.
 *
 * @import { Listing, ProblemDocument } from "./types.js"
 */

const PATIENCE_MS = 20_000;

/** A refusal by the server, or the failure to reach it. `message` is meant to be read by the person. */
export class Problem extends Error {
  /** @param {ProblemDocument} document */
  constructor(document) {
    super(document.detail);
    this.name = "Problem";
    this.status = document.status;
    this.errors = document.errors ?? [];
    this.running = document.running;
  }
}

/**
 * Sends one request and gives its answer's body (null for an empty one). Throws `Problem`.
 * A signed-out person is taken to the sign-in page, and from there back to this page.
 *
 * @param {"GET" | "POST" | "PATCH" | "DELETE"} method
 * @param {string} path below the page's own folder, such as `api/today?date=2026-03-01`
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export async function call(method, path, body) {
  const response = await send(method, path, body);
  if (response.status === 401) return leaveForSignIn();
  if (!response.ok) throw new Problem(await problemOf(response));
  return response.status === 204 ? null : response.json();
}

/**
 * Reads a list to its end, whatever the server's page size is.
 *
 * @template Item
 * @param {string} path
 * @returns {Promise<Item[]>}
 */
export async function readAll(path) {
  /** @type {Item[]} */
  const items = [];
  let cursor = "";
  do {
    /** @type {Listing<Item>} */
    const listing = await call("GET", `${path}${path.includes("?") ? "&" : "?"}limit=200${cursor}`);
    items.push(...listing.items);
    cursor = listing.next_cursor === null ? "" : `&cursor=${encodeURIComponent(listing.next_cursor)}`;
  } while (cursor);
  return items;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function send(method, path, body) {
  /** @type {RequestInit} */
  const options = { method, signal: AbortSignal.timeout(PATIENCE_MS) };
  if (body) Object.assign(options, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  try {
    return await fetch(path, options);
  } catch {
    throw new Problem({
      status: 0,
      detail: "The server could not be reached. Check your connection and try again.",
    });
  }
}

/**
 * @param {Response} response
 * @returns {Promise<ProblemDocument>}
 */
async function problemOf(response) {
  const known = response.headers.get("Content-Type")?.startsWith("application/problem+json");
  if (known) return response.json();
  return {
    status: response.status,
    detail: `The server could not do this just now (${response.status}). Please try again.`,
  };
}

/**
 * Goes to sign in. The way back is named without a path prefix, which is the server's to know.
 *
 * @returns {Promise<never>} never settles, because the page is on its way out
 */
function leaveForSignIn() {
  const here = location.pathname.slice(location.pathname.lastIndexOf("/")) + location.search;
  location.replace(`login?return_to=${encodeURIComponent(here)}`);
  return new Promise(() => {});
}
