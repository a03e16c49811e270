"""Scans: what is found, what is counted, and what could not be seen."""

import errno
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fixtures.watcher.names import IGNORED, KEPT, NESTED, ODD
from reference_server.watcher.folders.ignoring import Ignoring
from reference_server.watcher.folders.scanning import Found, Scanning, file_at
from tests.watcher.made import seen

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="names are raw bytes on Linux alone")


def write(root: Path, path: bytes, content: bytes = b"x") -> Path:
    file = root / os.fsdecode(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def scan(root: Path, below: bytes = b"", *, backups: bool = True) -> Found:
    return Scanning(Ignoring(backups=backups)).scan(os.fsencode(root), below)


def test_files_are_found_however_deep_they_lie(root: Path) -> None:
    for path in NESTED:
        write(root, path)

    assert set(scan(root).files) == set(NESTED)


def test_a_file_is_found_as_it_looks(root: Path) -> None:
    file = write(root, b"set/song.als", b"four bars")

    assert scan(root).files == {b"set/song.als": seen(file)}
    assert seen(file).size == 9
    assert seen(file).mtime_ns == file.stat().st_mtime_ns


@LINUX
def test_names_are_found_byte_for_byte(root: Path) -> None:
    for name in ODD:
        write(root, name)

    assert set(scan(root).files) == set(ODD)


def test_an_empty_folder_holds_nothing(root: Path) -> None:
    (root / "empty").mkdir()

    assert scan(root) == Found()


def test_what_is_left_out_is_counted_by_rule(root: Path) -> None:
    for path in (*IGNORED, *KEPT):
        write(root, path)

    found = scan(root)

    assert set(found.files) == set(KEPT)
    assert found.ignored["*.tmp"] == 1
    assert found.ignored["hidden"] == 4  # with a folder, in which nobody looks
    assert found.ignored["backups"] == 4


def test_backups_are_found_when_they_are_asked_for(root: Path) -> None:
    write(root, b"Backup/song.als")

    assert set(scan(root, backups=False).files) == {b"Backup/song.als"}


def test_links_are_counted_never_followed(root: Path, tmp_path: Path) -> None:
    elsewhere = write(tmp_path, b"elsewhere/secret.txt")
    write(root, b"song.als")
    (root / "file").symlink_to(elsewhere)
    (root / "folder").symlink_to(elsewhere.parent)
    (root / "loop").symlink_to(root)
    (root / "nowhere").symlink_to("missing")

    found = scan(root)

    assert set(found.files) == {b"song.als"}
    assert found.ignored == {"links": 4}


def test_pipes_and_sockets_are_counted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(root / "pipe")
    monkeypatch.chdir(root)  # a socket's name is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")

    assert scan(root).ignored == {"special files": 2}


def test_a_scan_below_a_folder_finds_what_is_in_it(root: Path) -> None:
    for path in (b"a/song.als", b"a/deeper/take.wav", b"ab/other.wav", b"top.wav"):
        write(root, path)

    assert set(scan(root, b"a").files) == {b"a/song.als", b"a/deeper/take.wav"}


@pytest.mark.parametrize("below", [b".git", b"Backup", b".git/objects", b"set/Backup", b"set/.cache/deep"])
def test_a_scan_below_a_folder_that_is_left_out_finds_nothing(root: Path, below: bytes) -> None:
    write(root, below + b"/config")

    found = scan(root, below)

    assert (found.files, found.ignored, found.unreadable) == ({}, {}, {})
    assert found.leaves_out(below + b"/config")


def test_what_a_rule_leaves_out_is_told_from_what_is_not_there(root: Path) -> None:
    for path in (b"Backup/deep/song.als", b"set/mix.tmp", b"set/song.als"):
        write(root, path)
    (root / "set" / "link.tmp").symlink_to("song.als")

    found = scan(root)

    assert all(found.leaves_out(path) for path in (b"Backup/deep/song.als", b"Backup/gone.als", b"set/mix.tmp"))
    assert not any(found.leaves_out(path) for path in (b"set/song.als", b"set/gone.tmp", b"set/link.tmp", b"Backup2/a"))


def test_a_scan_below_a_link_finds_nothing(root: Path, tmp_path: Path) -> None:
    write(tmp_path, b"elsewhere/deep/secret.txt")
    (root / "link").symlink_to(tmp_path / "elsewhere")

    assert scan(root, b"link") == Found()
    assert scan(root, b"link/deep") == Found()


def test_a_scan_below_a_folder_that_is_gone_finds_nothing_and_is_not_blind(root: Path) -> None:
    assert scan(root, b"gone/deeper") == Found()


def test_a_folder_that_is_not_there_is_blind_and_not_empty(tmp_path: Path) -> None:
    found = scan(tmp_path / "unplugged")

    assert found.unreadable == {b"": "No such file or directory"}
    assert found.is_blind_to(b"song.als")


Refusal = Callable[[bytes], bool]


def refuse(monkeypatch: pytest.MonkeyPatch, what: str, refused: bytes, number: int = errno.EACCES) -> None:
    """Let a call of the system fail for one path."""
    original = getattr(os, what)

    def call(path: Any, *given: Any, **more: Any) -> Any:
        if os.path.normpath(os.fsencode(path)) == refused:
            raise OSError(number, os.strerror(number))
        return original(path, *given, **more)

    monkeypatch.setattr(os, what, call)


def test_a_folder_that_cannot_be_looked_into_is_blind_and_not_empty(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (b"closed/song.als", b"closed too/song.als", b"open/song.als"):
        write(root, path)
    refuse(monkeypatch, "scandir", os.fsencode(root / "closed"))

    found = scan(root)

    assert set(found.files) == {b"closed too/song.als", b"open/song.als"}
    assert found.unreadable == {b"closed": "Permission denied"}
    assert found.is_blind_to(b"closed/song.als")
    assert not found.is_blind_to(b"closed too/song.als")


def test_a_folder_that_goes_while_it_is_scanned_is_just_gone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, b"going/song.als")
    refuse(monkeypatch, "scandir", os.fsencode(root / "going"), errno.ENOENT)

    assert scan(root) == Found()


def test_the_folder_itself_on_a_dying_disk_is_blind_to_everything(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, b"song.als")
    refuse(monkeypatch, "scandir", os.fsencode(root), errno.EIO)

    assert scan(root).is_blind_to(b"song.als")


class Entry:
    """An entry of a folder about which nothing can be learnt."""

    def __init__(self, name: bytes, error: OSError) -> None:
        self.name = name
        self.error = error

    def stat(self, **_: bool) -> os.stat_result:
        """Fail."""
        raise self.error


def look(entry: Any) -> Found:
    found = Found()
    Scanning(Ignoring(backups=True)).look([entry], b"set", found)
    return found


def test_a_file_that_goes_while_its_folder_is_scanned_is_just_gone() -> None:
    assert look(Entry(b"going.wav", FileNotFoundError())) == Found()


def test_a_file_of_which_nothing_can_be_learnt_is_not_taken_for_gone() -> None:
    found = look(Entry(b"song.als", PermissionError(errno.EACCES, "Permission denied")))

    assert found.unreadable == {b"set/song.als": "Permission denied"}
    assert found.is_blind_to(b"set/song.als")
    assert found.is_blind_to(b"set/song.als/in it")
    assert not found.is_blind_to(b"set/song.als2")


def test_a_file_is_looked_at_where_it_lies(root: Path) -> None:
    file = write(root, b"set/song.als")

    assert file_at(os.fsencode(root), b"set/song.als") == seen(file)
    assert file_at(os.fsencode(root), b"set/gone.als") is None
    assert file_at(os.fsencode(root), b"set/song.als/in it") is None


@pytest.mark.parametrize("link", ["a", "a/b", "a/b/song.als"])
def test_a_file_behind_a_link_is_not_there(root: Path, link: str) -> None:
    write(root, b"a/b/song.als")
    moved = (root / link).rename(root.parent / "elsewhere")
    (root / link).symlink_to(moved)

    assert (root / "a/b/song.als").is_file()
    assert file_at(os.fsencode(root), b"a/b/song.als") is None
