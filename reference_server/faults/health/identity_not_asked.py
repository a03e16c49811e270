"""Nobody asks the identity providers how they are."""

from collections.abc import Callable

from reference_server.faults.broken import broken_providers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import replace
from reference_server.seams import Seams

FAULT = Fault(
    id="health.identity_not_asked",
    area="health",
    title="Nobody asks the identity providers how they are",
    symptom="Nobody gets in, and every endpoint says that all is well.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/sign-in"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Reach no provider, and do not look."""
    broken_providers(seams)

    def asks_nobody(_original: Callable[[str], str | None]) -> Callable[[str], None]:
        return lambda _name: hit()

    replace(seams.services.health, "provider", asks_nobody)
