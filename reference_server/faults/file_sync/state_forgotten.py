"""What is stored is noted down in memory only."""

from collections.abc import Callable, Iterable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.local.state import StoredFile

FAULT = Fault(
    id="file_sync.state_forgotten",
    area="file_sync",
    title="What is stored is noted down in memory only",
    symptom="After each start everything is uploaded again.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-SYNC-09"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Write down no file."""

    @wrap(parts.state, "stored")
    def stored(
        original: Callable[[Iterable[StoredFile], Iterable[str]], None],
        files: Iterable[StoredFile],  # noqa: ARG001
        op_ids: Iterable[str],
    ) -> None:
        hit()
        original([], op_ids)
