"""What all shapes share: days, instants, texts, dated commands, pages of a list."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

TITLE_LENGTH = 200
NOTES_LENGTH = 100_000
PAGE_SIZE = 50
LARGEST_PAGE = 200

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6}\d*)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


def _day(value: object) -> object:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("day", "must be a date such as 2025-03-30")


def _instant(value: object) -> object:
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return value
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    raise PydanticCustomError("instant", "must be a time such as 2025-03-30T07:15:00Z")


def _utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("instant", "must be a time of this calendar") from None


def _storable(value: str) -> str:
    if "\x00" in value:
        raise PydanticCustomError("text", "must not hold the character NUL")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("text", "must not hold half of a surrogate pair") from None
    return value


Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[datetime, BeforeValidator(_instant), AfterValidator(_utc)]
Text = Annotated[StrictStr, AfterValidator(_storable)]

# The services enforce the lengths of titles and notes, as rules of the domain; here they are only described.
Title = Annotated[
    Text,
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": TITLE_LENGTH, "pattern": r"[^\s\x1c-\x1f\x85]"}),
]
Notes = Annotated[Text, WithJsonSchema({"type": "string", "maxLength": NOTES_LENGTH})]


class Request(BaseModel):
    """Base of what clients send: a field that is not known is refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dated(Request):
    """A command with the day and the instant at which the person's device carried it out."""

    local_date: Day
    occurred_at: Instant


class Archiving(Request):
    """Take an item out of sight, or bring it back."""

    archived: Annotated[bool, Field(strict=True)]


class Deletion(Request):
    """Deletion of a thing; with `base_rev` it is refused when somebody else has edited the thing since."""

    base_rev: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class ListQuery(Request):
    """Which part of a list is wanted: newest first, `limit` items after `cursor`."""

    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = PAGE_SIZE
    cursor: Annotated[str, Field(max_length=400)] | None = None


class View(BaseModel):
    """Base of what clients get; clients ignore fields that they do not know."""

    model_config = ConfigDict(frozen=True)
