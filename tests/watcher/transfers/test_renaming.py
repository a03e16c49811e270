"""Renamed files are told, and not sent again."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from reference_server.watcher.product.server import LockedError, UnavailableError
from reference_server.watcher.transfers.spooling import UnreadableError
from tests.watcher.bench import Bench, lost

SONG = b"four bars"


@pytest.fixture
def stored(bench: Bench, root: Path) -> Path:
    """A file that is stored."""
    (root / "song.als").write_bytes(SONG)
    bench.back_up()
    bench.product.calls.clear()
    return root / "song.als"


@pytest.mark.parametrize("new", ["renamed.als", "set/song.als"])
def test_a_renamed_file_is_told_and_not_sent(bench: Bench, stored: Path, root: Path, new: str) -> None:
    (root / "set").mkdir()
    stored.rename(root / new)

    bench.back_up()

    (file,) = bench.product.files.values()
    assert (file.path, file.rev, file.content, file.meta["n"]) == (new.encode(), 1, SONG, 1)
    assert (file.filename, file.deleted) == (new.rpartition("/")[2], False)
    assert bench.product.calls == ["rename"]
    assert f"stored {root}/{new} (renamed)" in bench.log


def test_a_file_may_be_renamed_again_and_again(bench: Bench, stored: Path, root: Path) -> None:
    for n in range(3):
        new = root / f"{n}.als"
        stored.rename(new)
        stored = new
        bench.back_up()

    (file,) = bench.product.files.values()
    assert (file.path, file.meta["n"], bench.product.calls) == (b"2.als", 3, ["rename"] * 3)


def test_a_renamed_file_is_known_in_the_next_life(bench: Bench, stored: Path, root: Path) -> None:
    stored.rename(root / "renamed.als")
    bench.back_up()

    bench.restart()
    bench.back_up()

    assert bench.product.calls == ["rename", "state"]


def test_a_file_that_was_renamed_while_the_watcher_was_away_is_told(bench: Bench, stored: Path, root: Path) -> None:
    stored.rename(root / "renamed.als")
    bench.restart()

    bench.back_up()

    assert bench.product.calls == ["state", "rename"]
    assert bench.product.present() == {b"renamed.als": SONG}


def test_a_renamed_file_that_is_changed_gets_its_next_version(bench: Bench, stored: Path, root: Path) -> None:
    stored.rename(root / "renamed.als")
    bench.back_up()
    (root / "renamed.als").write_bytes(b"five bars, now")

    bench.back_up()

    (file,) = bench.product.files.values()
    assert (file.path, file.rev, file.content) == (b"renamed.als", 2, b"five bars, now")


def test_a_copy_is_a_file_of_its_own(bench: Bench, stored: Path, root: Path) -> None:
    (root / "copy.als").write_bytes(SONG)

    bench.back_up()

    assert bench.product.present() == {stored.name.encode(): SONG, b"copy.als": SONG}


def test_of_two_copies_of_a_vanished_file_one_is_the_renamed_one(bench: Bench, stored: Path, root: Path) -> None:
    stored.unlink()
    for name in ("1.als", "2.als"):
        (root / name).write_bytes(SONG)

    bench.back_up()
    bench.back_up()

    assert bench.product.present() == {b"1.als": SONG, b"2.als": SONG}
    assert bench.product.calls.count("rename") == 1
    assert len(bench.product.files) == 2


def test_a_file_of_the_same_size_is_not_taken_for_the_renamed_one(bench: Bench, stored: Path, root: Path) -> None:
    stored.unlink()
    (root / "other.als").write_bytes(SONG[::-1])

    bench.back_up()
    bench.back_up()

    assert "rename" not in bench.product.calls
    assert bench.product.present() == {b"other.als": SONG[::-1]}


def test_a_rename_whose_answer_was_lost_goes_on_from_where_the_product_is(
    bench: Bench, stored: Path, root: Path
) -> None:
    stored.rename(root / "renamed.als")
    bench.product.after["rename"].append(lost())
    bench.settle()
    assert isinstance(bench.fail_once(), UnavailableError)

    bench.back_up()

    (file,) = bench.product.files.values()
    assert (file.path, file.meta["n"], file.rev) == (b"renamed.als", 2, 1)
    (root / "renamed.als").rename(root / "again.als")
    bench.back_up()
    assert (file.path, file.meta["n"]) == (b"again.als", 3)


@pytest.mark.parametrize("error", [lost(), LockedError("idle")])
def test_a_rename_that_cannot_be_told_now_is_told_later(
    bench: Bench, stored: Path, root: Path, error: Exception
) -> None:
    stored.rename(root / "renamed.als")
    bench.product.before["rename"].append(error)
    bench.settle()
    assert bench.fail_once() is error

    bench.back_up()

    assert bench.product.calls == ["rename", "rename"]
    assert bench.product.present() == {b"renamed.als": SONG}


def test_a_renamed_file_that_was_deleted_at_the_product_is_sent_as_a_new_one(
    bench: Bench, stored: Path, root: Path
) -> None:
    (old,) = bench.product.there()
    old.deleted = True
    stored.rename(root / "renamed.als")

    bench.back_up()

    assert bench.product.present() == {b"renamed.als": SONG}
    assert "not renamed" in bench.log
    bench.back_up()
    assert set(bench.tracking.known) == {b"renamed.als"}


def test_a_renamed_file_of_which_the_product_has_another_version_is_sent_as_a_new_one(
    bench: Bench, stored: Path, root: Path
) -> None:
    older = bench.parts.state.files(bench.settings.folders[0].id)
    stored.write_bytes(b"five bars, now")
    bench.back_up()
    bench.parts.state.stored(older, [])
    bench.restart()
    stored.write_bytes(SONG)
    stored.rename(root / "renamed.als")

    bench.back_up()
    bench.back_up()

    assert bench.product.present() == {b"renamed.als": SONG}


def test_a_dying_disk_under_a_file_that_may_be_renamed_hinders_nothing(
    bench: Bench, stored: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored.rename(root / "renamed.als")
    (root / "other.wav").write_bytes(b"another take")
    bench.settle()

    def broken(_: object, due: Any) -> Any:
        raise UnreadableError(os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(bench.parts.spooling, "hash", broken)
        bench.work()

    assert b"other.wav" in bench.product.present()
    assert [path for _, path in bench.parts.journal.failures] == [b"renamed.als"]


def test_a_file_that_is_written_under_the_old_name_while_a_rename_is_told_is_a_new_one(
    bench: Bench, stored: Path, root: Path
) -> None:
    stored.rename(root / "renamed.als")
    bench.settle()

    def meanwhile(call: str) -> None:
        if call == "rename":
            stored.write_bytes(b"five bars, now")
            bench.back_up()

    bench.product.begin = meanwhile  # type: ignore[method-assign]
    bench.work()
    bench.back_up()

    assert bench.product.present() == {b"renamed.als": SONG, b"song.als": b"five bars, now"}
    assert [file.rev for file in bench.product.there()] == [1, 1]
    assert bench.tracking.working == {}
