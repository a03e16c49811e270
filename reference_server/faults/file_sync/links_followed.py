"""Links are followed."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.scanning import Found, signature
from reference_server.watcher.folders.tracking import Due
from reference_server.watcher.local.settings import Folder

FAULT = Fault(
    id="file_sync.links_followed",
    area="file_sync",
    title="Links are followed",
    symptom="Files from elsewhere are backed up, and a loop never ends.",
    severity=Severity.MAJOR,
    provenance="https://github.com/aws/aws-cli/issues/3709",
    rows=["W-13"],
    kills=["WA-SYNC-06"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Take a link for the file that it leads to."""

    @wrap(parts.scanning, "look_at")
    def look_at(
        original: "Callable[[os.DirEntry[bytes], bytes, Found, list[bytes]], None]",
        entry: "os.DirEntry[bytes]",
        path: bytes,
        found: Found,
        folders: list[bytes],
    ) -> None:
        if entry.is_symlink() and entry.is_file():
            hit()
            found.files[path] = signature(entry.stat())
            return
        original(entry, path, found, folders)

    @wrap(parts.spooling, "opened")
    def opened(_original: Callable[[Folder, Due], BinaryIO], root: Folder, due: Due) -> BinaryIO:
        return Path(root.path, os.fsdecode(due.path)).open("rb")
