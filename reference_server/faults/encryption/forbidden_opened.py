"""What is under a forbidden policy is opened."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.forbidden_opened",
    area="encryption",
    title="What is under a forbidden policy is opened",
    symptom="Entries under a broken cipher are shown as if they could be trusted.",
    severity=Severity.MAJOR,
    provenance="CWE-327",
    kills=["E2-ENCR-04"],
)
OLD = 'if (!policy || policy.status === "forbidden")'
NEW = "if (!policy)"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/policy-book.js."""
    overlay(seams, "vault/policy-book.js", OLD, NEW, hit)
