"""What was kept of a failure, read for the page: bounded in size, and only from inside the run directory."""

import base64
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from reports.evidence.models import Artifact
from reports.render.words import plain

PICTURE_BYTES = 2_000_000
ALL_PICTURES_BYTES = 16_000_000
LOG_LINES = 200
LOG_BYTES = 64_000

_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
_NAMES = {
    "screenshot": "Screenshot",
    "console": "Console",
    "network": "Network",
    "server_log": "Server log of this test",
    "trace": "Trace",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One artifact as the page shows it: a picture, a text, or only a link; `note` says what was left out and why."""

    kind: str
    name: str
    path: str
    href: str | None = None
    picture: str | None = None  # a data URI
    text: str | None = None
    note: str | None = None


class Keeper:
    """Reads artifacts of a run directory, for a page in its folder of views, until the page would get too large."""

    def __init__(self, run_dir: Path) -> None:
        self._run_dir = run_dir.resolve()
        self._left = ALL_PICTURES_BYTES

    def read(self, artifact: Artifact) -> Kept:
        """Read one artifact. What is missing, too large or outside of the run directory is noted, never an error."""
        name = _NAMES[artifact.kind] + (f", {artifact.device}" if artifact.device else "")
        path = (self._run_dir / artifact.path).resolve()
        if not path.is_relative_to(self._run_dir) or not path.is_file():
            return Kept(artifact.kind, name, artifact.path, note="left out: there is no such file in the run directory")
        href = f"../{quote(path.relative_to(self._run_dir).as_posix())}"
        match artifact.kind:
            case "screenshot":
                picture, note = self._picture(path)
                return Kept(artifact.kind, name, artifact.path, href, picture=picture, note=note)
            case "console" | "network" | "server_log":
                text, note = _tail(path)
                return Kept(artifact.kind, name, artifact.path, href, text=text, note=note)
            case _:
                return Kept(artifact.kind, name, artifact.path, href)

    def _picture(self, path: Path) -> tuple[str | None, str | None]:
        size = path.stat().st_size
        media_type = _TYPES.get(path.suffix.lower())
        if media_type is None:
            return None, f"left out: {path.suffix or 'a file without suffix'} is not a picture format shown here"
        if size > min(PICTURE_BYTES, self._left):
            return None, f"left out of the page, as it has {size / 1e6:.1f} MB"
        self._left -= size
        return f"data:{media_type};base64,{base64.b64encode(path.read_bytes()).decode()}", None


def _tail(path: Path) -> tuple[str, str | None]:
    """Read the last lines of a text, as a failure is at its end."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - LOG_BYTES))
        lines = plain(file.read().decode("utf-8", "replace")).splitlines()
    if size <= LOG_BYTES and len(lines) <= LOG_LINES:
        return "\n".join(lines), None
    shown = lines[-LOG_LINES:]
    return "\n".join(shown), f"the last {len(shown)} lines; the file has {size / 1e3:.0f} kB"
