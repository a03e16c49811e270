"""How commands reach the running watcher: on loopback, with a key that only this account can read."""

import json
import os
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Client, Connection, answer_challenge, deliver_challenge
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

from reference_server.watcher.local.errors import RunningError
from reference_server.watcher.local.home import Home, write_whole

LOOPBACK = "127.0.0.1"
LONGEST_ANSWER = 64 * 1024 * 1024
GREET_WITHIN_S, ANSWER_WITHIN_S = 10.0, 60.0
"""Time for each side to say who it is, and for a running watcher to answer."""
STOP_WITHIN_S = 5.0
AFTER_FAILURE_S = 0.1
"""Between two tries to take a line, such as while too many files are open."""

Answering = Callable[[dict[str, Any]], dict[str, Any]]


class Control:
    """Answers commands of the same account, one JSON object each."""

    def __init__(self, home: Home, answer: Answering) -> None:
        self._home = home
        self._answer = answer
        self._key = secrets.token_bytes(32)
        self._listener = socket.create_server((LOOPBACK, 0))
        self._serving = Thread(target=self._serve, name="control", daemon=True)
        self._over = Event()

    def open(self) -> None:
        """Begin to answer, and tell commands where. Raises DiskFullError, UsageError."""
        host, port = self._listener.getsockname()
        told = {"pid": os.getpid(), "host": host, "port": port, "key": self._key.hex()}
        write_whole(self._home.running, json.dumps(told) + "\n")
        self._serving.start()

    def close(self) -> None:
        """Answer nothing more."""
        self._over.set()
        with suppress(FileNotFoundError):
            self._home.running.unlink()
        if self._serving.is_alive():  # it waits for a line, and closing alone would not wake it
            with suppress(OSError):
                socket.create_connection(self._listener.getsockname(), STOP_WITHIN_S).close()
            self._serving.join(STOP_WITHIN_S)
        self._listener.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            with suppress(Exception):
                line, _ = self._listener.accept()
                Thread(target=self._talk, args=(_Line(line.detach()),), name="control line", daemon=True).start()
                continue
            self._over.wait(AFTER_FAILURE_S)

    def _talk(self, line: Connection) -> None:
        # Whoever has not got the key, or breaks off, is none of ours; whoever says nothing keeps nobody waiting.
        with suppress(Exception), line:
            deliver_challenge(line, self._key)
            answer_challenge(line, self._key)
            line.send_bytes(json.dumps(self._answer(json.loads(line.recv_bytes(4096)))).encode())


class _Line(Connection):
    """A line that waits only so long for the next word of the other side."""

    def recv_bytes(self, maxlength: int | None = None) -> bytes:
        """Return the next word. Raises EOFError when none comes."""
        if not self.poll(GREET_WITHIN_S):
            raise EOFError
        return super().recv_bytes(maxlength)


def ask(home: Home, command: dict[str, Any]) -> dict[str, Any]:
    """Ask the running watcher. Raises RunningError when none runs, or it does not answer."""
    line = _line(home)
    if line is None:
        raise RunningError("no watcher runs; start it by: daw-watcher run")
    answer = _answer(line, command)
    if answer is None:
        raise RunningError(f"the running watcher does not answer; see its log: {home.log}")
    return answer


def is_running(home: Home) -> bool:
    """Say whether a watcher runs and answers."""
    line = _line(home)
    return line is not None and _answer(line, {"do": "ping"}) is not None


def _answer(line: Connection, command: dict[str, Any]) -> dict[str, Any] | None:
    with line, suppress(OSError, EOFError):
        line.send_bytes(json.dumps(command).encode())
        if line.poll(ANSWER_WITHIN_S):
            answer: dict[str, Any] = json.loads(line.recv_bytes(LONGEST_ANSWER))
            return answer
    return None


def _line(home: Home) -> Connection | None:
    """Return a line to the running watcher; None where there is none, or another program has got its port."""
    try:
        told = json.loads(home.running.read_text(encoding="utf-8"))
        place, key = (str(told["host"]), int(told["port"])), bytes.fromhex(told["key"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    lines: SimpleQueue[Connection | None] = SimpleQueue()
    Thread(target=lambda: lines.put(_greeted(place, key)), daemon=True).start()
    try:
        return lines.get(timeout=GREET_WITHIN_S)
    except Empty:
        return None  # whoever is there says nothing


def _greeted(place: tuple[str, int], key: bytes) -> Connection | None:
    try:
        return Client(place, authkey=key)
    except Exception:  # noqa: BLE001  whatever another program answers
        return None
