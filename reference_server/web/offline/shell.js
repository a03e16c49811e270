/** The service worker, as pages see it: it opens them without a network, and may go on to another build beneath them. */

import { at } from "../root.js";

let outdated = false;
let asked = false;

/** Lets the application open without a network from now on; once a document, when the person has their page. */
export function keepShell() {
  const { serviceWorker } = navigator;
  // Some browsers have none in private windows.
  if (asked || !serviceWorker) return;
  asked = true;
  let controlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    outdated ||= controlled;
    controlled = true;
  });
  serviceWorker
    .register(at("worker.js"))
    .catch((problem) => console.warn("Pages do not open without a network.", problem));
}

/** Whether what this document loads from now on is of another build than what it has loaded. */
export function isOutdated() {
  return outdated;
}
