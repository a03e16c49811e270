"""What is under a deprecated policy is not opened."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.deprecated_not_opened",
    area="encryption",
    title="What is under a deprecated policy is not opened",
    symptom="A policy that is merely old takes everything away.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-ENCR-04"],
)
OLD = 'policy.status === "forbidden")'
NEW = "policy.deprecated)"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/policy-book.js."""
    overlay(seams, "vault/policy-book.js", OLD, NEW, hit)
