"""A child process ends with everything that it started."""

import subprocess
import sys

import psutil
import pytest

from fixtures.target.processes import end, kill

# Starts a process that ignores Ctrl-C, ignores it itself, says the other's id, and waits.
PARENT = """
import signal, subprocess, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait(60)"])
print(child.pid, flush=True)
child.wait()
"""

# Says that it runs, waits, and ends in its own way when it is asked to.
ORDERLY = """
import threading
try:
    print(flush=True)
    threading.Event().wait(60)
except KeyboardInterrupt:
    raise SystemExit(3)
"""


@pytest.fixture
def parent() -> "subprocess.Popen[str]":
    """A running process that has started another."""
    return subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)


def child_of(parent: "subprocess.Popen[str]") -> psutil.Process:
    assert parent.stdout
    with parent.stdout as output:
        return psutil.Process(int(output.readline()))


def test_killing_takes_what_was_started_below(parent: "subprocess.Popen[str]") -> None:
    child = child_of(parent)

    kill(parent)

    assert parent.returncode != 0
    assert psutil.wait_procs([child], timeout=10)[1] == []


def test_who_does_not_end_when_asked_is_killed(parent: "subprocess.Popen[str]") -> None:
    child = child_of(parent)

    end(parent, within_s=0.1)

    assert parent.returncode != 0
    assert psutil.wait_procs([child], timeout=10)[1] == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_who_ends_when_asked_is_not_killed() -> None:
    process = subprocess.Popen([sys.executable, "-c", ORDERLY], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    with process.stdout as output:
        output.readline()

        end(process, within_s=30)

    assert process.returncode == 3
