"""What the system tells of changes: where to look, and what is done when it tells nothing."""

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from watchdog.events import FileMovedEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver

from reference_server.watcher.folders.hints import MOST, Hints
from reference_server.watcher.local.settings import Folder
from tests.watcher.made import folder_at


@pytest.fixture
def hints(tmp_path: Path) -> Iterator[Hints]:
    unwatched = tmp_path / "unwatched"
    unwatched.mkdir()
    hints = Hints(Event(), unwatched)
    yield hints
    hints.close()


def told(hints: Hints, folder: Folder, *paths: str, kind: str = "modified") -> set[bytes]:
    """Return where to look after events at these paths of a folder."""
    hints.heard(folder, kind, [os.fsencode(f"{folder.path}{path}") for path in paths])
    return hints.taken(folder.id)


def test_a_change_tells_the_folder_that_it_happened_in(hints: Hints, folder: Folder) -> None:
    assert told(hints, folder, "/set/song.als") == {b"set"}
    assert told(hints, folder, "/song.als") == {b""}
    assert told(hints, folder, "/a/b/c/take.wav") == {b"a/b/c"}
    assert hints.wake.is_set()


def test_what_was_taken_is_not_told_again(hints: Hints, folder: Folder) -> None:
    told(hints, folder, "/set/song.als")

    assert hints.taken(folder.id) == set()


def test_both_ends_of_a_rename_are_told(hints: Hints, folder: Folder) -> None:
    assert told(hints, folder, "/old/song.als", "/new/song.als", kind="moved") == {b"old", b"new"}


def test_a_file_that_is_moved_in_from_elsewhere_is_told(hints: Hints, folder: Folder) -> None:
    hints.heard(folder, "moved", [b"/elsewhere/song.als", os.fsencode(f"{folder.path}/set/song.als")])

    assert hints.taken(folder.id) == {b"set"}


@pytest.mark.parametrize("kind", ["opened", "closed_no_write"])
def test_somebody_who_only_reads_wakes_nobody(hints: Hints, folder: Folder, kind: str) -> None:
    assert told(hints, folder, "/set/song.als", kind=kind) == set()
    assert not hints.wake.is_set()


@pytest.mark.parametrize("path", ["", "2/song.als", " too/song.als"])
def test_a_change_beside_the_folder_is_none_of_it(hints: Hints, folder: Folder, path: str) -> None:
    assert told(hints, folder, path) == ({b""} if not path else set())


def test_names_that_are_no_text_are_told_as_they_are(hints: Hints, folder: Folder) -> None:
    hints.heard(folder, "created", [os.fsencode(folder.path) + b"/not utf-8 \xff/song.als"])

    assert hints.taken(folder.id) == {b"not utf-8 \xff"}


def test_a_place_swallows_those_below_it(hints: Hints, folder: Folder) -> None:
    assert told(hints, folder, "/a/x", "/a/b/x", "/a/b/c/x", "/ab/x", "/d/e/x") == {b"a", b"ab", b"d/e"}


def test_the_folder_itself_swallows_all_others(hints: Hints, folder: Folder) -> None:
    assert told(hints, folder, "/a/x", "/x", "/d/e/x") == {b""}


def test_too_many_places_become_the_whole_folder(hints: Hints, folder: Folder) -> None:
    assert len(told(hints, folder, *[f"/{n}/x" for n in range(MOST)])) == MOST
    assert told(hints, folder, *[f"/{n}/x" for n in range(MOST + 5)]) == {b""}


def test_folders_do_not_get_each_others_hints(hints: Hints, folder: Folder, tmp_path: Path) -> None:
    other = folder_at(tmp_path / "Other", 2)
    hints.heard(other, "created", [os.fsencode(f"{other.path}/song.als")])

    assert hints.taken(folder.id) == set()
    assert hints.taken(other.id) == {b""}


def until_told(hints: Hints, folder: Folder, wanted: bytes) -> bool:
    """Wait until the system has told of a place, or a place above it."""
    places: set[bytes] = set()
    while not places & {wanted, b""}:
        if not hints.wake.wait(10):
            return False
        hints.wake.clear()
        places |= hints.taken(folder.id)
    return True


def test_the_system_tells_of_new_files_in_new_folders(hints: Hints, folder: Folder, root: Path) -> None:
    (root / "set").mkdir()
    hints.watch(folder)
    assert hints.is_alive(folder.id)
    assert hints.troubles == {}

    (root / "set" / "song.als").write_bytes(b"four bars")

    assert until_told(hints, folder, b"set")


def test_the_system_tells_of_a_save_by_renaming(hints: Hints, folder: Folder, root: Path, tmp_path: Path) -> None:
    (root / "set").mkdir()
    (tmp_path / "elsewhere.als").write_bytes(b"four bars")
    hints.watch(folder)

    (tmp_path / "elsewhere.als").rename(root / "set" / "song.als")

    assert until_told(hints, folder, b"set")


def test_a_save_by_renaming_is_told_at_both_ends(hints: Hints, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    handlers: list[FileSystemEventHandler] = []
    monkeypatch.setattr(BaseObserver, "schedule", lambda _self, handler, *_, **__: handlers.append(handler))
    monkeypatch.setattr(BaseObserver, "unschedule", lambda *_: None)
    hints.watch(folder)

    handlers[0].dispatch(FileMovedEvent(f"{folder.path}/a/song.tmp", f"{folder.path}/b/song.als"))

    assert hints.taken(folder.id) == {b"a", b"b"}


def test_a_folder_that_is_watched_no_more_is_told_of_no_more(hints: Hints, folder: Folder) -> None:
    before = set(threading.enumerate())
    hints.watch(folder)

    hints.unwatch(folder.id)

    assert not hints.is_alive(folder.id)
    assert set(threading.enumerate()) <= before


def test_watching_anew_leaves_nothing_of_before(hints: Hints, folder: Folder) -> None:
    before = set(threading.enumerate())
    hints.watch(folder)
    once = len(set(threading.enumerate()) - before)

    hints.watch(folder)

    assert len(set(threading.enumerate()) - before) == once
    assert hints.is_alive(folder.id)


def refuse(monkeypatch: pytest.MonkeyPatch, number: int, *, times: int = 99) -> None:
    """Let the system watch nothing, after some times."""
    schedule = BaseObserver.schedule
    left = [times]

    def fail(observer: BaseObserver, *given: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(number, os.strerror(number))
        return schedule(observer, *given, **more)

    monkeypatch.setattr(BaseObserver, "schedule", fail)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the system watches no more folders (raise fs.inotify.max_user_watches); it is scanned more"),
        (errno.EMFILE, "the system watches no more folders"),
        (errno.EACCES, "the system does not tell of changes (Permission denied); it is scanned more often instead"),
    ],
)
def test_a_folder_that_cannot_be_watched_is_told_as_a_trouble(
    hints: Hints, folder: Folder, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    refuse(monkeypatch, number, times=0)

    hints.watch(folder)

    assert said in hints.troubles[folder.id]
    assert not hints.is_alive(folder.id)


def test_a_limit_that_hits_folders_further_down_is_noticed(
    hints: Hints, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, errno.ENOSPC, times=1)

    hints.watch(folder)

    assert "watches no more folders" in hints.troubles[folder.id]
    assert not hints.is_alive(folder.id)


def test_a_trouble_that_is_over_is_told_no_more(hints: Hints, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as limited:
        refuse(limited, errno.ENOSPC, times=0)
        hints.watch(folder)

    hints.watch(folder)

    assert (hints.troubles, hints.is_alive(folder.id)) == ({}, True)


def test_a_folder_that_is_gone_cannot_be_watched(hints: Hints, tmp_path: Path) -> None:
    gone = folder_at(tmp_path / "gone")

    hints.watch(gone)

    assert "No such file or directory" in hints.troubles[gone.id]
