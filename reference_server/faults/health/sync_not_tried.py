"""Nobody tries whether sync works."""

from collections.abc import Callable

from reference_server.faults.broken import deaf_sync
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="health.sync_not_tried",
    area="health",
    title="Nobody tries whether sync works",
    symptom="No device hears of changes, and every endpoint says that all is well.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/sync"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Tell no device of changes, and do not look."""
    deaf_sync(seams)

    @wrap(seams.services.health, "sync")
    def sync(_original: Callable[[], str | None]) -> str | None:
        hit()
        return None
