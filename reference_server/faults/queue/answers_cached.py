"""The service worker keeps what the server says of a person."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="queue.answers_cached",
    area="queue",
    title="The service worker keeps what the server says of a person",
    symptom="Whoever opens the browser finds it in the cache, signed in or not.",
    severity=Severity.CRITICAL,
    provenance="CWE-524",
    kills=["OF-QUEUE-01"],
)
OLD = """worker.addEventListener("fetch", (event) => {
"""
NEW = """worker.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && pathOf(event.request).startsWith("api/")) {
    const kept = fetch(event.request).then(async (told) => {
      await (await caches.open(CACHE)).put(event.request, told.clone());
      return told;
    });
    return event.respondWith(kept.catch(async () => (await caches.match(event.request)) ?? Response.error()));
  }
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter worker.js."""
    overlay(seams, "worker.js", OLD, NEW, hit)
