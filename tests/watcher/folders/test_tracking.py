"""What has changed in a folder, and when it has been still for long enough."""

import os
from pathlib import Path

import pytest

from reference_server.watcher.folders.ignoring import Ignoring
from reference_server.watcher.folders.scanning import Scanning
from reference_server.watcher.folders.tracking import Tracking
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import StoredFile
from tests.watcher.made import HandClock, known_now, seen

MANY, LARGE = 1000, 1 << 40


@pytest.fixture
def tracking(folder: Folder, clock: HandClock) -> Tracking:
    return Tracking(folder, clock, [])


def look(tracking: Tracking, below: bytes = b"") -> None:
    tracking.observe(Scanning(Ignoring(backups=True)).scan(tracking.root, below), below)


def settled(tracking: Tracking) -> list[bytes]:
    return [due.path for due in tracking.settled(MANY, LARGE)]


def store(tracking: Tracking, name: str) -> StoredFile:
    """Let a file that lies there be stored as it is."""
    file = known_now(tracking.folder, name)
    tracking.keep(file)
    return file


def test_a_new_file_settles_after_three_quarters_of_a_second(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    look(tracking)

    clock.pass_by(0.74)
    assert settled(tracking) == []
    clock.pass_by(0.01)

    (due,) = tracking.settled(MANY, LARGE)
    assert (due.path, due.signature, due.known) == (b"song.als", seen(root / "song.als"), None)


def test_a_file_that_is_being_worked_on_is_given_out_once(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    look(tracking)
    clock.pass_by(1)

    assert settled(tracking) == [b"song.als"]
    look(tracking)
    clock.pass_by(1)

    assert settled(tracking) == []


def test_a_change_that_a_scan_sees_lets_the_time_begin_anew(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    look(tracking)
    clock.pass_by(0.7)
    (root / "song.als").write_bytes(b"five bars, now")
    look(tracking)

    clock.pass_by(0.74)
    assert settled(tracking) == []
    clock.pass_by(0.01)

    assert settled(tracking) == [b"song.als"]


def test_a_scan_that_sees_no_change_does_not(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    look(tracking)
    clock.pass_by(0.7)
    look(tracking)
    clock.pass_by(0.05)

    assert settled(tracking) == [b"song.als"]


@pytest.mark.parametrize("what", ["size", "time", "inode"])
def test_a_change_that_no_scan_has_seen_lets_the_time_begin_anew(
    tracking: Tracking, root: Path, clock: HandClock, what: str
) -> None:
    file = root / "song.als"
    file.write_bytes(b"four bars")
    look(tracking)
    clock.pass_by(1)

    if what == "inode":
        other, times = root.parent / "other", (file.stat().st_atime_ns, file.stat().st_mtime_ns)
        other.write_bytes(b"four bars")
        os.utime(other, ns=times)
        other.replace(file)
    elif what == "time":
        os.utime(file, ns=(1, 1))
    else:
        file.write_bytes(b"five bars, now")

    assert settled(tracking) == []
    clock.pass_by(0.75)
    assert settled(tracking) == [b"song.als"]


def test_a_stored_file_that_has_not_changed_is_left_alone(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    store(tracking, "song.als")
    look(tracking)
    clock.pass_by(10)

    assert settled(tracking) == []
    assert tracking.next_due() is None


def test_a_changed_file_settles_with_what_is_stored_of_it(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    known = store(tracking, "song.als")
    (root / "song.als").write_bytes(b"five bars, now")
    look(tracking)
    clock.pass_by(1)

    (due,) = tracking.settled(MANY, LARGE)

    assert due.known == known


def test_a_file_that_changes_while_it_is_sent_follows_afterwards(
    tracking: Tracking, root: Path, clock: HandClock
) -> None:
    (root / "song.als").write_bytes(b"four bars")
    look(tracking)
    clock.pass_by(1)
    assert settled(tracking) == [b"song.als"]
    first = known_now(tracking.folder, "song.als")
    (root / "song.als").write_bytes(b"five bars, now")
    look(tracking)
    clock.pass_by(5)
    assert settled(tracking) == []

    tracking.keep(first)
    clock.pass_by(0.75)

    (due,) = tracking.settled(MANY, LARGE)
    assert (due.signature.size, due.known) == (14, first)


def test_a_file_that_is_stored_as_it_is_needs_nothing_more(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    look(tracking)
    clock.pass_by(1)
    settled(tracking)

    store(tracking, "song.als")
    look(tracking)
    clock.pass_by(5)

    assert settled(tracking) == []
    assert tracking.working == {}


def test_a_file_that_was_let_go_is_found_by_the_next_scan(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    look(tracking)
    clock.pass_by(1)
    settled(tracking)

    tracking.let_go(b"song.als")
    clock.pass_by(5)
    assert settled(tracking) == []
    look(tracking)
    clock.pass_by(1)

    assert settled(tracking) == [b"song.als"]


def test_so_many_files_are_given_out_at_a_time(tracking: Tracking, root: Path, clock: HandClock) -> None:
    for n in range(5):
        (root / f"{n}.wav").write_bytes(b"take")
    look(tracking)
    clock.pass_by(1)

    assert [len(tracking.settled(2, LARGE)) for _ in range(4)] == [2, 2, 1, 0]


def test_the_first_files_that_reach_so_many_bytes_are_given_out(
    tracking: Tracking, root: Path, clock: HandClock
) -> None:
    for n in range(5):
        (root / f"{n}.wav").write_bytes(b"ten bytes.")
    look(tracking)
    clock.pass_by(1)

    assert [len(tracking.settled(MANY, 11)) for _ in range(4)] == [2, 2, 1, 0]


def test_what_is_due_next_is_told_in_seconds(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    look(tracking)
    clock.pass_by(0.25)
    (root / "later.als").write_bytes(b"four bars")
    look(tracking)

    assert tracking.next_due() == pytest.approx(0.5)
    clock.pass_by(0.5)
    assert tracking.next_due() == pytest.approx(0.25)


def test_nobody_is_woken_again_and_again_for_what_has_settled_and_cannot_be_sent(
    tracking: Tracking, root: Path, clock: HandClock
) -> None:
    for name in ("song.als", "gone.als"):
        (root / name).write_bytes(b"four bars")
    store(tracking, "gone.als")
    (root / "gone.als").unlink()
    look(tracking)

    clock.pass_by(0.75)

    assert tracking.next_due() is None
    assert settled(tracking) == [b"song.als"]


def test_what_a_scan_of_everything_left_out_is_kept(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "set").mkdir()
    (root / "set" / "mix.tmp").touch()
    look(tracking, b"set")
    assert (tracking.ignored, tracking.last_scan) == ({}, None)

    look(tracking)

    assert (tracking.ignored, tracking.last_scan) == ({"*.tmp": 1}, clock.now())


def test_a_scan_below_a_folder_leaves_the_others_alone(tracking: Tracking, root: Path, clock: HandClock) -> None:
    for name in ("a/song.als", "ab/song.als", "b/song.als"):
        (root / name).parent.mkdir()
        (root / name).write_bytes(b"four bars")
        store(tracking, name)
        (root / name).unlink()
    (root / "new.als").touch()

    look(tracking, b"a")

    assert set(tracking.vanished) == {b"a/song.als"}
    assert tracking.candidates == {}
