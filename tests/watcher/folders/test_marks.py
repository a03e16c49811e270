"""The mark in a watched folder: it is never half written, and a folder without the right one begins anew."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from reference_server.watcher.folders.roots import MARKER, Roots
from reference_server.watcher.local.errors import DiskFullError, UsageError
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder, Settings

ROOTS = Roots(Home(Path("/nowhere/daw-watcher")))


def attached(settings: Settings, path: Path) -> Folder:
    (folder,) = ROOTS.attach(settings, path, share_names=True).folders
    return folder


def settings_with(root: Path) -> Settings:
    """Return settings in which a folder is watched."""
    return ROOTS.attach(Settings(), root, share_names=True)


def failing(number: int) -> Any:
    """Return a call of the system that fails."""

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_mark_that_is_right_already_is_not_written_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_with(root)
    monkeypatch.setattr(os, "replace", failing(errno.EROFS))

    assert attached(settings, root) == settings.folders[0]


@pytest.mark.parametrize(
    ("number", "error", "said"),
    [
        (
            errno.EROFS,
            UsageError,
            "Read-only file system; .* has to be able to write there, as it marks each folder by this",
        ),
        (errno.ENOSPC, DiskFullError, "the disk is full"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_mark_that_cannot_be_written_leaves_the_old_one(
    root: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, error: type[Exception], said: str
) -> None:
    (root / MARKER).write_text("an old one", encoding="ascii")
    monkeypatch.setattr(os, call, failing(number))

    with pytest.raises(error, match=said):
        attached(Settings(), root)

    assert [(each.name, each.read_text(encoding="ascii")) for each in root.iterdir()] == [(MARKER, "an old one")]


@pytest.mark.parametrize("mark", [None, b"", b"no id", b"00000000-0000-4000-8000-000000000009\n"])
def test_another_folder_in_the_place_begins_anew(root: Path, mark: bytes | None) -> None:
    """With the old id, all that is stored of the folder before would be told as removed."""
    before = settings_with(root)
    root.rename(root.with_name("unplugged"))
    root.mkdir()
    if mark is not None:
        (root / MARKER).write_bytes(mark)

    folder = attached(before, root)

    assert folder.id != before.folders[0].id
    assert folder.path == before.folders[0].path
    assert ROOTS.condition(folder).standing == "watching"


def test_a_folder_whose_mark_cannot_be_read_begins_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings_with(root)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_text", failing(errno.EACCES))
        folder = attached(before, root)

    assert folder.id != before.folders[0].id
    assert ROOTS.condition(folder).standing == "watching"


def test_a_mark_that_cannot_be_read_is_told_as_that(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder,) = settings_with(root).folders
    monkeypatch.setattr(Path, "read_text", failing(errno.EIO))

    condition = ROOTS.condition(folder)

    assert condition.standing == "unreadable"
    assert condition.reason == (
        "the watcher's mark in it cannot be read (Input/output error); nothing is taken for deleted"
    )


def test_a_folder_whose_mark_cannot_be_read_is_detached(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_with(root)
    monkeypatch.setattr(Path, "read_text", failing(errno.EIO))

    rest, _ = ROOTS.detach(settings, root)

    assert rest.folders == ()
