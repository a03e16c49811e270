"""What is written down: the log of the person's own machine, and which files could not be backed up, and why.

The log names files, because it is for the person whose files they are. Keys, tokens and addresses with signatures never
come here.
"""

import logging
import os
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import Lock

from reference_server.watcher.local.clock import Clock
from reference_server.watcher.local.harmless import harmless
from reference_server.watcher.local.settings import Folder

LARGEST_LOG, OLD_LOGS = 2 * 1024 * 1024, 3
FORM = "%(asctime)s %(levelname)s %(message)s"


@dataclass(frozen=True)
class Failure:
    """A file that could not be backed up; it is tried again at each scan."""

    path: bytes
    reason: str
    since: float


class _Patient(RotatingFileHandler):
    """A log that a full disk does not stop: what cannot be written is left out."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the library's name
        """Leave the line out."""


class Journal:
    """The log and the list of failures."""

    def __init__(self, log: Path, clock: Clock) -> None:
        self.clock = clock
        self.failures: dict[tuple[str, bytes], Failure] = {}
        self._lock = Lock()
        self._log = logging.getLogger(f"daw-watcher.{id(self)}")
        self._log.setLevel(logging.INFO)
        self._log.propagate = False
        handler = _Patient(log, maxBytes=LARGEST_LOG, backupCount=OLD_LOGS, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter(FORM))
        self._log.addHandler(handler)

    def note(self, what: str, told: str = "") -> None:
        """Write down something that happened."""
        self._log.info("%s %s", what, harmless(told))

    def stored(self, folder: Folder, path: bytes, how: str) -> None:
        """Write down that a file is stored as it is now; it does not fail any more."""
        with self._lock:
            self.failures.pop((folder.id, path), None)
        self._log.info("stored %s (%s)", shown(folder, path), how)

    def fail(self, folder: Folder, path: bytes, reason: str) -> None:
        """Write down that a file could not be backed up."""
        key = (folder.id, path)
        with self._lock:
            known = self.failures.get(key)
            since = known.since if known else self.clock.now()
            self.failures[key] = Failure(path, reason, since)
        if known is None or known.reason != reason:
            self._log.warning("failed %s: %s", shown(folder, path), harmless(reason))

    def failed(self, root_id: str) -> list[Failure]:
        """Return the files of a folder that could not be backed up."""
        with self._lock:
            return [failure for (root, _), failure in self.failures.items() if root == root_id]

    def forget(self, root_id: str, still: set[bytes] | None = None) -> None:
        """Forget failures of a folder: all, or those of files that are not there any more."""
        with self._lock:
            for key in [key for key in self.failures if key[0] == root_id and key[1] not in (still or ())]:
                del self.failures[key]

    def crash(self, where: str) -> None:
        """Write down an error of the program, with its trace."""
        self._log.exception("error in %s", where)

    def close(self) -> None:
        """Close the log."""
        for handler in list(self._log.handlers):
            self._log.removeHandler(handler)
            handler.close()
        self._log.addHandler(logging.NullHandler())  # without one, a thread that is late is heard on standard error


def shown(folder: Folder, path: bytes) -> str:
    """Return a path as people read it; control characters in it stay harmless."""
    return harmless(os.path.join(folder.path, os.fsdecode(path)))
