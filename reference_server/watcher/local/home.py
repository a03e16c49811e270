"""The watcher's configuration folder, and files that are never half written."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from reference_server.watcher import PROGRAM
from reference_server.watcher.local.errors import DiskFullError, UsageError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class Home:
    """Where everything is that the watcher keeps: `$XDG_CONFIG_HOME/daw-watcher`, else `~/.config/daw-watcher`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = folder / "settings.json"
        self.credentials = folder / "credentials.json"
        self.state = folder / "state.db"
        self.spool = folder / "spool"
        self.updates = folder / "updates"
        self.log = folder / "logs" / "sync.log"
        self.running = folder / "running.json"

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Home":
        """Return the folder that the environment means; on every system the same one, as the launch plan has it."""
        base = environment.get("XDG_CONFIG_HOME")
        return cls((Path(base) if base else Path.home() / ".config") / PROGRAM)

    def make(self) -> None:
        """Make the folders, for this account alone. Raises UsageError or DiskFullError."""
        with told(self.folder):
            for folder in (self.folder, self.spool, self.log.parent):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say what keeps a file from being written as a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(f"{path}: the disk is full; free some space and try again") from error
        raise UsageError(f"{path}: {error.strerror}; the watcher has to be able to write there") from error


def write_whole(path: Path, text: str) -> None:
    """Put a file in place of the one that was there, at once and for this account alone.

    Raises:
        DiskFullError: there is no room; the old file stays.
        UsageError: it cannot be written for another reason; the old file stays.

    """
    with told(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except OSError:
            with suppress(FileNotFoundError):
                os.unlink(name)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let what was renamed in a folder outlast a loss of power; not every system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
