"""A run directory: one producer's evidence in one folder, written once, sealed, and then only read."""

import hashlib
import os
import re
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from threading import Event
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from reports.evidence.models import Build, FileSeal, Manifest, Seal

MANIFEST = "manifest.json"
PLAN = "plan.json"
COLLECTED = "collected.json"
RECORDS = "records.jsonl"
REPRODUCTIONS = "reproductions.json"
ARTIFACTS = "artifacts"
ALLURE_RESULTS = "allure-results"
VIEWS = "views"  # pages and exports that readers derive afterwards: never evidence, so never sealed

_NAME = re.compile(r"\d{8}T\d{6}\.\d{3}Z-(?P<kind>[a-z]+)-[0-9a-f]{4}")
_TRIES = 50
_PAUSE_S = 0.02
ModelT = TypeVar("ModelT", bound=BaseModel)


class EvidenceError(Exception):
    """Evidence cannot be read or written; the message says which file, why, and what to do."""


class RunDirectory:
    """A folder that takes facts until it is sealed; nothing is ever written outside it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, root: Path, kind: str, *, now: datetime | None = None) -> "RunDirectory":
        """Make `<root>/<utc time>-<kind>-<4 hex>/`; `now` is aware and defaults to the present."""
        moment = (now or datetime.now(UTC)).astimezone(UTC)
        stamp = f"{moment:%Y%m%dT%H%M%S}.{moment.microsecond // 1000:03d}Z"
        path = root / f"{stamp}-{kind}-{secrets.token_hex(2)}"
        path.mkdir(parents=True)
        return cls(path)

    @classmethod
    def prepare(cls, path: Path) -> "RunDirectory":
        """Take `path` for a new run, making the folder when it is not there.

        Raises EvidenceError when it holds a run already: two runs in one folder would be mixed evidence.
        """
        if (path / MANIFEST).exists():
            raise EvidenceError(f"{path} holds a run already: give a new folder, evidence is never mixed")
        path.mkdir(parents=True, exist_ok=True)
        return cls(path)

    def manifest(self) -> Manifest:
        """Return the manifest as it stands; raises EvidenceError when it is absent or unreadable."""
        return read_model(self.path / MANIFEST, Manifest)

    @property
    def sealed(self) -> bool:
        """True once the manifest carries its seal; without a manifest nothing is sealed."""
        return (self.path / MANIFEST).exists() and self.manifest().seal is not None

    def file(self, name: str) -> Path:
        """Return the place for the file `name` (POSIX, relative), with its folders made.

        Raises EvidenceError when the run is sealed or when `name` leads out of the folder.
        """
        if self.sealed:
            raise EvidenceError(f"{self.path.name} is sealed: {name} cannot be written any more")
        relative = PurePosixPath(name)
        place = self.path.joinpath(*relative.parts)
        if relative.is_absolute() or ".." in relative.parts or not _is_inside(place, self.path):
            raise EvidenceError(f"{name} leads out of the run directory {self.path.name}")
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def write_text(self, name: str, text: str) -> None:
        """Write a whole text file at once: a reader sees the old content or the new, never a part."""
        _write_at_once(self.file(name), text)

    def write_view(self, name: str, text: str) -> Path:
        """Write a view beside the evidence, sealed or not, at once; returns its place.

        Raises EvidenceError when the folder of views is a link: views are written nowhere but inside the run directory.
        """
        views = self.path / VIEWS
        if views.is_symlink():
            raise EvidenceError(f"{views} is a link and leads elsewhere; remove it")
        views.mkdir(exist_ok=True)
        _write_at_once(views / name, text)
        return views / name

    def write_model(self, name: str, model: BaseModel) -> None:
        """Write `model` as JSON, at once."""
        self.write_text(name, to_json(model))

    def seal(self, *, finished_at: datetime, interrupted: bool, exit_status: int, build: Build | None) -> Manifest:
        """Close the run: hash every file into the manifest. Nothing can be written afterwards."""
        seal = Seal(
            finished_at=finished_at,
            interrupted=interrupted,
            exit_status=exit_status,
            build=build,
            files=[_seal_of(path, self.path) for path in files_of(self.path)],
        )
        manifest = self.manifest().model_copy(update={"seal": seal})
        self.write_model(MANIFEST, manifest)
        return manifest


def files_of(path: Path) -> list[Path]:
    """Return every file of evidence below `path`, the manifest itself left out, in a stable order."""
    files = (file for file in path.rglob("*") if file.is_symlink() or not file.is_dir())
    return sorted(file for file in files if file != path / MANIFEST and not file.is_relative_to(path / VIEWS))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of_model(model: BaseModel) -> str:
    """Return the SHA-256 of the JSON text that stands for `model`, in hex."""
    return hashlib.sha256(to_json(model).encode()).hexdigest()


def to_json(model: BaseModel) -> str:
    """Return the one JSON text that stands for `model`; hashes are taken over it."""
    return model.model_dump_json(indent=1) + "\n"


def read_model(path: Path, model: type[ModelT]) -> ModelT:
    """Read one JSON file; raises EvidenceError that names the file and the first thing wrong in it."""
    try:
        return model.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise EvidenceError(f"{path.parent.name}/{path.name} is absent") from None
    except OSError as error:
        raise EvidenceError(f"{path.parent.name}/{path.name} cannot be read: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise EvidenceError(f"{path.parent.name}/{path.name}: {where}: {first['msg']}") from None


def list_runs(root: Path, kind: str | None = None) -> list[Path]:
    """Return the run directories below `root`, newest first, sealed or not; `kind` narrows the list."""
    if not root.is_dir():
        return []
    named = ((path, _NAME.fullmatch(path.name)) for path in root.iterdir() if path.is_dir())
    runs = [path for path, match in named if match and kind in (None, match["kind"])]
    return sorted(runs, key=lambda path: path.name, reverse=True)


def _write_at_once(place: Path, text: str) -> None:
    """Write a text; what cannot be encoded (half a surrogate pair) is written as its escape."""
    partial = place.with_name(f".{place.name}.{os.getpid()}.partial")
    partial.write_text(text, encoding="utf-8", errors="backslashreplace")
    _put(partial, place)


def _seal_of(path: Path, root: Path) -> FileSeal:
    return FileSeal(path=path.relative_to(root).as_posix(), sha256=sha256_of(path), size=path.stat().st_size)


def _put(partial: Path, place: Path) -> None:
    """Move `partial` to `place`. Windows refuses that while a reader has the old file open, which is soon over."""
    for _ in range(_TRIES if sys.platform == "win32" else 0):
        try:
            partial.replace(place)
        except PermissionError:
            Event().wait(_PAUSE_S)
        else:
            return
    partial.replace(place)


def _is_inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())
