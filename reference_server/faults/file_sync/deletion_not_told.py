"""A deleted file is not marked as removed."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts

FAULT = Fault(
    id="file_sync.deletion_not_told",
    area="file_sync",
    title="A deleted file is not marked as removed",
    symptom="The backup shows files that are gone.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-SYNC-02"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Keep it to itself."""

    @wrap(parts.server, "delete")
    def delete(_original: Callable[[str, int], None], file_id: str, rev: int) -> None:  # noqa: ARG001
        hit()
