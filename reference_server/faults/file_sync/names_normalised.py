"""Two spellings of a letter are taken for one name."""

import os
import unicodedata
from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.scanning import Found

FAULT = Fault(
    id="file_sync.names_normalised",
    area="file_sync",
    title="Two spellings of a letter are taken for one name",
    symptom="Of two files with names that look alike one is not backed up.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/owncloud/client/issues/6338",
    rows=["W-11"],
    kills=["WA-SYNC-04", "WA-SYNC-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Give every name in its composed form."""

    @wrap(parts.scanning, "scan")
    def scan(original: Callable[[bytes, bytes], Found], root: bytes, below: bytes = b"") -> Found:
        found = original(root, below)
        for path in list(found.files):
            name = unicodedata.normalize("NFC", os.fsdecode(path)).encode("utf-8", "surrogateescape")
            if name != path:
                hit()
                found.files[name] = found.files.pop(path)
        return found
