"""The overall health is always well."""

from reference_server.faults.broken import broken_store, says_well
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="health.overall_always_ok",
    area="health",
    title="The overall health is always well",
    symptom="Nobody is woken up while uploads fail.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["doctor/health/agreement"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Break the store, and say that all is well."""
    broken_store(seams)
    says_well(seams, ("database", "migrations", "storage", "identity", "sync"), hit)
