"""The algorithm that an envelope names does not matter."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.other_algorithm_accepted",
    area="encryption",
    title="The algorithm that an envelope names does not matter",
    symptom="An envelope of another algorithm is opened as if it were of ours.",
    severity=Severity.MAJOR,
    provenance="https://github.com/bitwarden/sdk-sm/pull/1041",
    rows=["L-21"],
    kills=["E2-ENCR-02"],
)
OLD = """    envelope.alg === ALGORITHM &&
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/envelope.js."""
    overlay(seams, "vault/envelope.js", OLD, NEW, hit)
