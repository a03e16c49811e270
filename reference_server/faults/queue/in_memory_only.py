"""What is done offline is kept in the page only."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="queue.in_memory_only",
    area="queue",
    title="What is done offline is kept in the page only",
    symptom="Closing the browser before the network is back loses it.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["OF-QUEUE-02"],
)
OLD = "    const put = await this.#db.write(writing);"
NEW = """    const fresh = (writing.put ?? []).filter(({ state }) => state === "waiting");
    this.places = (this.places ?? 1e6) + 1;
    const numbered = fresh.map((op) => ({ ...op, order: op.order || this.places }));
    const put = fresh.length > 0 ? numbered : await this.#db.write(writing);"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/replica.js."""
    overlay(seams, "offline/replica.js", OLD, NEW, hit)
