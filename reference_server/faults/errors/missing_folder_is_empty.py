"""A missing folder is taken for an empty one."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.roots import Condition
from reference_server.watcher.folders.scanning import Found
from reference_server.watcher.local.settings import Folder

FAULT = Fault(
    id="errors.missing_folder_is_empty",
    area="errors",
    title="A missing folder is taken for an empty one",
    symptom="An unplugged disk deletes the backup.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["WA-FAIL-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Look for no mark, and take what is not there for deleted."""

    @wrap(parts.roots, "condition")
    def condition(original: Callable[[Folder], Condition], folder: Folder) -> Condition:
        present = original(folder)
        if present.standing == "folder_missing":
            hit()
            return Condition("watching")
        return present

    @wrap(parts.scanning, "scan")
    def scan(original: Callable[[bytes, bytes], Found], root: bytes, below: bytes = b"") -> Found:
        found = original(root, below)
        found.unreadable.pop(b"", None)
        return found
