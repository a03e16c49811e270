"""What was set aside is forgotten by the next page."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.set_aside_until_reload",
    area="replay",
    title="What was set aside is forgotten by the next page",
    symptom="A refused change is lost when the page is loaded anew.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["OF-REPL-02"],
)
OLD = """      this.ops = await this.#db.ops();
      await this.#db.write({ meta: { device: this.device } });"""
NEW = """      const kept = await this.#db.ops();
      const drop = kept.filter(({ state }) => state === "parked").map(({ order }) => order);
      await this.#db.write({ meta: { device: this.device }, drop });
      this.ops = await this.#db.ops();"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/replica.js."""
    overlay(seams, "offline/replica.js", OLD, NEW, hit)
