"""Why a file failed is not told."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.local.settings import Folder

FAULT = Fault(
    id="status.reason_missing",
    area="status",
    title="Why a file failed is not told",
    symptom="A file failed, and nobody can do anything about it.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["WA-STAT-01"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Give no reason."""

    @wrap(parts.journal, "fail")
    def fail(original: Callable[[Folder, bytes, str], None], folder: Folder, path: bytes, reason: str) -> None:  # noqa: ARG001
        hit()
        original(folder, path, "failed")
