"""What the system tells of changes is not heard."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.local.settings import Folder

FAULT = Fault(
    id="file_sync.hints_overheard",
    area="file_sync",
    title="What the system tells of changes is not heard",
    symptom="A take is backed up a minute after it was saved, if nothing happens before.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-SYNC-07", "WA-SYNC-08"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Wait for the next scan."""

    @wrap(parts.hints, "heard")
    def heard(
        _original: Callable[[Folder, str, list[bytes]], None],
        folder: Folder,  # noqa: ARG001
        kind: str,  # noqa: ARG001
        paths: list[bytes],  # noqa: ARG001
    ) -> None:
        hit()
