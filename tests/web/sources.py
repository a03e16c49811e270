"""What the pages say, rendered as the server does and read without a browser."""

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path

import reference_server
from reference_server.assets import FolderAssets
from reference_server.contract.people import ProviderView
from reference_server.templates import render

WEB = Path(reference_server.__file__).parent / "web"
# What the pages are called, by their paths: those that everybody is led to, and those of administrators.
EVERYBODYS = {
    path: path.capitalize()
    for path in (
        *("today", "focus", "quests", "habits", "ideas", "infobase", "journal", "learning"),
        *("vault", "devices", "settings"),
    )
}
TITLES = {**EVERYBODYS, "admin/daw": "Backups", "admin/telemetry": "Telemetry"}
PROTECTED = tuple(TITLES)
PAGES = ("login", *PROTECTED)
MODULES = sorted(WEB.rglob("*.js"))

_IMPORT = re.compile(r'^(?:import|export) [^;]*?from "(\.[\w./-]+\.js)";|^import "(\.[\w./-]+\.js)";', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
_TEXT = re.compile(r'"([^"\n]*)"|`([^`]*)`')
_BLANKS = re.compile(r"\s+")


class Shell(HTMLParser):
    """The tags and the texts of one page's HTML, `template` elements included."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(rendered(page))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)

    def attributes(self, tag: str, name: str) -> list[str]:
        """Return the values of an attribute of all tags of a kind."""
        return [value for found, attributes in self.tags if found == tag and (value := attributes.get(name))]


def rendered(page: str) -> str:
    """Return the HTML of a page, as a server with two providers sends it."""
    providers = [ProviderView(id=title.lower(), title=title) for title in ("Google", "Microsoft")]
    return render(FolderAssets(), page, providers=providers)


def imports_of(module: str) -> set[str]:
    """Return all modules that a module needs, directly or not, by their paths below the web folder."""
    needed: set[str] = set()
    waiting = [module]
    while waiting:
        file = waiting.pop()
        text = (WEB / file).read_text(encoding="utf-8")
        named = {one or other for one, other in _IMPORT.findall(text)}
        found = {posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) for path in named}
        waiting += found - needed
        needed |= found
    return needed


def names_shown() -> list[str]:
    """Return every piece of text that the pages can give a thing as its name."""
    pieces: list[str] = []
    for page in PAGES:
        shell = Shell(page)
        pieces += shell.texts
        pieces += [label for _, attributes in shell.tags if (label := attributes.get("aria-label"))]
    for file in MODULES:
        code = _COMMENT.sub("", file.read_text(encoding="utf-8"))
        pieces += [one or other for one, other in _TEXT.findall(code)]
    return [_BLANKS.sub(" ", piece) for piece in pieces]
