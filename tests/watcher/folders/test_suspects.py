"""Files that lost their content though nobody wrote them: told of, and not sent."""

import hashlib
import os
from pathlib import Path

import pytest

from reference_server.watcher.folders.ignoring import Ignoring
from reference_server.watcher.folders.scanning import Scanning
from reference_server.watcher.folders.tracking import Tracking
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import StoredFile
from tests.watcher.made import HandClock, known_now, seen, stored_file

MANY, LARGE = 1000, 1 << 40


@pytest.fixture
def tracking(folder: Folder, clock: HandClock) -> Tracking:
    return Tracking(folder, clock, [])


def look(tracking: Tracking) -> None:
    tracking.observe(Scanning(Ignoring(backups=True)).scan(tracking.root))


def settled(tracking: Tracking) -> list[bytes]:
    return [due.path for due in tracking.settled(MANY, LARGE)]


def store(tracking: Tracking, name: str) -> StoredFile:
    """Let a file that lies there be stored as it is."""
    file = known_now(tracking.folder, name)
    tracking.keep(file)
    return file


def emptied(file: Path) -> None:
    """Let a file lose its content without having been written, as a loss of power does."""
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    os.truncate(file, 0)
    os.utime(file, ns=times)


def test_a_file_that_lost_its_content_is_told_of_and_not_sent(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    store(tracking, "song.als")

    emptied(root / "song.als")
    look(tracking)
    clock.pass_by(5)

    assert settled(tracking) == []
    assert set(tracking.suspect) == {b"song.als"}
    look(tracking)
    assert set(tracking.suspect) == {b"song.als"}


def test_a_file_that_somebody_emptied_is_sent(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    store(tracking, "song.als")

    (root / "song.als").write_bytes(b"")
    os.utime(root / "song.als", ns=(1, 1))
    look(tracking)
    clock.pass_by(1)

    assert settled(tracking) == [b"song.als"]


def test_a_file_that_is_written_again_is_suspect_no_more(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    store(tracking, "song.als")
    emptied(root / "song.als")
    look(tracking)

    (root / "song.als").write_bytes(b"recovered")
    look(tracking)
    clock.pass_by(1)

    assert tracking.suspect == {}
    assert settled(tracking) == [b"song.als"]


def test_a_file_that_is_restored_as_it_was_is_suspect_no_more(tracking: Tracking, root: Path, clock: HandClock) -> None:
    (root / "song.als").write_bytes(b"four bars")
    times = ((root / "song.als").stat().st_atime_ns, (root / "song.als").stat().st_mtime_ns)
    store(tracking, "song.als")
    emptied(root / "song.als")
    look(tracking)

    (root / "song.als").write_bytes(b"four bars")
    os.utime(root / "song.als", ns=times)
    look(tracking)
    clock.pass_by(1)

    assert (tracking.suspect, settled(tracking)) == ({}, [])


def test_a_suspect_file_that_is_deleted_is_gone_like_any_other(
    tracking: Tracking, root: Path, clock: HandClock
) -> None:
    (root / "song.als").write_bytes(b"four bars")
    known = store(tracking, "song.als")
    emptied(root / "song.als")
    look(tracking)

    (root / "song.als").unlink()
    look(tracking)
    clock.pass_by(1)

    assert tracking.removed(MANY) == [known]
    assert tracking.suspect == {}


def test_an_empty_file_stays_an_ordinary_one(tracking: Tracking, root: Path, folder: Folder) -> None:
    (root / "empty.als").touch()
    tracking.keep(stored_file(folder, b"empty.als", seen(root / "empty.als"), hashlib.sha256().digest()))

    look(tracking)

    assert (tracking.suspect, tracking.candidates) == ({}, {})
