"""The server as an operator runs it: a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Running:
    """A server that has said that it serves."""

    url: str
    process: "subprocess.Popen[str]"


def command(folder: Path | None = None, /, **settings: str) -> "subprocess.Popen[str]":
    """Start `python -m reference_server` of a folder, else ours, with these settings and none of ours."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PASSION_")}
    return subprocess.Popen(
        [sys.executable, "-m", "reference_server"],
        env={**inherited, "PASSION_PORT": "0", **{f"PASSION_{name}": value for name, value in settings.items()}},
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def running(**settings: str) -> Iterator[Running]:
    """Run a server until the block ends."""
    with command(EXIT_WITH_PARENT="1", **settings) as process:
        assert process.stdin
        assert process.stdout
        line = process.stdout.readline()
        assert line, process.stderr and process.stderr.read()
        said = json.loads(line)
        assert said["ready"] is True
        yield Running(said["url"], process)
        process.stdin.close()
        process.wait(20)
