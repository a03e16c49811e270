"""The object store is always well."""

from reference_server.faults.broken import broken_store, says_well
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="health.storage_always_ok",
    area="health",
    title="The object store is always well",
    symptom="Uploads fail, and the store is said to be well.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/health/agreement", "doctor/storage/put"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Break the store, and say that it is well."""
    broken_store(seams)
    says_well(seams, ("storage",), hit)
