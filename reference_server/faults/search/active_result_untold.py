"""Assistive technology is not told where the arrows are."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.active_result_untold",
    area="search",
    title="Assistive technology is not told where the arrows are",
    symptom="Who does not see the page opens results blindly.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-03"],
)
OLD = """    this.#input.setAttribute("aria-activedescendant", active.id);
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/box.js."""
    overlay(seams, "search/box.js", OLD, NEW, hit)
