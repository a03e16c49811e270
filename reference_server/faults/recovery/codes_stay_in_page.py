"""The codes stay in the page when they are out of sight."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.codes_stay_in_page",
    area="recovery",
    title="The codes stay in the page when they are out of sight",
    symptom="A script or a borrowed computer finds them for as long as the page is open.",
    severity=Severity.MAJOR,
    provenance="CWE-316",
    kills=["E2-RECO-01"],
)
OLD = """    this.#shown = false;
    this.#list.replaceChildren();"""
NEW = "    this.#shown = false;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault-page/codes.js."""
    overlay(seams, "vault-page/codes.js", OLD, NEW, hit)
