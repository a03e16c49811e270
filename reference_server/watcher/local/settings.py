"""What the person can set. A file that makes no sense is refused, and stays as it is."""

import difflib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from reference_server.watcher.local.errors import UsageError
from reference_server.watcher.local.home import Home, write_whole
from reference_server.watcher.local.single import one_by_one

SCHEMA = 1


class Folder(BaseModel):
    """A folder that is watched. `id` is written into the folder too, so that another one is never taken for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    path: str
    share_names: bool = True
    """Whether administrators see the files' names; paths they never do."""


class Updates(BaseModel):
    """Where new versions are announced, and the Ed25519 key (base64) that signs the announcements."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    public_key: str


class Settings(BaseModel):
    """All settings, as they stand in settings.json."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"title": "settings.json"})

    schema_: Annotated[int, Field(alias="schema", ge=SCHEMA, le=SCHEMA)] = SCHEMA
    server: str | None = None
    folders: tuple[Folder, ...] = ()
    paused: bool = False
    ignore_backups: bool = True
    """Whether what DAWs keep as backups of their own is left out: Backup/, Project File Backups/, *.rpp-bak …"""
    scan_seconds: Annotated[int, Field(ge=1, le=3600)] = 60
    """Time between two scans of everything; what the system reports of changes is looked at at once."""
    updates: Updates | None = None

    @field_validator("server")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("must be an http or https address such as https://passion.example")
        return url.rstrip("/")

    @field_validator("folders")
    @classmethod
    def _apart(cls, folders: tuple[Folder, ...]) -> tuple[Folder, ...]:
        for name in ("id", "path"):
            first: dict[str, int] = {}
            for number, value in enumerate(getattr(folder, name) for folder in folders):
                if first.setdefault(value, number) != number:
                    what = f"{first[value]} and {number} have the same {name} {value!r}"
                    raise ValueError(f"{what}; take one of them out, and add it anew by daw-watcher add")
        return folders

    def text(self) -> str:
        """Return the settings as they are kept."""
        return self.model_dump_json(indent=2, by_alias=True) + "\n"


CHANGEABLE = ("ignore_backups", "scan_seconds", "updates.url", "updates.public_key")
"""Settings that `daw-watcher settings NAME VALUE` changes; the others have commands of their own."""


def load(path: Path) -> Settings:
    """Return the settings; those of a new watcher where there is no file.

    Raises:
        UsageError: the file makes no sense; the message says where, what would be valid, and what to do.

    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); mend it, or move it away to begin anew") from error
    try:
        return Settings.model_validate(_object(text))
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{path}:{error.lineno}:{error.colno}: not JSON ({error.msg}); mend it, or move it away to begin anew"
        ) from None
    except ValidationError as error:
        raise UsageError("\n".join(f"{path}: {_explained(found)}" for found in error.errors())) from None


def save(path: Path, settings: Settings) -> None:
    """Keep the settings. Raises DiskFullError, UsageError."""
    write_whole(path, settings.text())


@contextmanager
def changing(home: Home) -> Iterator[Settings]:
    """Give the settings for the block to change and save; the next command's block begins with what this one saves.

    Raises what `load` raises, and DiskFullError.
    """
    home.make()
    with one_by_one(home.folder / "settings.lock"):
        yield load(home.settings)


def changed(settings: Settings, name: str, value: str) -> Settings:
    """Return the settings with one of them changed. Raises UsageError."""
    if name not in CHANGEABLE:
        near = difflib.get_close_matches(name, CHANGEABLE, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise UsageError(f"there is no setting {name!r}; {hint}valid: {', '.join(CHANGEABLE)}")
    document = json.loads(settings.text())
    group, _, key = name.rpartition(".")
    if group:
        document[group] = {"url": "", "public_key": "", **(document[group] or {}), key: value}
    else:
        document[key] = value
    return _validated(document)


def at(settings: Settings, server: str) -> Settings:
    """Return the settings with the product at another address. Raises UsageError."""
    return _validated({**json.loads(settings.text()), "server": server})


def _validated(document: object) -> Settings:
    try:
        return Settings.model_validate(document)
    except ValidationError as error:
        raise UsageError("\n".join(_explained(found) for found in error.errors())) from None


def _object(text: str) -> object:
    document = json.loads(text)
    if not isinstance(document, dict):
        raise json.JSONDecodeError("must be an object {…}", text, 0)
    return document


def _explained(found: Any) -> str:
    place = ".".join(str(part) for part in found["loc"])
    known = Folder if found["loc"][:1] == ("folders",) else Updates if found["loc"][:1] == ("updates",) else Settings
    if found["type"] == "extra_forbidden":
        valid = [field.alias or name for name, field in known.model_fields.items()]
        return f"{place}: there is no such setting; valid: {', '.join(valid)}"
    message = found["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return f"{place}: {message} (given: {found['input']!r})"
