"""The web files that pages are made of."""

from pathlib import Path, PurePosixPath
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
        self.root = root

    def read(self, path: str) -> bytes:
        """Return the file's content; FileNotFoundError for what is missing, a folder, or outside of the root."""
        if ".." in PurePosixPath(path).parts or "\x00" in path or path.startswith("/"):
            raise FileNotFoundError(path)
        file = self.root / path
        if not file.is_file():
            raise FileNotFoundError(path)
        return file.read_bytes()
