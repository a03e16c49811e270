"""A folder that is back is not watched again."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.roots import Condition
from reference_server.watcher.local.settings import Folder

FAULT = Fault(
    id="errors.folder_not_attached_again",
    area="errors",
    title="A folder that is back is not watched again",
    symptom="After the disk was unplugged once its files are not backed up.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-FAIL-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Never take it for there again."""
    lost: set[str] = set()

    @wrap(parts.roots, "condition")
    def condition(original: Callable[[Folder], Condition], folder: Folder) -> Condition:
        present = original(folder)
        if present.standing != "watching":
            lost.add(folder.id)
        elif folder.id in lost:
            hit()
            return Condition("folder_missing", "it was lost")
        return present
