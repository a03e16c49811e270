"""A device forgets how far an entry had come."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.rollback_unnoticed",
    area="encryption",
    title="A device forgets how far an entry had come",
    symptom="An older revision is shown as the present one after a reload.",
    severity=Severity.CRITICAL,
    provenance="CWE-294",
    rows=["L-23"],
    kills=["E2-ENCR-02"],
)
OLD = """    this.#unsaved.set(id, revision);
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/memory.js."""
    overlay(seams, "vault/memory.js", OLD, NEW, hit)
