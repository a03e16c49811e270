"""The command line as a person or a program calls it."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from unittest import mock

from qa.cli import main

WIDE = {"COLUMNS": "200", "TERMINAL_WIDTH": "200"}


@dataclass(frozen=True, slots=True)
class Done:
    """What a command said and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def qa(*words: str, environment: Mapping[str, str] | None = None) -> Done:
    """Run the command line in this process, which is quick."""
    output, errors = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, {**WIDE, **(environment or {})}),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(errors),
    ):
        try:
            main(words)
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 0
    return Done(code, output.getvalue(), errors.getvalue())


def qa_process(*words: str, environment: Mapping[str, str] | None = None) -> Done:
    """Run the command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "qa", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        env={**os.environ, **WIDE, **(environment or {})},
    )
    return Done(done.returncode, done.stdout, done.stderr)
