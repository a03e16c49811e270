"""Sync is always well."""

from reference_server.faults.broken import deaf_sync, says_well
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="health.sync_always_ok",
    area="health",
    title="Sync is always well",
    symptom="No device hears of changes, and sync is said to be well.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/health/agreement", "doctor/sync"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Tell no device of changes, and say that sync is well."""
    deaf_sync(seams)
    says_well(seams, ("sync",), hit)
