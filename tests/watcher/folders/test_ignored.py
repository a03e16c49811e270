"""Files that are stored, and that a rule leaves out since then: they stay as they are stored."""

from pathlib import Path

import pytest

from reference_server.watcher.local.settings import Settings
from tests.watcher.bench import Bench

SONG = b"four bars"


@pytest.fixture
def left_out(bench: Bench, root: Path) -> Path:
    """A stored file that is left out from now on."""
    leave_out(bench, backups=False)
    (root / "Backup").mkdir()
    (root / "Backup" / "song.als").write_bytes(SONG)
    bench.back_up()
    leave_out(bench, backups=True)
    bench.product.calls.clear()
    return root / "Backup" / "song.als"


def leave_out(bench: Bench, *, backups: bool) -> None:
    """Set whether backups are left out."""
    bench.engine.apply(Settings(folders=bench.settings.folders, ignore_backups=backups))


@pytest.mark.parametrize("below", [b"", b"Backup"])
def test_they_have_not_vanished(bench: Bench, left_out: Path, below: bytes) -> None:
    bench.hints.add(bench.tracking.folder.id, below)

    bench.settle()

    assert (bench.tracking.vanished, bench.tracking.candidates) == ({}, {})
    assert not bench.engine.work()
    assert bench.product.present() == {b"Backup/song.als": SONG}


def test_a_copy_of_one_is_a_file_of_its_own(bench: Bench, left_out: Path, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)

    bench.back_up()

    assert bench.product.present() == {b"Backup/song.als": SONG, b"song.als": SONG}


def test_a_change_of_one_is_not_sent(bench: Bench, left_out: Path) -> None:
    left_out.write_bytes(b"five bars, now")

    bench.back_up()

    assert bench.product.present() == {b"Backup/song.als": SONG}


def test_a_change_that_waits_when_the_rule_comes_is_not_sent(bench: Bench, left_out: Path) -> None:
    leave_out(bench, backups=False)
    left_out.write_bytes(b"five bars, now")
    bench.settle()
    leave_out(bench, backups=True)

    bench.back_up()

    assert bench.product.present() == {b"Backup/song.als": SONG}


def test_one_that_is_deleted_with_its_folder_is_told(bench: Bench, left_out: Path) -> None:
    left_out.unlink()
    left_out.parent.rmdir()

    bench.back_up()

    assert bench.product.present() == {}
