"""A save by renaming is not noticed."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.parts import Parts
from reference_server.watcher.settings import Folder

FAULT = Fault(
    id="file_sync.renames_not_heard",
    area="file_sync",
    title="A save by renaming is not noticed",
    symptom="A project that is saved safely is not backed up any more.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/custom-components/pyscript/pull/872",
    rows=["W-07"],
    kills=["WA-SYNC-05", "WA-SYNC-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Overhear what was renamed."""

    @wrap(parts.hints, "heard")
    def heard(
        original: Callable[[Folder, str, list[bytes]], None], folder: Folder, kind: str, paths: list[bytes]
    ) -> None:
        if kind == "moved":
            hit()
            return
        original(folder, kind, paths)
