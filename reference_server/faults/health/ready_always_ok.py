"""The server is always ready."""

from reference_server.faults.broken import old_schema, says_well
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="health.ready_always_ok",
    area="health",
    title="The server is always ready",
    symptom="The balancer sends people to a server whose schema is behind.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["doctor/health/agreement"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Have an old schema, and be ready."""
    old_schema(seams)
    says_well(seams, ("database", "migrations"), hit)
