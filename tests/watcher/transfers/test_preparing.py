"""What has settled: uploads, and files that are the same or cannot be read."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from reference_server.watcher.local.errors import DiskFullError
from reference_server.watcher.transfers import preparing as preparing_module
from reference_server.watcher.transfers.spooling import RESERVE, UnreadableError
from tests.watcher.bench import Bench
from tests.watcher.made import names_in

SONG = b"four bars"


@pytest.fixture
def stored(bench: Bench, root: Path) -> Path:
    """A file that is stored."""
    (root / "song.als").write_bytes(SONG)
    bench.back_up()
    bench.product.calls.clear()
    return root / "song.als"


def test_a_touched_file_is_no_new_version(bench: Bench, stored: Path) -> None:
    os.utime(stored, ns=(1, 1))

    bench.back_up()

    (file,) = bench.product.there()
    assert (file.rev, bench.product.calls, names_in(bench.home.spool)) == (1, [], [])


def test_a_touched_file_is_read_once(bench: Bench, stored: Path) -> None:
    os.utime(stored, ns=(1, 1))
    bench.back_up()

    bench.restart()
    bench.settle()

    assert (bench.tracking.candidates, bench.tracking.working) == ({}, {})


def test_a_file_that_cannot_be_read_is_told_and_hinders_no_other(
    bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        (root / f"{n}.wav").write_bytes(b"take %d" % n)
    opened = bench.parts.spooling.opened

    def refuse(folder: Any, due: Any) -> Any:
        if due.path == b"1.wav":
            raise UnreadableError("Permission denied")
        return opened(folder, due)

    with monkeypatch.context() as patched:
        patched.setattr(bench.parts.spooling, "opened", refuse)
        bench.back_up()
        (failure,) = bench.parts.journal.failures.values()
        assert (failure.path, failure.reason) == (b"1.wav", "Permission denied")
        assert set(bench.product.present()) == {b"0.wav", b"2.wav"}

    bench.back_up()

    assert len(bench.product.present()) == 3
    assert bench.parts.journal.failures == {}


def test_a_file_that_can_be_read_again_and_is_the_same_fails_no_longer(
    bench: Bench, stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Any:
        raise UnreadableError("Permission denied")

    os.utime(stored, ns=(1, 1))
    with monkeypatch.context() as patched:
        patched.setattr(bench.parts.spooling, "opened", refuse)
        bench.back_up()
        assert len(bench.parts.journal.failures) == 1

    bench.back_up()

    assert bench.parts.journal.failures == {}
    assert bench.product.calls == []


def test_a_file_that_is_larger_than_the_product_takes_is_told_and_not_read(
    bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing_module, "LARGEST", 100)
    (root / "at most.wav").write_bytes(b"x" * 100)
    (root / "forgotten recording.wav").write_bytes(b"x" * 101)

    bench.back_up()

    assert set(bench.product.present()) == {b"at most.wav"}
    (failure,) = bench.parts.journal.failures.values()
    assert (failure.path, "larger than" in failure.reason) == (b"forgotten recording.wav", True)


def test_the_largest_file_fits_into_what_the_product_takes() -> None:
    most_parts, part, chunk, overhead = 2000, 8 << 20, 4 << 20, 28
    largest = preparing_module.LARGEST

    assert largest + overhead * -(-largest // chunk) <= most_parts * part


def test_a_full_disk_gives_everything_back(bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(5):
        (root / f"{n}.wav").write_bytes(b"take %d" % n)
    bench.settle()

    def full(_name: str, _chunks: Any) -> Any:
        raise DiskFullError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(bench.parts.spooling, "write", full)
        assert isinstance(bench.fail_once(), DiskFullError)

    assert (names_in(bench.home.spool), bench.parts.state.jobs(), bench.tracking.working) == ([], [], {})
    bench.clock.pass_by(1)
    bench.work()
    assert len(bench.product.present()) == len(bench.product.files) == 5


@pytest.mark.parametrize("large", [0, 2, 4])
def test_a_file_that_has_no_room_keeps_no_other_from_being_stored(
    bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    for n in range(5):
        (root / f"{n}.wav").write_bytes(b"take" * (1000 if n == large else 1))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=RESERVE + 100))

    for _ in range(2):
        bench.settle()
        with suppress(DiskFullError):
            bench.work()
    bench.settle()

    assert isinstance(bench.fail_once(), DiskFullError)
    assert set(bench.product.present()) == {b"%d.wav" % n for n in range(5) if n != large}
    assert set(bench.tracking.candidates) == {b"%d.wav" % large}
    assert (names_in(bench.home.spool), bench.tracking.working) == ([], {})


def test_uploads_that_cannot_be_noted_down_are_given_back(
    bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.settle()

    def full(_: object) -> None:
        raise DiskFullError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(bench.parts.state, "add_jobs", full)
        assert isinstance(bench.fail_once(), DiskFullError)
    assert names_in(bench.home.spool) == []
    bench.clock.pass_by(1)
    bench.work()

    assert bench.has_stored_once()


def test_a_file_that_changes_while_it_is_read_settles_anew(
    bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "song.als").write_bytes(b"half")
    bench.settle()
    opened = bench.parts.spooling.opened

    def written_on(folder: Any, due: Any) -> Any:
        (root / "song.als").write_bytes(SONG)
        return opened(folder, due)

    with monkeypatch.context() as patched:
        patched.setattr(bench.parts.spooling, "opened", written_on)
        bench.work()
    assert bench.product.files == {}
    bench.clock.pass_by(1)
    bench.work()

    assert bench.has_stored_once()
