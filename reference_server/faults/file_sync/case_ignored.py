"""Capitals are taken for small letters."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.scanning import Found

FAULT = Fault(
    id="file_sync.case_ignored",
    area="file_sync",
    title="Capitals are taken for small letters",
    symptom="Of A.wav and a.wav one is lost.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/syncthing/syncthing/issues/439",
    rows=["W-12"],
    kills=["WA-SYNC-04"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Keep one of names that differ by case alone."""

    @wrap(parts.scanning, "scan")
    def scan(original: Callable[[bytes, bytes], Found], root: bytes, below: bytes = b"") -> Found:
        found = original(root, below)
        seen: set[bytes] = set()
        for path in sorted(found.files):
            if path.lower() in seen:
                hit()
                del found.files[path]
            seen.add(path.lower())
        return found
