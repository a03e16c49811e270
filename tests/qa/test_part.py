"""A part of the stack: what it says arrives, and it ends with whoever started it."""

import sys
from pathlib import Path
from queue import SimpleQueue

import psutil
import pytest

from reference_server.stack.database import UnknownDatabaseError, checked_url, sqlite_url
from reference_server.stack.part import Ended, Event, Part, Said
from tests.qa.processes import alive_after, program

WITHIN_S = 20.0
ECHO = "import sys, json; print(json.dumps({'ready': True}), flush=True); sys.stdin.read()"
STUBBORN = (
    "import signal, json, threading; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print(json.dumps({'ready': True}), flush=True); threading.Event().wait()"
)


def part(code: str, folder: Path, events: "SimpleQueue[Event]", **environment: str) -> Part:
    """Make a part that runs `code`."""
    return Part("echo", [sys.executable, "-c", code], environment=environment, log=folder / "echo.log", events=events)


def test_its_json_lines_and_its_end_arrive_in_order(tmp_path: Path) -> None:
    events: SimpleQueue[Event] = SimpleQueue()
    echo = part(ECHO, tmp_path, events)
    echo.start()

    assert events.get(timeout=WITHIN_S) == Said("echo", {"ready": True})
    echo.stop()
    assert events.get(timeout=WITHIN_S) == Ended("echo", 0)


def test_other_output_goes_to_the_log(tmp_path: Path) -> None:
    events: SimpleQueue[Event] = SimpleQueue()
    chatty = part("import sys; print('hello'); print('[1]'); print('trouble', file=sys.stderr)", tmp_path, events)
    chatty.start()

    assert events.get(timeout=WITHIN_S) == Ended("echo", 0)
    assert sorted(chatty.last_lines()) == ["[1]", "hello", "trouble"]


def test_it_gets_its_environment(tmp_path: Path) -> None:
    events: SimpleQueue[Event] = SimpleQueue()
    part("import json, os; print(json.dumps({'colour': os.environ['COLOUR']}))", tmp_path, events, COLOUR="red").start()

    assert events.get(timeout=WITHIN_S) == Said("echo", {"colour": "red"})


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_one_that_ignores_both_gentle_ways_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reference_server.stack.part.GENTLE_STOP_S", 0.1)
    monkeypatch.setattr("reference_server.stack.part.HARD_STOP_S", 0.1)
    events: SimpleQueue[Event] = SimpleQueue()
    stubborn = part(STUBBORN, tmp_path, events)
    stubborn.start()
    events.get(timeout=WITHIN_S)

    stubborn.stop()

    assert events.get(timeout=WITHIN_S) == Ended("echo", -9)


def test_stopping_what_never_started_is_fine(tmp_path: Path) -> None:
    part(ECHO, tmp_path, SimpleQueue()).stop()


def test_a_child_ends_when_its_parent_is_killed() -> None:
    with program("tests.qa.parent_and_child") as parent:
        child = psutil.Process(parent.next_line()["child"])
        parent.process.kill()

        assert alive_after([child]) == []


@pytest.mark.parametrize("given", ["mysql://u:geheim@host/db", "mysql://u:geheim@host:abc/db", "passion.db", ""])
def test_another_database_is_refused_with_what_is_valid_and_without_its_password(given: str) -> None:
    with pytest.raises(UnknownDatabaseError, match="sqlite:///") as refusal:
        checked_url(given)

    assert "geheim" not in str(refusal.value)


def test_the_sqlite_file_lies_in_the_folder(tmp_path: Path) -> None:
    assert sqlite_url(tmp_path).endswith(f"{tmp_path.as_posix()}/passion.db")
