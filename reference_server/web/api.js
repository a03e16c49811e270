/**
 * The server, seen from a page: JSON in, JSON out, and every failure a `Problem` with a sentence for the person.
 * Addresses are told from the application's root, so that the product also works below a path prefix.
 *
 * @import { Listing, ProblemDocument } from "./types.js"
 */

import { lockedInWords, waitInWords } from "./advice.js";
import { network } from "./offline/network.js";
import { at, pathBelow } from "./root.js";

/** A refusal by the server, or the failure to reach it. `message` is meant to be read by the person. */
export class Problem extends Error {
  /** @param {ProblemDocument} document */
  constructor(document) {
    super(document.detail);
    this.name = "Problem";
    this.status = document.status;
    /** Which problem it is: the last part of the document's `type`, or "" for one that has none. */
    this.type = document.type?.split("/").at(-1) ?? "";
    /** The whole document: some problems tell more than a sentence. */
    this.facts = document;
    this.errors = document.errors ?? [];
    this.running = document.running;
  }

  /**
   * A refusal by the page itself, before anything was sent.
   *
   * @param {string} type
   * @param {string} detail
   */
  static ofPage(type, detail) {
    return new Problem({ type: `/problems/${type}`, status: 422, detail });
  }

  /** Whether things may now be otherwise than the page shows them: a conflict, or an outcome that is not known. */
  get leavesDoubt() {
    return this.status === 409 || this.status === 0 || this.status >= 500;
  }
}

/**
 * @typedef {object} CallOptions
 * @property {Record<string, string>} [headers]
 * @property {number} [patience] milliseconds after which the answer is not waited for any more
 * @property {boolean} [stay] whether the caller sees itself to somebody who is signed out
 */

/**
 * Sends one request and gives its answer's body (null for an empty one). Throws `Problem`.
 * A signed-out person is taken to the sign-in page, and from there back to this page; any other 401, such as a wrong
 * passphrase, is a problem like all others.
 *
 * @param {"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} method
 * @param {string} path below the application's root, such as `api/today?date=2026-03-01`
 * @param {object} [body]
 * @param {CallOptions} [options]
 * @returns {Promise<any>}
 */
export async function call(method, path, body, options) {
  return (await answerTo(method, path, body, options)).content;
}

/**
 * Reads a part of a list whose further parts the header `Link` leads to (RFC 8288).
 *
 * @template Item
 * @param {string} path
 * @param {CallOptions} [options]
 * @returns {Promise<{items: Item[], next: string | undefined}>} `next` is the path of the next part
 */
export async function readPart(path, options) {
  const { content, next } = await answerTo("GET", path, undefined, options);
  return { items: content, next };
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object | undefined} body
 * @param {CallOptions} [options]
 * @returns {Promise<Answer>}
 */
async function answerTo(method, path, body, { headers = {}, stay = false, patience } = {}) {
  const answer = await exchange(method, path, body, headers, patience);
  const { status, ok, content, retryAfter } = answer;
  if (ok && content === null && status !== 204) throw unreached(); // somebody else has answered, such as a portal
  if (ok) return answer;
  const wait = status === 429 ? { retry_after: content?.retry_after ?? retryAfter } : {};
  const document = { ...content, ...wait };
  const problem = new Problem({ ...document, status, detail: detailOf(status, document) });
  if (status === 401 && problem.type === "signed-out" && !stay) return leaveForSignIn();
  throw problem;
}

/**
 * The sentence for a refusal: where the person can do something about it, what that is.
 *
 * @param {number} status
 * @param {any} content
 */
function detailOf(status, content) {
  if (status === 423) return lockedInWords(content?.reason);
  if (status === 429) return waitInWords(content.retry_after ?? Number.NaN);
  return content?.detail ?? `The server could not do this just now (${status}). Please try again.`;
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
 * @typedef {object} Answer
 * @property {number} status
 * @property {boolean} ok
 * @property {any} content null when the answer holds no JSON
 * @property {number | undefined} retryAfter in seconds
 * @property {string | undefined} next where the header `Link` leads on to
 */

/**
 * @param {string} method
 * @param {string} path
 * @param {object | undefined} body
 * @param {Record<string, string>} headers
 * @param {number | undefined} patience
 * @returns {Promise<Answer>}
 */
async function exchange(method, path, body, headers, patience) {
  const signal = AbortSignal.any([network.lost, ...(patience ? [AbortSignal.timeout(patience)] : [])]);
  const content = body && { body: JSON.stringify(body) };
  const type = body && { "Content-Type": "application/json" };
  try {
    const response = await fetch(at(path), { method, headers: { ...type, ...headers }, ...content, signal });
    const { status, ok } = response;
    network.tell(true);
    const text = response.headers.get("Content-Type")?.includes("json") ? await response.text() : "";
    // The header may also be a date, or missing: then nobody has said for how long.
    const wait = response.headers.get("Retry-After") ?? "";
    const retryAfter = /^\d+$/.test(wait) ? Number(wait) : undefined;
    const next = /<([^>]*)>; rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
    return { status, ok, content: text === "" ? null : JSON.parse(text), retryAfter, next };
  } catch {
    // No answer, or one that broke off in the middle.
    throw unreached();
  }
}

function unreached() {
  network.tell(false);
  return new Problem({ status: 0, detail: "The server could not be reached. Check your connection and try again." });
}

let leaving = false;

/**
 * Leaves for another page, once: a second way out would break the first one off. Nothing that waits for its turn happens any more.
 *
 * @param {string} address below the application's root
 * @returns {Promise<never>} never settles, because this page is on its way out
 */
export function leaveFor(address) {
  if (!leaving) location.replace(at(address));
  leaving = true;
  return new Promise(() => {});
}

/** Goes to sign in. The way back is named without a path prefix, which is the server's to know. */
export function leaveForSignIn() {
  const here = `/${pathBelow(location)}${location.search}`;
  return leaveFor(`login?return_to=${encodeURIComponent(here)}`);
}
