"""What is under an unknown policy is opened."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.unknown_policy_opened",
    area="encryption",
    title="What is under an unknown policy is opened",
    symptom="A name that no administrator gave passes for a policy.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-ENCR-02"],
)
OLD = 'if (!policy || policy.status === "forbidden")'
NEW = 'if (policy?.status === "forbidden")'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/policy-book.js."""
    overlay(seams, "vault/policy-book.js", OLD, NEW, hit)
