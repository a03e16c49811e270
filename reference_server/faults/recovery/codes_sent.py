"""The codes go to the server along with their set."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.codes_sent",
    area="recovery",
    title="The codes go to the server along with their set",
    symptom="Whoever reads the server's log can open every vault.",
    severity=Severity.CRITICAL,
    provenance="CWE-532",
    kills=["E2-RECO-01"],
)
OLD = 'await guarded("POST", "api/vault/recovery", {'
NEW = 'await guarded("POST", `api/vault/recovery?made=${written.join()}`, {'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/recovery.js."""
    overlay(seams, "vault/recovery.js", OLD, NEW, hit)
