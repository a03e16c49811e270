"""Programs of ours as child processes, for tests of how they start and end."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from queue import Empty, Queue
from threading import Condition, Thread
from typing import Any

import psutil

READY_WITHIN_S = 60.0
GONE_WITHIN_S = 20.0


class Program:
    """A running `python -m …` whose JSON lines can be awaited one by one."""

    def __init__(self, module: str, *options: str, environment: Mapping[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, **(environment or {})},
        )
        self._lines: Queue[dict[str, Any] | None] = Queue()
        self._errors: list[str] = []
        self._errors_over = False
        self._news = Condition()
        self._readers = [Thread(target=read, daemon=True) for read in (self._read_lines, self._read_errors)]
        for reader in self._readers:
            reader.start()

    def next_line(self) -> dict[str, Any]:
        """Wait for the next JSON line."""
        try:
            line = self._lines.get(timeout=READY_WITHIN_S)
        except Empty:
            raise AssertionError(f"no line within {READY_WITHIN_S} s; it said {self.errors()}") from None
        assert line is not None, f"ended with {self.process.wait()}: {self.errors()}"
        return line

    def lines_until(self, key: str) -> list[dict[str, Any]]:
        """Wait for the first line that has `key`; give all up to it."""
        lines = [self.next_line()]
        while key not in lines[-1]:
            lines.append(self.next_line())
        return lines

    def wait(self) -> int:
        """Wait for the end and give the exit code."""
        code = self.process.wait(GONE_WITHIN_S)
        for reader in self._readers:
            reader.join(GONE_WITHIN_S)
        return code

    def errors(self) -> str:
        """Give what it wrote on standard error up to now."""
        return "".join(self._errors)

    def wait_for_error(self, text: str, within_s: float = READY_WITHIN_S) -> None:
        """Wait until it has written `text` on standard error."""
        with self._news:
            assert self._news.wait_for(lambda: text in self.errors() or self._errors_over, within_s), self.errors()
        assert text in self.errors(), self.errors()

    def family(self) -> list[psutil.Process]:
        """Give every process below this one."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def _read_lines(self) -> None:
        assert self.process.stdout
        with self.process.stdout as output:
            for line in output:
                self._lines.put(json.loads(line))
        self._lines.put(None)

    def _read_errors(self) -> None:
        assert self.process.stderr
        with self.process.stderr as errors:
            for line in errors:
                with self._news:
                    self._errors.append(line)
                    self._news.notify_all()
        with self._news:
            self._errors_over = True
            self._news.notify_all()


@contextmanager
def program(module: str, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[Program]:
    """Run a module of ours; afterwards it is gone with everything it started."""
    running = Program(module, *options, environment=environment)
    family: list[psutil.Process] = []
    try:
        yield running
    finally:
        if running.process.poll() is None:
            family = running.family()
            running.process.kill()
        if running.process.stdin:
            running.process.stdin.close()
        running.process.wait()
        for process in alive_after(family):
            process.kill()


def alive_after(processes: Sequence[psutil.Process], within_s: float = GONE_WITHIN_S) -> list[psutil.Process]:
    """Wait until all are gone; give those that are not."""
    _gone, alive = psutil.wait_procs(processes, timeout=within_s)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]
