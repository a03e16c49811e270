"""The identity providers are always well."""

from reference_server.faults.broken import broken_providers, says_well
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="health.identity_always_ok",
    area="health",
    title="The identity providers are always well",
    symptom="Nobody gets in, and the providers are said to be well.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/health/agreement", "doctor/sign-in"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Reach no provider, and say that they are well."""
    broken_providers(seams)
    says_well(seams, ("identity",), hit)
