"""What happened while the watcher was away is not looked for."""

import time
from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.scanning import Found

FAULT = Fault(
    id="file_sync.changes_while_away_missed",
    area="file_sync",
    title="What happened while the watcher was away is not looked for",
    symptom="After a holiday of the watcher changes are missing from the backup.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["WA-SYNC-09"],
)


began = time.time()


def apply(parts: Parts, hit: Hit) -> None:
    """Take what was stored in an earlier life for unchanged."""

    @wrap(parts.scanning, "scan")
    def scan(original: Callable[[bytes, bytes], Found], root: bytes, below: bytes = b"") -> Found:
        found = original(root, below)
        for tracking in parts.watched.all():
            for path, file in tracking.known.items():
                if tracking.root == root and path in found.files and file.stored_at < began:
                    hit()
                    found.files[path] = file.signature
        return found
