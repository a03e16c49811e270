"""The database is always well."""

from reference_server.faults.broken import read_only_database, says_well
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="health.database_always_ok",
    area="health",
    title="The database is always well",
    symptom="Nothing can be saved, and the database is said to be well.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["doctor/health/agreement", "doctor/sign-in"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Refuse every write, and say that the database is well."""
    read_only_database(seams)
    says_well(seams, ("database",), hit)
