"""The log of the person's own machine, and which files could not be backed up."""

import errno
import os
import re
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import pytest

from reference_server.watcher.local import journal as journal_module
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.journal import Journal, shown
from reference_server.watcher.local.settings import Folder
from tests.watcher.made import HandClock, folder_at, names_in

LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (INFO|WARNING|ERROR) (.*)")


@pytest.fixture
def journal(home: Home, clock: HandClock) -> Iterator[Journal]:
    journal = Journal(home.log, clock)
    yield journal
    journal.close()


def lines(home: Home) -> list[str]:
    """Return what is written in the log, without the times."""
    text = home.log.read_text(encoding="utf-8") if home.log.exists() else ""
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    return [f"{line[1]} {line[2]}" if line else "" for line in found]


def test_what_happens_is_written_down_with_its_time(journal: Journal, home: Home, folder: Folder) -> None:
    journal.note("started", "version 0.1.0")
    journal.stored(folder, b"set/song.als", "version 3")
    journal.fail(folder, b"take.wav", "Permission denied")

    assert lines(home) == [
        "INFO started version 0.1.0",
        f"INFO stored {folder.path}/set/song.als (version 3)",
        f"WARNING failed {folder.path}/take.wav: Permission denied",
    ]


def test_an_error_of_the_program_is_written_down_with_its_trace(journal: Journal, home: Home) -> None:
    try:
        raise KeyError("gone")  # noqa: TRY301  a trace is what this is about
    except KeyError:
        journal.crash("sender-1")

    text = home.log.read_text(encoding="utf-8")
    assert "ERROR error in sender-1\nTraceback" in text
    assert text.endswith("KeyError: 'gone'\n")


def test_a_failure_is_written_down_once_for_each_reason(journal: Journal, home: Home, folder: Folder) -> None:
    for reason in ("Permission denied", "Permission denied", "Input/output error"):
        journal.fail(folder, b"take.wav", reason)

    assert len(lines(home)) == 2


def test_a_failure_is_told_since_when(journal: Journal, folder: Folder, clock: HandClock) -> None:
    began = clock.now()
    journal.fail(folder, b"take.wav", "Permission denied")
    clock.pass_by(60)
    journal.fail(folder, b"take.wav", "Input/output error")

    (failure,) = journal.failures.values()
    assert (failure.path, failure.reason, failure.since) == (b"take.wav", "Input/output error", began)


def test_a_file_that_is_stored_fails_no_more(journal: Journal, folder: Folder) -> None:
    journal.fail(folder, b"take.wav", "Permission denied")
    journal.fail(folder, b"other.wav", "Permission denied")

    journal.stored(folder, b"take.wav", "version 1")

    assert [key[1] for key in journal.failures] == [b"other.wav"]


def test_failures_of_files_that_are_gone_are_forgotten(journal: Journal, folder: Folder, tmp_path: Path) -> None:
    other = folder_at(tmp_path, 2)
    for each in (folder, other):
        journal.fail(each, b"gone.wav", "Permission denied")
        journal.fail(each, b"there.wav", "Permission denied")

    journal.forget(folder.id, {b"there.wav"})
    assert set(journal.failures) == {
        (folder.id, b"there.wav"),
        (other.id, b"gone.wav"),
        (other.id, b"there.wav"),
    }

    journal.forget(other.id)
    assert set(journal.failures) == {(folder.id, b"there.wav")}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (b"line\nbreak.wav", "line\\x0abreak.wav"),
        (b"\x1b[31mred\x1b[0m.wav", "\\x1b[31mred\\x1b[0m.wav"),
        ("\u202egnp.wav".encode(), "\\x202egnp.wav"),
        ("\x85 \u2028.wav".encode(), "\\x85 \\x2028.wav"),
        (b"not utf-8 \xff.wav", "not utf-8 ?.wav"),
        ("Größe 作曲 🎹.als".encode(), "Größe 作曲 🎹.als"),
    ],
)
def test_control_characters_in_names_stay_harmless(
    journal: Journal, home: Home, folder: Folder, path: bytes, told: str
) -> None:
    assert shown(folder, path) == f"{folder.path}/{told}"

    journal.fail(folder, path, f"cannot read {path.decode('utf-8', 'replace')}")
    journal.stored(folder, path, "version 1")
    journal.note("folder", f"{path.decode('utf-8', 'surrogateescape')}: missing")

    assert len(home.log.read_text(encoding="utf-8").splitlines()) == 3
    assert all(lines(home))
    assert lines(home)[1] == f"INFO stored {folder.path}/{told} (version 1)"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_does_not_stop_the_log(
    journal: Journal, home: Home, capfd: pytest.CaptureFixture[str], number: int
) -> None:
    journal.note("before")
    (handler,) = (each for each in journal._log.handlers if isinstance(each, RotatingFileHandler))
    stream: Any = vars(handler)["stream"]

    class Full:
        """A file that takes no more."""

        def __getattr__(self, name: str) -> Any:
            return getattr(stream, name)

        def write(self, _text: str) -> int:
            """Fail."""
            raise OSError(number, os.strerror(number))

    vars(handler)["stream"] = Full()
    journal.note("lost")
    vars(handler)["stream"] = stream
    journal.note("after")

    assert lines(home) == ["INFO before ", "INFO after "]
    assert capfd.readouterr().err == ""


def test_a_log_that_cannot_be_opened_stops_nothing(
    tmp_path: Path, clock: HandClock, folder: Folder, capfd: pytest.CaptureFixture[str]
) -> None:
    journal = Journal(tmp_path / "missing" / "sync.log", clock)

    journal.note("started")
    journal.fail(folder, b"take.wav", "Permission denied")
    journal.close()

    assert len(journal.failures) == 1
    assert capfd.readouterr().err == ""


def test_a_large_log_is_put_aside_and_old_ones_go(
    home: Home, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (journal_module.LARGEST_LOG, journal_module.OLD_LOGS) == (2 * 1024 * 1024, 3)
    monkeypatch.setattr(journal_module, "LARGEST_LOG", 1000)
    journal = Journal(home.log, clock)

    for n in range(100):
        journal.note("line", f"{n:03} {'x' * 60}")
    journal.close()

    assert names_in(home.log.parent) == ["sync.log", "sync.log.1", "sync.log.2", "sync.log.3"]
    assert all(path.stat().st_size <= 1000 for path in home.log.parent.iterdir())
    assert "099" in home.log.read_text(encoding="utf-8")


def test_two_journals_do_not_write_into_each_other(tmp_path: Path, clock: HandClock) -> None:
    first, second = Journal(tmp_path / "1.log", clock), Journal(tmp_path / "2.log", clock)
    first.note("one")
    second.note("two")
    first.close()
    second.close()

    assert "two" not in (tmp_path / "1.log").read_text(encoding="utf-8")
    assert "one" not in (tmp_path / "2.log").read_text(encoding="utf-8")


def test_what_comes_after_the_end_is_shown_to_nobody(
    home: Home, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    """A thread may be late when the watcher ends, and a trace would be all that the person sees of it."""
    journal = Journal(home.log, clock)
    journal.close()

    journal.crash("sender-1")

    assert capsys.readouterr() == ("", "")
