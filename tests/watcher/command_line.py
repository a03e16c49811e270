"""The command line as a person or a program uses it: in this process, or in one of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import Any

from reference_server.watcher.program.commands import main

PROGRAM = [sys.executable, "-m", "reference_server.watcher"]


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The last of the JSON objects, one a line."""
        return json.loads(self.out.splitlines()[-1])


def do(*words: str) -> Said:
    """Carry out a command in this process, which is quick."""
    out, err, code = StringIO(), StringIO(), 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(list(words))
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    return checked(Said(code, out.getvalue(), err.getvalue()), words)


def run(*words: str) -> Said:
    """Carry out a command in a process of its own."""
    done = subprocess.run([*PROGRAM, *words], capture_output=True, text=True, timeout=60, check=False)
    return checked(Said(done.returncode, done.stdout, done.stderr), words)


def begin(*words: str) -> "subprocess.Popen[str]":
    """Start a command that goes on."""
    return subprocess.Popen([*PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def checked(said: Said, words: Sequence[str]) -> Said:
    """Return what was said, if it is what a person can be told: no traceback, and no failure without a word."""
    if "Traceback" in said.err + said.out or (said.code and not said.err):
        raise AssertionError(f"daw-watcher {os.fspath(' '.join(words))} ended with {said.code}: {said.err}")
    return said
