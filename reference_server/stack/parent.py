"""A child process ends when its parent is gone, however the parent went."""

import os
from collections.abc import Callable
from threading import Thread

_STDIN = 0


def when_parent_ends(stop: Callable[[], None]) -> None:
    """Call `stop` from a thread once standard input ends.

    The parent holds the other end of the pipe and writes nothing, so the end comes when it closes the pipe (a gentle
    stop that works on every platform) or dies, even by SIGKILL.
    """
    Thread(target=_wait, args=(stop,), name="parent-watch", daemon=True).start()


def _wait(stop: Callable[[], None]) -> None:
    # os.read instead of sys.stdin: a thread that holds the buffered reader's lock makes the interpreter's exit fatal.
    while os.read(_STDIN, 1024):
        pass
    stop()
