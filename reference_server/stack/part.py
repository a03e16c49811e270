"""One part of the stack: a child process that says on standard output when it is ready, and ends with its parent."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

GENTLE_STOP_S = 10.0
HARD_STOP_S = 5.0


@dataclass(frozen=True, slots=True)
class Said:
    """A part wrote one JSON object on its standard output."""

    part: str
    message: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """A part's process is over; `exit_code` is negative when a signal ended it (POSIX)."""

    part: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class StopAsked:
    """A person, a signal or the parent asked for the end."""

    reason: str


Event = Said | Ended | StopAsked


class Part:
    """A child process with its own standard input; what it says and its end arrive in `events`."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        log: Path,
        events: "SimpleQueue[Event]",
    ) -> None:
        """Prepare the part; `environment` is added to ours, other output than JSON goes to the file `log`."""
        self.name = name
        self.log = log
        self._command = list(command)
        self._environment = {**os.environ, **environment}
        self._events = events
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: Thread | None = None

    def start(self) -> None:
        """Start the process. It sits in a process group of its own: Ctrl-C reaches the stack, which ends the parts."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as errors:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=self._environment,
                **_own_group(),
            )
        self._reader = Thread(target=self._read, args=(self._process,), name=f"{self.name}-output", daemon=True)
        self._reader.start()

    def stop(self) -> None:
        """End the process: close its standard input and wait, then terminate it, then kill it."""
        process, reader = self._process, self._reader
        if process is None or reader is None:
            return
        if process.stdin:
            process.stdin.close()
        for insist, patience in ((process.terminate, GENTLE_STOP_S), (process.kill, HARD_STOP_S)):
            try:
                process.wait(patience)
                break
            except subprocess.TimeoutExpired:
                insist()
        process.wait()
        reader.join(HARD_STOP_S)

    def last_lines(self, count: int = 15) -> list[str]:
        """Return the end of the part's log, to show why it ended."""
        if not self.log.exists():
            return []
        return self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]

    def _read(self, process: "subprocess.Popen[bytes]") -> None:
        output = process.stdout
        if output is not None:
            with output, self.log.open("ab") as log:
                self._pass_on(output, log)
        code = process.wait()
        if process.stdin:
            process.stdin.close()
        self._events.put(Ended(self.name, code))

    def _pass_on(self, output: IO[bytes], log: IO[bytes]) -> None:
        for line in output:
            message = _json_object(line)
            if message is None:
                log.write(line)
                log.flush()
            else:
                self._events.put(Said(self.name, message))


def _json_object(line: bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(line)
    except ValueError:
        return None
    return message if isinstance(message, dict) else None


def _own_group() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
