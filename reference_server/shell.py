"""The application's shell: every page and every file that pages are made of, as one build."""

from dataclasses import dataclass
from hashlib import sha256

from reference_server.assets import Assets
from reference_server.templates import render

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class ShellFile:
    """One file of the shell, as a browser takes it."""

    type: str
    content: str


@dataclass(frozen=True)
class Shell:
    """All files by the path below the application's address; `build` is another one when anything is."""

    files: dict[str, ShellFile]
    build: str


def shell_of(assets: Assets, pages: tuple[str, ...]) -> Shell:
    """Return the shell that is made of these web files."""
    files = {page: ShellFile(HTML, render(assets, page)) for page in pages}
    for name, media_type in assets.names():
        files[f"assets/{name}"] = ShellFile(media_type, assets.read(name).decode())
    digest = sha256()
    for path, file in sorted(files.items()):
        digest.update(f"{path}\0{file.type}\0{len(file.content)}\0{file.content}".encode())
    return Shell(files, digest.hexdigest()[:16])
