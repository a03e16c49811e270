"""How a run of the suite ends when it is told to, and what is said of it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from fixtures.eventually import eventually
from qa import suite
from qa.progress import Area, Progress
from qa.run import _of_stop
from qa.suite import SuiteEnd, run_suite
from reports.evidence.models import Seal
from tests.qa.silence import Silence

KILLED = 128 + 9
# Notes each Ctrl-C and goes on.
STUBBORN = """
import pathlib, signal, threading
told = lambda *_: pathlib.Path("told").touch()
signal.signal(signal.SIGINT, told)
pathlib.Path("running").touch()
while True:
    threading.Event().wait(60)
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


def run_stubborn(folder: Path) -> SuiteEnd:
    command = [sys.executable, "-c", f"import os; os.chdir({str(folder)!r})\n{STUBBORN}"]
    return run_suite(command, folder, folder / "console.log", Silence(), tries_again=False)


@contextmanager
def ctrl_c_when(*files: Path) -> Iterator[None]:
    """Press Ctrl-C once for each file, when it is there."""

    def press() -> None:
        for file in files:
            eventually(file.exists, until=bool, awaiting=str(file))
            os.kill(os.getpid(), signal.SIGINT)

    presser = Thread(target=press)
    presser.start()
    yield
    presser.join()


@posix
def test_a_suite_that_ignores_ctrl_c_is_killed_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "STOP_WITHIN_S", 0.5)

    with ctrl_c_when(tmp_path / "running"):
        ended = run_stubborn(tmp_path)

    assert ended == SuiteEnd(KILLED, interrupted=True)
    assert (tmp_path / "told").exists()


@posix
def test_a_second_ctrl_c_kills_the_suite(tmp_path: Path) -> None:
    with ctrl_c_when(tmp_path / "running", tmp_path / "told"):
        ended = run_stubborn(tmp_path)

    assert ended == SuiteEnd(KILLED, interrupted=True)


@pytest.mark.parametrize(
    ("tries_again", "said"), [(True, "1 failed; each runs again alone"), (False, "sealing the evidence")]
)
def test_failures_are_said_to_run_again_where_they_do(tries_again: bool, said: str) -> None:
    progress = Progress(areas={"habits": Area(planned=1, failed=1)})

    assert suite._state(progress, stopping=False, tries_again=tries_again).startswith(said)


@pytest.mark.parametrize(
    ("interrupted", "said"), [(True, "sealed as partial evidence"), (False, "the evidence is whole"), (None, "nothing")]
)
def test_what_is_left_of_a_stopped_run_is_said_as_it_is(interrupted: bool | None, said: str) -> None:
    seal = None
    if interrupted is not None:
        seal = Seal(finished_at=datetime.now(UTC), interrupted=interrupted, exit_status=1, files=[])

    assert said in _of_stop(seal)
