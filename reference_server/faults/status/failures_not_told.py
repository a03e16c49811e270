"""A file that cannot be read is not told of."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.local.settings import Folder

FAULT = Fault(
    id="status.failures_not_told",
    area="status",
    title="A file that cannot be read is not told of",
    symptom="A file is missing from the backup, and nothing says so.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["WA-STAT-01"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Keep it to itself."""

    @wrap(parts.journal, "fail")
    def fail(_original: Callable[[Folder, bytes, str], None], folder: Folder, path: bytes, reason: str) -> None:  # noqa: ARG001
        hit()
