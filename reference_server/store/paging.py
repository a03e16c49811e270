"""Parts of a list: newest first, continued by a cursor that no later insert can shift."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from sqlalchemy import Select, and_, or_
from sqlalchemy.orm import Session

from reference_server.store.tables import FocusSession, Habit, Item, Quest, Track

Row = TypeVar("Row", Quest, Habit, FocusSession, Track, Item)


class BadCursorError(ValueError):
    """The cursor is not one that this server gave."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows and the cursor of the next ones, none at the end."""

    rows: Sequence[Row]
    next_cursor: str | None


def _encode(row: Row) -> str:
    return base64.urlsafe_b64encode(f"{row.created_at.isoformat()} {row.id}".encode()).decode()


def _decode(cursor: str) -> tuple[datetime, str]:
    try:
        moment, _, row_id = base64.b64decode(cursor, altchars=b"-_", validate=True).decode().partition(" ")
        given = datetime.fromisoformat(moment)
        created_at = given.astimezone(UTC)
    except (binascii.Error, ValueError, OverflowError) as error:
        raise BadCursorError from error
    if given.tzinfo is None or "\x00" in row_id:
        raise BadCursorError
    return created_at, row_id


def page(session: Session, wanted: Select[Row], table: type[Row], limit: int, cursor: str | None) -> Page[Row]:
    """Return `limit` rows after the cursor; BadCursorError when it makes no sense."""
    if cursor is not None:
        created_at, row_id = _decode(cursor)
        wanted = wanted.where(
            or_(table.created_at < created_at, and_(table.created_at == created_at, table.id < row_id))
        )
    rows = session.scalars(wanted.order_by(table.created_at.desc(), table.id.desc()).limit(limit + 1)).all()
    kept = rows[:limit]
    return Page(kept, _encode(kept[-1]) if len(rows) > limit else None)
