"""Removals are told only while the folder is there, and the file is not."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from reference_server.watcher.folders.roots import MARKER
from reference_server.watcher.product.server import LockedError, ProblemError, UnavailableError
from tests.watcher.bench import Bench, lost
from tests.watcher.stubs import problem

SONG = b"four bars"


@pytest.fixture
def stored(bench: Bench, root: Path) -> Path:
    """A file in a folder of its own, which is stored."""
    (root / "set").mkdir()
    (root / "set" / "song.als").write_bytes(SONG)
    bench.back_up()
    bench.product.calls.clear()
    return root / "set" / "song.als"


def test_a_deleted_file_is_told_and_its_versions_stay(bench: Bench, stored: Path) -> None:
    stored.unlink()

    bench.back_up()

    (file,) = bench.product.files.values()
    assert (file.deleted, file.content, bench.product.calls) == (True, SONG, ["delete"])
    assert bench.parts.state.files(bench.settings.folders[0].id) == []
    assert f"removed {stored}" in bench.log


def test_a_deleted_file_is_told_once(bench: Bench, stored: Path) -> None:
    stored.unlink()
    bench.back_up()

    bench.back_up()
    bench.restart()
    bench.back_up()

    assert bench.product.calls.count("delete") == 1


def test_many_deleted_files_are_told(bench: Bench, root: Path) -> None:
    for n in range(40):
        (root / f"{n}.wav").write_bytes(b"take %d" % n)
    bench.back_up()
    for n in range(40):
        (root / f"{n}.wav").unlink()

    bench.back_up()

    assert bench.product.there() == []


def test_a_file_that_was_deleted_while_the_watcher_was_away_is_told(bench: Bench, stored: Path) -> None:
    bench.close()
    stored.unlink()
    bench.start()

    bench.back_up()

    assert bench.product.there() == []


def test_a_file_that_comes_back_at_the_last_moment_is_not_told(bench: Bench, stored: Path) -> None:
    stored.unlink()
    bench.settle()
    stored.write_bytes(SONG)

    bench.work()
    bench.back_up()

    assert "delete" not in bench.product.calls
    (file,) = bench.product.there()
    assert (file.rev, file.content) == (1, SONG)


def unplugged(root: Path) -> None:
    root.rename(root.with_name("unplugged"))


def an_empty_mount_point(root: Path) -> None:
    unplugged(root)
    root.mkdir()


def another_folder(root: Path) -> None:
    an_empty_mount_point(root)
    (root / MARKER).write_text("00000000-0000-4000-8000-000000000099\n", encoding="ascii")


@pytest.mark.parametrize("happens", [unplugged, an_empty_mount_point, another_folder])
@pytest.mark.parametrize("when", ["before a look", "after it"])
def test_nothing_is_told_of_a_folder_that_is_not_there(
    bench: Bench, stored: Path, root: Path, happens: Any, when: str
) -> None:
    if when == "before a look":
        happens(root)
        bench.settle()
    else:
        stored.unlink()
        bench.settle()
        happens(root)

    bench.work()
    bench.clock.pass_by(1)
    bench.work()

    assert "delete" not in bench.product.calls
    assert set(bench.tracking.known) == {b"set/song.als"}


def test_a_folder_that_is_back_is_as_it_was(bench: Bench, stored: Path, root: Path) -> None:
    unplugged(root)
    bench.settle()
    bench.work()
    root.with_name("unplugged").rename(root)

    bench.back_up()

    assert bench.product.calls == []
    assert bench.tracking.vanished == {}


def refuse(monkeypatch: pytest.MonkeyPatch, place: Path, number: int) -> None:
    """Let nothing be learnt about what lies at or below a place."""
    originals: dict[str, Any] = {"lstat": os.lstat, "scandir": os.scandir}

    def guarded(call: str) -> Any:
        def look_at(path: Any, **more: Any) -> Any:
            if f"{os.fsdecode(path)}/".startswith(f"{place}/"):
                raise OSError(number, os.strerror(number))
            return originals[call](path, **more)

        return look_at

    for call in originals:
        monkeypatch.setattr(os, call, guarded(call))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_a_file_that_cannot_be_looked_at_any_more_is_not_told(
    bench: Bench, stored: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with monkeypatch.context() as patched:
        refuse(patched, stored.parent, number)
        bench.back_up()
        bench.back_up()

        assert bench.tracking.unreadable == {b"set": os.strerror(number)}
    bench.back_up()

    assert bench.product.calls == []
    assert bench.tracking.unreadable == {}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_a_file_that_could_be_looked_at_when_it_vanished_is_looked_for_again(
    bench: Bench, stored: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    stored.unlink()
    bench.settle()

    with monkeypatch.context() as patched:
        refuse(patched, stored.parent, number)
        bench.work()
    assert bench.product.calls == []
    bench.back_up()

    assert bench.product.calls == ["delete"]


def test_a_folder_in_a_files_place_does_not_hide_that_it_is_gone(bench: Bench, stored: Path) -> None:
    stored.unlink()
    stored.mkdir()

    bench.back_up()

    assert bench.product.there() == []


def test_a_link_in_a_folders_place_does_not_hide_that_its_files_are_gone(bench: Bench, stored: Path) -> None:
    elsewhere = stored.parent.rename(stored.parents[2] / "elsewhere")
    stored.parent.symlink_to(elsewhere)
    stored.write_bytes(b"nobody asked for this to be backed up")

    for _ in range(3):
        bench.back_up()

    assert (bench.product.present(), bench.product.calls) == ({}, ["delete"])
    assert bench.tracking.candidates == {}


@pytest.mark.parametrize("error", [lost(), LockedError("idle")])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_removal_that_cannot_be_told_now_is_told_later(
    bench: Bench, stored: Path, root: Path, error: Exception, when: str
) -> None:
    stored.unlink()
    getattr(bench.product, when)["delete"].append(error)
    bench.settle()
    assert bench.fail_once() is error
    assert set(bench.tracking.known) == {b"set/song.als"}

    bench.clock.pass_by(1)
    bench.work()

    assert (bench.product.there(), bench.tracking.known) == ([], {})


def test_of_several_removals_those_are_told_again_that_were_not(bench: Bench, root: Path) -> None:
    for n in range(3):
        (root / f"{n}.wav").write_bytes(b"take %d" % n)
    bench.back_up()
    for n in range(3):
        (root / f"{n}.wav").unlink()
    bench.settle()
    delete, told = bench.parts.server.delete, []

    def second_is_lost(file_id: str, rev: int) -> None:
        told.append(file_id)
        if len(told) == 2:
            raise lost()
        delete(file_id, rev)

    bench.parts.server.delete = second_is_lost  # type: ignore[method-assign]
    assert isinstance(bench.fail_once(), UnavailableError)
    bench.clock.pass_by(1)
    bench.work()

    assert bench.product.there() == []
    assert len(told) == 4


def test_a_file_that_the_product_does_not_know_is_forgotten(bench: Bench, stored: Path) -> None:
    bench.product.files.clear()
    stored.unlink()

    bench.back_up()

    assert bench.tracking.known == {}
    assert bench.parts.state.files(bench.settings.folders[0].id) == []


def test_another_refusal_is_told_and_the_file_not_forgotten(bench: Bench, stored: Path) -> None:
    bench.product.before["delete"].append(ProblemError(problem("validation")))
    stored.unlink()
    bench.settle()

    assert isinstance(bench.fail_once(), ProblemError)

    assert set(bench.tracking.known) == {b"set/song.als"}


def test_a_file_that_is_back_while_its_removal_is_told_is_a_new_one(bench: Bench, stored: Path) -> None:
    stored.unlink()
    bench.settle()

    def meanwhile(call: str) -> None:
        if call == "delete":
            stored.write_bytes(b"five bars, now")
            bench.back_up()

    bench.product.begin = meanwhile  # type: ignore[method-assign]
    bench.work()
    bench.back_up()

    (file,) = bench.product.there()
    assert (file.path, file.content, file.rev) == (b"set/song.als", b"five bars, now", 1)
    assert bench.tracking.working == {}


def test_a_removal_of_an_older_version_than_the_product_has_is_told_of_that_one(bench: Bench, stored: Path) -> None:
    """As after a backup of the watcher's own state was put back."""
    older = bench.parts.state.files(bench.settings.folders[0].id)
    stored.write_bytes(b"five bars, now")
    bench.back_up()
    bench.parts.state.stored(older, [])
    bench.restart()
    stored.unlink()

    bench.back_up()
    bench.clock.pass_by(1)
    bench.work()

    assert (bench.product.there(), bench.tracking.known) == ([], {})
    assert bench.product.calls.count("delete") == 2
