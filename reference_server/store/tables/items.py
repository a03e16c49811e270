"""Ideas, infobase and journal: what a person writes down, standard or private, with its past."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from reference_server.store.columns import Id, Instant, Owner
from reference_server.store.tables.base import Table


class Item(Table):
    """Something written down. `kind` is `ideas`, `infobase` or `journal`; `seq` is the count at its last change.

    A standard item has a title and a body, a private one an envelope with its key id and policy, a tombstone nothing.
    """

    __tablename__ = "items"
    __table_args__ = (
        Index("items_of_a_person_by_seq", "person_id", "seq", unique=True),
        Index("items_of_a_kind_by_age", "person_id", "kind", "created_at", "id"),
        Index(
            "shared_items_by_age",
            "created_at",
            "id",
            sqlite_where=text("shared IS 1"),
            postgresql_where=text("shared IS TRUE"),
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[Owner]
    kind: Mapped[str] = mapped_column(String(16))
    rev: Mapped[int]
    seq: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    title: Mapped[str | None] = mapped_column(default=None)
    body: Mapped[str | None] = mapped_column(default=None)
    deleted: Mapped[bool] = mapped_column(default=False)
    mode: Mapped[str] = mapped_column(String(16), default="standard")
    shared: Mapped[bool] = mapped_column(default=False)
    envelope: Mapped[str | None] = mapped_column(default=None)
    kid: Mapped[str | None] = mapped_column(String(64), default=None)
    pol: Mapped[str | None] = mapped_column(String(64), default=None)


class Revision(Table):
    """An item as it was before a change at `saved_at`; kept for as long as its mode allows."""

    __tablename__ = "item_revisions"

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[Owner]
    mode: Mapped[str] = mapped_column(String(16))
    saved_at: Mapped[datetime] = mapped_column(Instant, index=True)
    title: Mapped[str | None] = mapped_column(default=None)
    body: Mapped[str | None] = mapped_column(default=None)
    envelope: Mapped[str | None] = mapped_column(default=None)


class Token(Table):
    """A word of a private item, as a token that says nothing to whoever lacks the key; padding looks the same."""

    __tablename__ = "search_tokens"
    __table_args__ = (Index("search_tokens_of_a_person", "person_id", "token"),)

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    token: Mapped[str] = mapped_column(String(22), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))


class TokenSet(Table):
    """Of which key and revision an item's tokens are."""

    __tablename__ = "search_token_sets"

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[Owner]
    kid: Mapped[str] = mapped_column(String(64))
    rev: Mapped[int]
