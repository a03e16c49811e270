"""Nobody asks the object store how it is."""

from collections.abc import Callable

from reference_server.faults.broken import broken_store
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="health.storage_not_asked",
    area="health",
    title="Nobody asks the object store how it is",
    symptom="Uploads fail, and every endpoint says that all is well.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/storage/put"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Break the store, and do not look."""
    broken_store(seams)

    @wrap(seams.services.health, "storage")
    def storage(_original: Callable[[], str | None]) -> str | None:
        hit()
        return None
