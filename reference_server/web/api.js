/**
 * The server, seen from a page: JSON in, JSON out, and every failure a `Problem` with a sentence for the person.
 * Addresses are relative, so that the product also works below a path prefix.
 *
 * @import { Listing, ProblemDocument } from "./types.js"
 */

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

  /** Whether things may now be otherwise than the page shows them: a conflict, or an outcome that is not known. */
  get leavesDoubt() {
    return this.status === 409 || this.status === 0 || this.status >= 500;
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
  const { status, ok, content } = await exchange(method, path, body);
  if (status === 401) return leaveForSignIn();
  if (ok) return content;
  const detail = content?.detail ?? `The server could not do this just now (${status}). Please try again.`;
  throw new Problem({ ...content, status, detail });
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
 * @returns {Promise<{status: number, ok: boolean, content: any}>} `content` is null when the answer holds no JSON
 */
async function exchange(method, path, body) {
  const content = body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(path, { method, ...content });
    const { status, ok, headers } = response;
    const text = headers.get("Content-Type")?.includes("json") ? await response.text() : "";
    return { status, ok, content: text === "" ? null : JSON.parse(text) };
  } catch {
    // No answer, or one that broke off in the middle.
    throw new Problem({
      status: 0,
      detail: "The server could not be reached. Check your connection and try again.",
    });
  }
}

/**
 * Leaves for another page. Nothing that waits for its turn happens any more.
 *
 * @param {string} address
 * @returns {Promise<never>} never settles, because this page is on its way out
 */
export function leaveFor(address) {
  location.replace(address);
  return new Promise(() => {});
}

/** Goes to sign in. The way back is named without a path prefix, which is the server's to know. */
function leaveForSignIn() {
  const here = location.pathname.slice(location.pathname.lastIndexOf("/")) + location.search;
  return leaveFor(`login?return_to=${encodeURIComponent(here)}`);
}
