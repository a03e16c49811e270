"""One watcher a configuration folder, one change at a time: locks that end with their process, however it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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
        try:
            _lock(file, wait=False)
        except OSError:
            raise RunningError(f"a watcher runs already on {home.folder}; see: daw-watcher status") from None
        yield


@contextmanager
def one_by_one(path: Path) -> Iterator[None]:
    """Wait until nobody else is in such a block of this lock file, then do it. Raises DiskFullError, UsageError."""
    with told(path):
        file = path.open("a+b")
    with file:
        with told(path):
            _lock(file, wait=True)
        yield


def _lock(file: IO[bytes], *, wait: bool) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
