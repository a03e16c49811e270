"""A renamed file is uploaded as a new one."""

from collections.abc import Callable, Iterable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.parts import Parts
from reference_server.watcher.settings import Folder
from reference_server.watcher.state import StoredFile
from reference_server.watcher.tracking import Tracking

FAULT = Fault(
    id="file_sync.renamed_is_new",
    area="file_sync",
    title="A renamed file is uploaded as a new one",
    symptom="After tidying up, everything is uploaded again and its history is gone.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-SYNC-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Look for no file with another name."""

    @wrap(parts.watched, "begin")
    def begin(
        original: Callable[[Folder, Iterable[StoredFile]], Tracking], folder: Folder, known: Iterable[StoredFile]
    ) -> Tracking:
        tracking = original(folder, known)

        @wrap(tracking, "may_be_renamed")
        def may_be_renamed(original: Callable[[int], bool], size: int) -> bool:
            if original(size):
                hit()
            return False

        return tracking
