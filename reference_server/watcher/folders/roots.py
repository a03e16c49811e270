"""Watched folders: each holds its watch's id, so that a missing or another one is never taken for an empty one."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import uuid4

from reference_server.watcher.local.errors import UsageError
from reference_server.watcher.local.home import Home, write_whole
from reference_server.watcher.local.settings import Folder, Settings

MARKER = ".daw-watcher"
_ID = re.compile(r"[0-9a-f-]{36}")

Standing = Literal["watching", "folder_missing", "unreadable"]


@dataclass(frozen=True)
class Condition:
    """How a watched folder is, and why."""

    standing: Standing
    reason: str | None = None


class Roots:
    """Looks after the folders themselves, not at what is in them."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def attach(self, settings: Settings, path: Path, *, share_names: bool) -> Settings:
        """Return settings with a folder watched. Raises UsageError when that makes no sense, DiskFullError.

        One that is watched and has its mark keeps its id. Another one in its place gets a new id: with the old one all
        that is stored of the folder before would be told as removed.
        """
        folder = self.checked(settings, path)
        others = tuple(each for each in settings.folders if each.path != str(folder))
        known = [each.id for each in settings.folders if each not in others and self.has_mark(each)]
        new = Folder(id=known[0] if known else str(uuid4()), path=str(folder), share_names=share_names)
        if not known:
            try:
                write_whole(folder / MARKER, new.id + "\n")
            except UsageError as error:
                raise UsageError(f"{error}, as it marks each folder by this hidden file") from error
        return settings.model_copy(update={"folders": (*others, new)})

    def detach(self, settings: Settings, path: Path) -> tuple[Settings, Folder]:
        """Return settings with a folder watched no more, and that one. Raises UsageError when it was not watched."""
        wanted = str(path.absolute())
        names = {wanted}
        with suppress(OSError, RuntimeError):
            names.add(str(path.resolve()))
        gone = next((each for each in settings.folders if each.path in names), None)
        if gone is None:
            watched = ", ".join(each.path for each in settings.folders) or "none"
            raise UsageError(f"{wanted} is not watched; watched folders: {watched}")
        if self.has_mark(gone):
            with suppress(OSError):  # one that stays there harms nobody
                (Path(gone.path) / MARKER).unlink()
        rest = tuple(each for each in settings.folders if each.id != gone.id)
        return settings.model_copy(update={"folders": rest}), gone

    def checked(self, settings: Settings, path: Path) -> Path:
        """Return the folder's real path. Raises UsageError for what cannot be watched."""
        try:
            folder = path.resolve()
            if not folder.is_dir():
                what = "is no folder" if folder.exists() else "does not exist"
                raise UsageError(f"{folder} {what}; name a folder to be watched")
            str(folder).encode()
        except UnicodeEncodeError:
            raise UsageError(f"{os.fsencode(path)!r}: the name of a watched folder itself has to be UTF-8") from None
        except (OSError, RuntimeError) as error:  # the latter for links in a circle
            raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
        for each in settings.folders:
            other = Path(each.path)
            if folder != other and _overlap(folder, other):
                raise UsageError(f"{folder} overlaps {other}, which is watched; every file belongs to one folder")
        self.keep_out_of_own(folder)
        return folder

    def keep_out_of_own(self, folder: Path) -> None:
        """Refuse what would back itself up for ever: uploads change the watcher's folder, and its key lies there."""
        own = self.home.folder.resolve()
        if _overlap(folder, own):
            raise UsageError(
                f"{folder} overlaps daw-watcher's own folder {own} and would never be done; "
                "watch folders of projects that lie beside it, or let XDG_CONFIG_HOME name another place for it"
            )

    def condition(self, folder: Folder) -> Condition:
        """Return how a watched folder is now."""
        path = Path(folder.path)
        try:
            is_there = path.is_dir()
        except OSError as error:
            return Condition("unreadable", f"it cannot be looked at ({error.strerror}); nothing is taken for deleted")
        if not is_there:
            return Condition("folder_missing", "there is no such folder now; nothing is taken for deleted")
        if not os.access(path, os.R_OK | os.X_OK):
            return Condition("unreadable", "this account may not look into the folder; nothing is taken for deleted")
        try:
            mark = self.mark(path)
        except OSError as error:
            why = f"the watcher's mark in it cannot be read ({error.strerror})"
            return Condition("unreadable", f"{why}; nothing is taken for deleted")
        if mark == folder.id:
            return Condition("watching")
        why = "the watcher's mark is gone from it" if mark is None else "it is another watched folder"
        return Condition(
            "folder_missing",
            f"another folder is in its place ({why}); bring it back, or run add to begin anew with this one",
        )

    def has_mark(self, folder: Folder) -> bool:
        """Say whether a folder's mark is in it, as far as that can be learnt."""
        with suppress(OSError):
            return self.mark(Path(folder.path)) == folder.id
        return False

    def mark(self, folder: Path) -> str | None:
        """Return the id that is written into a folder, if there is one. Raises OSError when that cannot be learnt."""
        try:
            text = (folder / MARKER).read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        return text if _ID.fullmatch(text) else None


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)
