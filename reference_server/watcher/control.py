"""How commands reach the running watcher: on loopback, with a key that only this account can read."""

import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Client, Connection, Listener
from threading import Thread
from typing import Any

from reference_server.watcher.errors import RunningError
from reference_server.watcher.home import Home, write_whole

LOOPBACK = "127.0.0.1"
LONGEST_ANSWER = 64 * 1024 * 1024

Answering = Callable[[dict[str, Any]], dict[str, Any]]


class Control:
    """Answers commands of the same account, one JSON object each."""

    def __init__(self, home: Home, answer: Answering) -> None:
        self._home = home
        self._answer = answer
        self._key = secrets.token_bytes(32)
        self._listener = Listener((LOOPBACK, 0), authkey=self._key)
        self._over = False

    def open(self) -> None:
        """Begin to answer, and tell commands where. Raises DiskFullError, UsageError."""
        host, port = self._listener.address
        told = {"pid": os.getpid(), "host": host, "port": port, "key": self._key.hex()}
        write_whole(self._home.running, json.dumps(told) + "\n")
        Thread(target=self._serve, name="control", daemon=True).start()

    def close(self) -> None:
        """Answer nothing more."""
        self._over = True
        with suppress(FileNotFoundError):
            self._home.running.unlink()
        self._listener.close()

    def _serve(self) -> None:
        while not self._over:
            # Whoever has not got the key, or breaks off, is none of ours.
            with suppress(Exception), self._listener.accept() as line:
                line.send_bytes(json.dumps(self._answer(json.loads(line.recv_bytes(4096)))).encode())


def ask(home: Home, command: dict[str, Any]) -> dict[str, Any]:
    """Ask the running watcher. Raises RunningError when none runs."""
    line = _line(home)
    if line is None:
        raise RunningError("no watcher runs; start it by: daw-watcher run")
    with line:
        line.send_bytes(json.dumps(command).encode())
        answer: dict[str, Any] = json.loads(line.recv_bytes(LONGEST_ANSWER))
        return answer


def is_running(home: Home) -> bool:
    """Say whether a watcher runs and answers."""
    line = _line(home)
    if line is None:
        return False
    with line:
        line.send_bytes(b'{"do": "ping"}')
        with suppress(OSError, EOFError):
            return bool(line.recv_bytes(4096))
    return False


def _line(home: Home) -> Connection | None:
    try:
        told = json.loads(home.running.read_text(encoding="utf-8"))
        return Client((told["host"], told["port"]), authkey=bytes.fromhex(told["key"]))
    except (OSError, EOFError, ValueError, KeyError):
        return None
    except Exception as error:
        if type(error).__name__ == "AuthenticationError":  # another program has the port of one that was killed
            return None
        raise
