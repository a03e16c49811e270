"""The schema is always the right one."""

from reference_server.faults.broken import old_schema, says_well
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="health.migrations_always_ok",
    area="health",
    title="The schema is always the right one",
    symptom="A deployment without its migrations goes through.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/health/agreement"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Have an old schema, and say that it is the right one."""
    old_schema(seams)
    says_well(seams, ("migrations",), hit)
