"""Folders made after the start are not looked into."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.scanning import Found

FAULT = Fault(
    id="file_sync.new_folders_missed",
    area="file_sync",
    title="Folders made after the start are not looked into",
    symptom="New projects are not backed up.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/emcrisostomo/fswatch/issues/330",
    rows=["W-08"],
    kills=["WA-SYNC-04"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Forget what is in them."""
    known: dict[bytes, set[bytes]] = {}

    @wrap(parts.scanning, "scan")
    def scan(original: Callable[[bytes, bytes], Found], root: bytes, below: bytes = b"") -> Found:
        found = original(root, below)
        folders = known.setdefault(root, {path.rpartition(b"/")[0] for path in found.files} | {b""})
        for path in [path for path in found.files if path.rpartition(b"/")[0] not in folders]:
            hit()
            del found.files[path]
        return found
