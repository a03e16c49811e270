"""The mark in a watched folder: it is never half written."""

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
