"""The down arrow does nothing."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.arrow_down_ignored",
    area="search",
    title="The down arrow does nothing",
    symptom="Results cannot be reached by the keyboard.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-03"],
)
OLD = """    if (key === "ArrowDown") return () => this.#activate(this.#active === last ? 0 : this.#active + 1);
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/box.js."""
    overlay(seams, "search/box.js", OLD, NEW, hit)
