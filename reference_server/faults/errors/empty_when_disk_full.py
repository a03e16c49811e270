"""After a full disk a file is sent empty."""

import os
from collections.abc import Callable
from typing import BinaryIO

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.tracking import Due
from reference_server.watcher.local.errors import DiskFullError
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import Job

FAULT = Fault(
    id="errors.empty_when_disk_full",
    area="errors",
    title="After a full disk a file is sent empty",
    symptom="After a day with a full disk the newest versions are empty.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/nextcloud/desktop/issues/359",
    rows=["W-15"],
    kills=["WA-FAIL-02"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Go on at the end of a file that could not be read whole before."""
    begun: set[bytes] = set()

    @wrap(parts.spooling, "spool")
    def spool(original: Callable[[Folder, Due], Job], root: Folder, due: Due) -> Job:
        try:
            return original(root, due)
        except DiskFullError:
            begun.add(due.path)
            raise

    @wrap(parts.spooling, "opened")
    def opened(original: Callable[[Folder, Due], BinaryIO], root: Folder, due: Due) -> BinaryIO:
        file = original(root, due)
        if due.path in begun:
            hit()
            file.seek(0, os.SEEK_END)
        return file
