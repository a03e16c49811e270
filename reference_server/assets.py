"""The web files that pages are made of."""

from pathlib import Path
from typing import Protocol

WEB = Path(__file__).parent / "web"


class Assets(Protocol):
    """Where pages read their files, asked anew at each request."""

    def read(self, path: str) -> bytes:
        """Return the file at this slash-separated path; FileNotFoundError when there is none."""
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
