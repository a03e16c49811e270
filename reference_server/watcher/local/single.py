"""One watcher a configuration folder: a lock that ends with the process that holds it, however it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from reference_server.watcher.local.errors import RunningError
from reference_server.watcher.local.home import Home, told


@contextmanager
def only_one(home: Home) -> Iterator[None]:
    """Be the only one for the length of the block. Raises RunningError, DiskFullError, UsageError."""
    path = home.folder / "lock"
    with told(path):
        file = path.open("a+b")
    with file:
        if not _locked(file):
            raise RunningError(f"a watcher runs already on {home.folder}; see: daw-watcher status")
        yield


def _locked(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
