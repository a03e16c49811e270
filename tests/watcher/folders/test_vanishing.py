"""Files that go, come back, or turn up under another name."""

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reference_server.watcher.folders.ignoring import Ignoring
from reference_server.watcher.folders.scanning import Found, Scanning
from reference_server.watcher.folders.tracking import Tracking
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import StoredFile
from tests.watcher.made import HandClock, known_now

MANY, LARGE = 1000, 1 << 40
CONTENT = b"four bars"


@pytest.fixture
def tracking(folder: Folder, clock: HandClock) -> Tracking:
    return Tracking(folder, clock, [])


def look(tracking: Tracking) -> None:
    tracking.observe(Scanning(Ignoring(backups=True)).scan(tracking.root))


@pytest.fixture
def gone(tracking: Tracking, root: Path) -> StoredFile:
    """A stored file that was deleted, which a scan has seen."""
    (root / "song.als").write_bytes(CONTENT)
    file = known_now(tracking.folder, "song.als")
    tracking.keep(file)
    (root / "song.als").unlink()
    look(tracking)
    return file


def test_a_file_that_is_gone_has_to_stay_away(tracking: Tracking, gone: StoredFile, clock: HandClock) -> None:
    clock.pass_by(0.74)
    assert tracking.removed(MANY) == []
    clock.pass_by(0.01)

    assert tracking.removed(MANY) == [gone]
    assert tracking.removed(MANY) == []


def test_so_many_removals_are_given_out_at_a_time(tracking: Tracking, root: Path, clock: HandClock) -> None:
    for n in range(5):
        (root / f"{n}.wav").write_bytes(CONTENT)
        tracking.keep(known_now(tracking.folder, f"{n}.wav"))
        (root / f"{n}.wav").unlink()
    look(tracking)
    clock.pass_by(1)

    assert [len(tracking.removed(2)) for _ in range(4)] == [2, 2, 1, 0]


def test_a_file_that_is_back_was_never_gone(tracking: Tracking, gone: StoredFile, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(CONTENT)
    look(tracking)
    clock.pass_by(1)

    assert tracking.removed(MANY) == []
    (due,) = tracking.settled(MANY, LARGE)
    assert due.known == gone


def test_a_removal_of_which_nothing_came_is_tried_again(tracking: Tracking, gone: StoredFile, clock: HandClock) -> None:
    clock.pass_by(1)
    tracking.removed(MANY)

    tracking.again(gone.path)
    clock.pass_by(1)

    assert tracking.removed(MANY) == [gone]


def test_a_removal_that_was_told_is_over(tracking: Tracking, gone: StoredFile, clock: HandClock) -> None:
    clock.pass_by(1)
    tracking.removed(MANY)

    tracking.forget(gone)
    look(tracking)
    clock.pass_by(1)

    assert (tracking.removed(MANY), tracking.known, tracking.next_due()) == ([], {}, None)


def test_a_new_file_of_that_size_lets_the_removal_wait(
    tracking: Tracking, gone: StoredFile, root: Path, clock: HandClock
) -> None:
    clock.pass_by(1)
    (root / "perhaps the same.als").write_bytes(b"x" * len(CONTENT))
    look(tracking)
    assert tracking.removed(MANY) == []  # while it settles
    clock.pass_by(1)
    assert len(tracking.settled(MANY, LARGE)) == 1
    assert tracking.removed(MANY) == []  # and while it is read

    tracking.keep(known_now(tracking.folder, "perhaps the same.als"))

    assert tracking.removed(MANY) == [gone]


def test_a_new_file_of_another_size_lets_nothing_wait(
    tracking: Tracking, gone: StoredFile, root: Path, clock: HandClock
) -> None:
    clock.pass_by(1)
    (root / "another.als").write_bytes(CONTENT + b"!")
    look(tracking)

    assert tracking.removed(MANY) == [gone]


def test_a_change_of_a_stored_file_lets_nothing_wait(
    tracking: Tracking, gone: StoredFile, root: Path, clock: HandClock
) -> None:
    (root / "other.als").write_bytes(b"stored")
    tracking.keep(known_now(tracking.folder, "other.als"))
    clock.pass_by(1)
    (root / "other.als").write_bytes(b"x" * len(CONTENT))
    look(tracking)

    assert tracking.removed(MANY) == [gone]


def test_a_vanished_file_of_that_size_and_content_is_the_twin(tracking: Tracking, gone: StoredFile) -> None:
    content = hashlib.sha256(CONTENT).digest()

    assert tracking.may_be_renamed(len(CONTENT))
    assert tracking.twin(len(CONTENT), content) == gone
    assert tracking.twin(len(CONTENT), content) is None  # it has another name now


@pytest.mark.parametrize(
    ("size", "content"),
    [(len(CONTENT), b"other"), (len(CONTENT) + 1, CONTENT)],
    ids=["another content", "another size"],
)
def test_no_other_file_is_taken_for_the_twin(tracking: Tracking, gone: StoredFile, size: int, content: bytes) -> None:
    assert tracking.twin(size, hashlib.sha256(content).digest()) is None
    assert set(tracking.vanished) == {gone.path}


def test_a_file_that_is_there_is_no_twin(tracking: Tracking, root: Path) -> None:
    (root / "song.als").write_bytes(CONTENT)
    tracking.keep(known_now(tracking.folder, "song.als"))

    assert not tracking.may_be_renamed(len(CONTENT))
    assert tracking.twin(len(CONTENT), hashlib.sha256(CONTENT).digest()) is None


def test_a_renamed_file_is_known_under_its_new_name_alone(
    tracking: Tracking, gone: StoredFile, root: Path, clock: HandClock
) -> None:
    (root / "renamed.als").write_bytes(CONTENT)
    renamed = known_now(tracking.folder, "renamed.als", file_id=gone.file_id)

    tracking.keep(renamed, instead_of=gone.path)
    look(tracking)
    clock.pass_by(1)

    assert tracking.known == {b"renamed.als": renamed}
    assert (tracking.removed(MANY), tracking.settled(MANY, LARGE)) == ([], [])


def test_what_a_scan_could_not_see_has_not_vanished(tracking: Tracking, root: Path) -> None:
    for name in ("closed/song.als", "open.als", "odd.als"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(CONTENT)
        tracking.keep(known_now(tracking.folder, name))

    tracking.observe(Found(unreadable={b"closed": "Permission denied", b"odd.als": "Input/output error"}))

    assert set(tracking.vanished) == {b"open.als"}
    assert tracking.unreadable == {b"closed": "Permission denied", b"odd.als": "Input/output error"}


def test_nothing_has_vanished_from_a_folder_that_is_not_there(tracking: Tracking, root: Path) -> None:
    (root / "song.als").write_bytes(CONTENT)
    tracking.keep(known_now(tracking.folder, "song.als"))

    tracking.observe(Found(unreadable={b"": "No such file or directory"}))

    assert tracking.vanished == {}


def test_a_new_file_that_goes_before_it_settles_leaves_no_trace(
    tracking: Tracking, root: Path, clock: HandClock
) -> None:
    for name in ("seen to go.wav", "not seen to go.wav"):
        (root / name).write_bytes(CONTENT)
    look(tracking)
    (root / "seen to go.wav").unlink()
    look(tracking)
    assert set(tracking.candidates) == {b"not seen to go.wav"}

    clock.pass_by(1)
    (root / "not seen to go.wav").unlink()

    assert tracking.settled(MANY, LARGE) == []
    assert (tracking.candidates, tracking.vanished) == ({}, {})


def test_a_file_that_goes_while_it_is_sent_is_gone_afterwards(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(CONTENT)
    look(tracking)
    clock.pass_by(1)
    tracking.settled(MANY, LARGE)
    stored = known_now(tracking.folder, "song.als")
    (root / "song.als").unlink()
    look(tracking)

    tracking.keep(stored)
    clock.pass_by(1)

    assert tracking.removed(MANY) == [stored]


def refuse(monkeypatch: pytest.MonkeyPatch, refused: Path, number: int) -> None:
    """Let nothing be learnt about a file."""
    lstat = os.lstat

    def look_at(path: Any, **more: Any) -> os.stat_result:
        if os.fsencode(path) == os.fsencode(refused):
            raise OSError(number, os.strerror(number))
        return lstat(path, **more)

    monkeypatch.setattr(os, "lstat", look_at)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_a_file_of_which_nothing_can_be_learnt_is_not_taken_for_gone(
    tracking: Tracking, root: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (root / "song.als").write_bytes(CONTENT)
    stored = known_now(tracking.folder, "song.als")
    refuse(monkeypatch, root / "song.als", number)

    tracking.keep(stored)
    clock.pass_by(1)

    assert (tracking.vanished, tracking.removed(MANY)) == ({}, [])


def a_link(path: Path) -> None:
    path.symlink_to("elsewhere")


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("other", [Path.mkdir, a_link, a_pipe], ids=["folder", "link", "pipe"])
def test_a_file_in_whose_place_something_else_is_has_vanished(
    tracking: Tracking, root: Path, clock: HandClock, other: Callable[[Path], None]
) -> None:
    (root / "song.als").write_bytes(CONTENT)
    stored = known_now(tracking.folder, "song.als")
    (root / "song.als").unlink()
    other(root / "song.als")

    tracking.keep(stored)
    clock.pass_by(1)

    assert (tracking.candidates, tracking.settled(MANY, LARGE)) == ({}, [])
    assert tracking.removed(MANY) == [stored]


@pytest.mark.parametrize("other", [Path.mkdir, a_link, a_pipe], ids=["folder", "link", "pipe"])
def test_what_takes_a_new_files_place_does_not_settle(
    tracking: Tracking, root: Path, clock: HandClock, other: Callable[[Path], None]
) -> None:
    (root / "song.als").write_bytes(CONTENT)
    look(tracking)
    clock.pass_by(1)
    (root / "song.als").unlink()
    other(root / "song.als")

    assert tracking.settled(MANY, LARGE) == []
    clock.pass_by(1)
    assert tracking.settled(MANY, LARGE) == []
