"""The web files that pages are made of."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

WEB = Path(__file__).parent / "web"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Of the files that browsers may have; the others are templates."""


def media_type_of(path: str) -> str | None:
    """Return what a browser is told that the file is; None for a file that browsers do not get."""
    return MEDIA_TYPES.get(PurePosixPath(path).suffix)


class Assets(Protocol):
    """Where pages read their files, asked anew at each request."""

    def read(self, path: str) -> bytes:
        """Return the file at this slash-separated path; FileNotFoundError when there is none."""
        ...

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield path and media type of every file that browsers may have."""
        ...


class FolderAssets:
    """The files below one folder, and nothing outside of it."""

    def __init__(self, root: Path = WEB) -> None:
        self.root = root.resolve()

    def read(self, path: str) -> bytes:
        """Return the file's content; FileNotFoundError for what is missing, a folder, or outside of the root."""
        if "\x00" in path:
            raise FileNotFoundError(path)
        try:
            file = (self.root / path).resolve()
            if file.is_relative_to(self.root) and file.is_file():
                return file.read_bytes()
        except OSError:
            pass  # the name is longer than names can be, or leads in a circle
        raise FileNotFoundError(path)

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield path and media type of every file that browsers may have, by path."""
        for file in sorted(self.root.rglob("*")):
            path = file.relative_to(self.root).as_posix()
            media_type = media_type_of(path)
            if media_type is not None and file.is_file():
                yield path, media_type
