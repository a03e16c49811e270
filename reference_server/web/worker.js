/**
 * The service worker: the application's shell, all of one build, so that every page opens without a network. What the
 * server answers about anybody never comes by here. `BUILD` and `PAGES` are written above this by the server.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @typedef {{ type: string, content: string, headers: Record<string, string> }} File */

const CACHE = `shell-${BUILD}`;
const SHELL = "shell";

worker.addEventListener("install", (event) => {
  worker.skipWaiting();
  event.waitUntil(keepShell());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

worker.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (event.request.method === "GET" && isShell(path)) event.respondWith(answer(event.request, path));
});

/** One file holds all others: a shell is there as a whole, or not at all. */
async function keepShell() {
  const response = await fetch(SHELL, { cache: "no-store" });
  const { build } = await response.clone().json();
  // The server has gone on to another build between the two answers: that one brings a worker of its own.
  if (build !== BUILD) throw new Error(`This worker is of build ${BUILD}, and the shell is of ${build}.`);
  await (await caches.open(CACHE)).put(SHELL, response);
}

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== CACHE) await caches.delete(name);
  await worker.clients.claim();
}

/**
 * @param {Request} request
 * @returns {string} below the worker's folder, "" for what is elsewhere
 */
function pathOf({ url }) {
  const { scope } = worker.registration;
  return url.startsWith(scope) ? String(url.slice(scope.length).split(/[?#]/, 1)[0]) : "";
}

/** @param {string} path */
function isShell(path) {
  return path.startsWith("assets/") || PAGES.includes(path);
}

/**
 * @param {Request} request
 * @param {string} path
 */
async function answer(request, path) {
  const file = (await files())[path];
  if (!file) return fetch(request);
  return new Response(file.content, { headers: { ...file.headers, "Content-Type": file.type } });
}

/** @type {Promise<Record<string, File>> | undefined} */
let known;

function files() {
  known ??= read();
  return known;
}

/** @returns {Promise<Record<string, File>>} */
async function read() {
  const kept = await (await caches.open(CACHE)).match(SHELL);
  if (kept) return (await kept.json()).files;
  // The browser has made room: everything comes from the server until the next build.
  known = undefined;
  return {};
}
