"""A program of the Prometheus family as long as it is needed: started on a free loopback port, watched, ended."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from time import monotonic
from typing import IO

LOOPBACK = "127.0.0.1"
READY_WITHIN_S = 45.0
STOP_WITHIN_S = 8.0
_POLL_S = 0.05
_LISTENS = re.compile(r'msg="Listening on".* address=(\S+)')


class DaemonError(RuntimeError):
    """The program did not start; the message holds what it said."""


@contextmanager
def daemon(command: Sequence[str], *, ended: Callable[[], None]) -> Iterator[str]:
    """Run a program until the end of the block; the value is its URL, where it is ready to answer.

    `ended` is called from a thread when it ends by itself. What it says is passed on to our standard error.

    Raises:
        DaemonError: it ended, or was not ready in time.

    """
    process = subprocess.Popen(
        [*command, f"--web.listen-address={LOOPBACK}:0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    output = _Output(process, ended)
    try:
        address = output.address()
        _wait_until_ready(process, address)
        yield f"http://{address}"
    finally:
        _stop(process)


class _Output:
    """What the program says: passed on, and read for its address; its end is the program's."""

    def __init__(self, process: "subprocess.Popen[str]", ended: Callable[[], None]) -> None:
        self._address: str | None = None
        self._last = ""
        self._told = Event()
        self._ended = ended
        if process.stderr is not None:
            Thread(target=self._read, args=(process.stderr,), name="daemon-output", daemon=True).start()

    def address(self) -> str:
        """Return where it listens. Raises DaemonError when it ended, or took too long."""
        self._told.wait(READY_WITHIN_S)
        if self._address is None:
            raise DaemonError(f"it did not start: {self._last.strip() or 'it said nothing'}")
        return self._address

    def _read(self, output: IO[str]) -> None:
        with output:
            for line in output:
                self._last = line
                sys.stderr.write(line)
                if match := _LISTENS.search(line):
                    self._address = match[1]
                    self._told.set()
        self._told.set()
        self._ended()


def _wait_until_ready(process: "subprocess.Popen[str]", address: str) -> None:
    deadline = monotonic() + READY_WITHIN_S
    while process.poll() is None and monotonic() < deadline:
        if _is_ready(address):
            return
        Event().wait(_POLL_S)
    raise DaemonError(f"it listens on {address} but was never ready")


def _is_ready(address: str) -> bool:
    connection = HTTPConnection(address, timeout=READY_WITHIN_S)
    try:
        connection.request("GET", "/-/ready")
        ready = 200
        return connection.getresponse().status == ready
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
