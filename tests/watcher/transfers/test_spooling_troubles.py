"""Files that change, go, or cannot be read while they are spooled, and a spool without room."""

import errno
import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_server.watcher.local.errors import DiskFullError
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.transfers import spooling as spooling_module
from reference_server.watcher.transfers.cipher import Cipher, FileKey
from reference_server.watcher.transfers.spooling import ChangedError, Hashing, Spooling, UnreadableError
from tests.watcher.made import WATCHER, HandClock, due, names_in

Change = Callable[[Path], None]


@pytest.fixture
def spooling(home: Home, clock: HandClock) -> Spooling:
    return Spooling(home.spool, Cipher(WATCHER), clock)


class Meddling(Cipher):
    """Lets something happen to the file after it was read, before it is looked at again."""

    def __init__(self, meddle: Callable[[], None]) -> None:
        super().__init__(WATCHER)
        self.meddle = meddle

    def chunks(self, key: FileKey, plaintext: Iterator[bytes]) -> Iterator[bytes]:
        """Encrypt, and meddle."""
        yield from super().chunks(key, plaintext)
        self.meddle()


def written_on(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"and one more")


def written_over(file: Path) -> None:
    file.write_bytes(file.read_bytes()[::-1])
    os.utime(file, ns=(1, 1))


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def deleted(file: Path) -> None:
    file.unlink()


def replaced(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(b"four bars")
    other.replace(file)


def made_a_link(file: Path) -> None:
    other = file.with_name("elsewhere")
    file.rename(other)
    file.symlink_to(other)


def made_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def made_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def parent_made_a_link(file: Path) -> None:
    elsewhere = file.parent.rename(file.parents[2] / "elsewhere")
    file.parent.symlink_to(elsewhere)


def parent_made_a_file(file: Path) -> None:
    file.unlink()
    file.parent.rmdir()
    file.parent.write_bytes(b"")


BEFORE = [
    written_on,
    written_over,
    emptied,
    deleted,
    replaced,
    made_a_link,
    made_a_folder,
    made_a_pipe,
    parent_made_a_link,
    parent_made_a_file,
]


@pytest.mark.parametrize("change", BEFORE)
@pytest.mark.parametrize("what", ["spool", "hash"])
def test_a_file_that_changed_after_it_had_settled_has_to_settle_anew(
    spooling: Spooling, folder: Folder, root: Path, change: Change, what: str
) -> None:
    (root / "set").mkdir()
    (root / "set" / "song.als").write_bytes(b"four bars")
    settled = due(root, "set/song.als")

    change(root / "set" / "song.als")

    with pytest.raises(ChangedError):
        getattr(spooling, what)(folder, settled)
    assert names_in(spooling.folder) == []


@pytest.mark.parametrize("change", [written_on, written_over, emptied])
def test_a_file_that_changes_while_it_is_read_leaves_nothing_in_the_spool(
    home: Home, clock: HandClock, folder: Folder, root: Path, change: Change
) -> None:
    (root / "song.als").write_bytes(b"four bars")
    spooling = Spooling(home.spool, Meddling(lambda: change(root / "song.als")), clock)

    with pytest.raises(ChangedError):
        spooling.spool(folder, due(root, "song.als"))

    assert names_in(home.spool) == []


@pytest.mark.parametrize("change", [written_on, written_over, emptied])
def test_a_file_that_changes_while_it_is_hashed_has_no_hash(
    spooling: Spooling, folder: Folder, root: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    (root / "song.als").write_bytes(b"four bars")

    def meddle(file: BinaryIO) -> Iterator[bytes]:
        yield file.read()
        change(root / "song.als")

    monkeypatch.setattr(spooling_module, "read_chunks", meddle)

    with pytest.raises(ChangedError):
        spooling.hash(folder, due(root, "song.als"))


@pytest.mark.parametrize("what", ["spool", "hash"])
def test_a_file_that_may_not_be_opened_is_told_as_unreadable(
    spooling: Spooling, folder: Folder, root: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    (root / "song.als").write_bytes(b"four bars")
    settled = due(root, "song.als")

    def refuse(*_: Any) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refuse)

    with pytest.raises(UnreadableError, match="Permission denied"):
        getattr(spooling, what)(folder, settled)


class Broken(io.BytesIO):
    """A file on a disk that dies."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def read(self, _size: int | None = -1, /) -> bytes:
        """Fail."""
        raise OSError(self.number, os.strerror(self.number))


@pytest.mark.parametrize("what", ["spool", "hash"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE, errno.ENXIO, errno.ETIMEDOUT])
def test_a_file_on_a_dying_disk_is_told_as_unreadable(
    spooling: Spooling, folder: Folder, root: Path, monkeypatch: pytest.MonkeyPatch, what: str, number: int
) -> None:
    (root / "song.als").write_bytes(b"four bars")
    settled = due(root, "song.als")
    broken: BinaryIO = Broken(number)
    monkeypatch.setattr(spooling, "opened", lambda _root, _due: broken)

    with pytest.raises(UnreadableError, match=f"^{os.strerror(number)}$"):
        getattr(spooling, what)(folder, settled)
    assert names_in(spooling.folder) == []


class Full(io.BytesIO):
    """A file that can be opened, and written to no more."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, _content: Any, /) -> int:
        """Fail."""
        raise self.error


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_nothing_in_the_spool(
    spooling: Spooling, folder: Folder, root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (root / "song.als").write_bytes(b"four bars")
    opened = Path.open

    def full(path: Path, mode: str = "r") -> Any:
        opened(path, mode).close()
        return Full(OSError(number, os.strerror(number)))

    monkeypatch.setattr(Path, "open", full)

    with pytest.raises(DiskFullError, match="the disk is full"):
        spooling.spool(folder, due(root, "song.als"))
    assert names_in(spooling.folder) == []


def test_a_file_for_which_there_is_no_room_is_not_begun(
    spooling: Spooling, folder: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "song.als").write_bytes(b"four bars")
    needed = len(b"four bars") + spooling_module.RESERVE
    free = iter([needed - 1, needed])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=next(free)))

    with pytest.raises(DiskFullError, match="the disk is full: no room for 9 bytes"):
        spooling.spool(folder, due(root, "song.als"))

    assert spooling.spool(folder, due(root, "song.als")).size == len(b"four bars")


def test_whatever_else_goes_wrong_leaves_nothing_in_the_spool(home: Home, clock: HandClock, folder: Folder) -> None:
    (Path(folder.path) / "song.als").write_bytes(b"four bars")

    def fail() -> None:
        raise MemoryError

    spooling = Spooling(home.spool, Meddling(fail), clock)

    with pytest.raises(MemoryError):
        spooling.spool(folder, due(Path(folder.path), "song.als"))
    assert names_in(home.spool) == []


SMALL_PART = 8


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.binary(max_size=20), max_size=8))
def test_hashes_are_those_of_the_whole_and_of_each_part_however_it_came(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spooling_module, "PART", SMALL_PART)
        hashing = Hashing()
        for piece in pieces:
            hashing.add(piece)
        written = hashing.done()

    parts = [whole[start : start + SMALL_PART] for start in range(0, len(whole), SMALL_PART)]
    assert (written.size, written.sha256) == (len(whole), hashlib.sha256(whole).digest())
    assert written.md5 == hashlib.md5(whole, usedforsecurity=False).digest()
    assert written.parts == [
        (len(part), hashlib.md5(part, usedforsecurity=False).digest(), hashlib.sha256(part).digest()) for part in parts
    ]
