"""The ledger of exceptions: known issues in plain YAML, hashed, each with an owner and a day on which it ends."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, field_validator

from reports.evidence.models import Model
from reports.gates import teach
from reports.gates.yaml_text import YamlTextError, mapping_of

LEDGER = Path(__file__).parent.parent / "policies" / "exceptions.yaml"
SHORTEST_MATCH = 12  # letters and digits: what is shorter fits failures that nobody knows yet
SHORTEST_REASON = 10
_NAMES_NOTHING = {"", "-", "?", ".", "n/a", "na", "none", "nobody", "tba", "tbd", "unknown"}


class LedgerError(ValueError):
    """A ledger that cannot be used; the message is meant for the person who wrote it."""


def one_line(text: str) -> str:
    """Write a text on one line, as line breaks say nothing about what failed."""
    return " ".join(text.split())


def _named(text: str) -> str:
    if one_line(text).casefold() in _NAMES_NOTHING:
        raise ValueError("this names nobody and nothing")
    return one_line(text)


def _issue(text: str) -> str:
    if not re.fullmatch(r"\S*\d\S*", text.strip()):
        raise ValueError("write the number or the address of the issue, like '#412' or 'PASS-412'")
    return text.strip()


def _reason(text: str) -> str:
    if len(one_line(text)) < SHORTEST_REASON:
        raise ValueError("say in a sentence why a release may go out with this")
    return one_line(text)


def _match(text: str) -> str:
    words = re.findall(r"\w+", text)
    if len("".join(words)) < SHORTEST_MATCH or len(words) == 1:
        raise ValueError(
            f"write at least two words and {SHORTEST_MATCH} letters of the failure's message: "
            "what is shorter fits failures that nobody knows yet"
        )
    return one_line(text)


def _day(value: object) -> object:
    """Take a day as YAML or JSON has it; a time of day would need a time zone, and a number is a time to pydantic."""
    told = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    if not told and (not isinstance(value, date) or isinstance(value, datetime)):
        raise ValueError("write the last day on which it counts, like 2026-12-31; it ends with that day in UTC")
    return value


class Entry(Model):
    """One known issue: the failure of one case that the release may go out with, until a day."""

    case: str = Field(min_length=1)
    owner: Annotated[str, AfterValidator(_named)]
    issue: Annotated[str, AfterValidator(_issue), Field(json_schema_extra={"pattern": r"\d"})]
    reason: Annotated[str, AfterValidator(_reason), Field(json_schema_extra={"minLength": SHORTEST_REASON})]
    expires: Annotated[date, BeforeValidator(_day)]
    # text that each message of the failure holds
    match: Annotated[str, AfterValidator(_match), Field(json_schema_extra={"minLength": SHORTEST_MATCH})]
    os: Literal["linux", "macos", "windows"] | None = None  # where it counts; None: everywhere

    def explains(self, message: str | None) -> bool:
        """Tell whether a failure's message is the one that is known."""
        return self.match in one_line(message or "")

    def counts_on(self, platform: str) -> bool:
        """Tell whether it counts on the platform that a manifest names, like `Linux-6.8-x86_64`."""
        return self.os is None or platform.casefold().partition("-")[0] == self.os


class Document(Model):
    """A file of exceptions."""

    schema_version: Literal[1] = Field(alias="schema")
    exceptions: list[Entry]

    @field_validator("exceptions")
    @classmethod
    def _unique(cls, entries: list[Entry]) -> list[Entry]:
        for one, other in combinations(entries, 2):
            if one.case == other.case and (one.os == other.os or None in {one.os, other.os}):
                raise ValueError(f"two entries for the case {one.case!r}: keep one, or give each an os of its own")
        return entries


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger ready to judge by: its entries and the hash of the file's bytes."""

    name: str
    sha256: str
    entries: tuple[Entry, ...]

    @classmethod
    def parse(cls, text: bytes, *, name: str) -> Self:
        """Read a ledger from the bytes of its file; `name` names the file. Raise LedgerError."""
        try:
            document = Document.model_validate(mapping_of(text))
        except YamlTextError as error:
            raise LedgerError(f"{name}: {error}; a ledger has the keys schema and exceptions") from error
        except ValidationError as error:
            raise LedgerError(teach.explain(error, Document, name)) from error
        return cls(name, hashlib.sha256(text).hexdigest(), tuple(document.exceptions))

    @classmethod
    def read(cls, path: Path = LEDGER) -> Self:
        """Read a ledger. Raise LedgerError; a ledger without entries is a file that says so, never a missing one."""
        try:
            return cls.parse(path.read_bytes(), name=path.name)
        except OSError as error:
            raise LedgerError(
                f"{path} cannot be read ({error.strerror}); a ledger without exceptions holds "
                "the lines 'schema: 1' and 'exceptions: []'"
            ) from error
