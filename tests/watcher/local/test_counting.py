"""What a watcher that does not run has stored can be counted without writing a byte."""

import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reference_server.watcher.local import state as module
from reference_server.watcher.local.errors import RunningError, UsageError
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import Signature, State, stored_counts
from tests.watcher.made import folder_at, names_in, stored_file

LOOK = Signature(9, 1, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "a folder?#%20").mkdir()
    return tmp_path / "a folder?#%20" / "state.db"


def filled(path: Path, folder: Folder) -> State:
    """Return an open state in which three files of a folder, and one of another one, are stored."""
    other = stored_file(folder_at(path.parent, 2), b"song.als", LOOK, file_id="other")
    state = State(path, "device")
    state.stored([*(stored_file(folder, b"%d.wav" % n, LOOK) for n in range(3)), other], [])
    return state


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file be written in the block, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_files_are_counted_on_a_full_disk(path: Path, folder: Folder) -> None:
    filled(path, folder).close()

    with no_room():
        counts = stored_counts(path)

    assert counts == {folder.id: 3, folder_at(path.parent, 2).id: 1}
    assert names_in(path.parent) == ["state.db"]


def test_what_a_killed_watcher_has_stored_is_counted_on_a_full_disk(path: Path, folder: Folder, tmp_path: Path) -> None:
    state = filled(path, folder)
    left = tmp_path / "left by a killed one"
    shutil.copytree(path.parent, left)
    state.close()
    assert names_in(left) == ["state.db", "state.db-shm", "state.db-wal"]

    with no_room():
        counts = stored_counts(left / "state.db")

    assert counts[folder.id] == 3


def test_a_relative_path_is_counted_too(path: Path, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path, folder).close()
    monkeypatch.chdir(path.parent)

    assert stored_counts(Path(path.name))[folder.id] == 3


def test_where_nothing_was_stored_yet_there_is_nothing(path: Path) -> None:
    assert stored_counts(path) == {}
    path.touch()
    assert stored_counts(path) == {}
    assert names_in(path.parent) == ["state.db"]


def test_a_state_of_a_newer_watcher_is_not_counted(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 2")
    database.close()

    with pytest.raises(UsageError, match="newer watcher; update this one"):
        stored_counts(path)


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 100, b"short"])
def test_a_damaged_state_is_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(UsageError, match=r"damaged .*move it away"):
        stored_counts(path)


def test_a_state_that_another_program_has_locked_is_told(
    path: Path, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_S", 0.1)
    state = filled(path, folder)
    state._database.execute("PRAGMA locking_mode = EXCLUSIVE")
    state.probe()

    with pytest.raises(RunningError, match="is locked by another program; try again"):
        stored_counts(path)

    state.close()
