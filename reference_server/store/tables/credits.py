"""What people earned."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reference_server.store.columns import Id, Owner
from reference_server.store.tables.base import Table


class Credit(Table):
    """Something earned, once a source; it stays earned when its source is deleted. `seq` is its place among changes."""

    __tablename__ = "credits"
    __table_args__ = (
        UniqueConstraint("kind", "source_id", name="one_credit_a_source"),
        Index("credits_of_a_person_by_seq", "person_id", "seq", unique=True),
    )

    id: Mapped[Id]
    person_id: Mapped[Owner]
    kind: Mapped[str] = mapped_column(String(16))
    source_id: Mapped[str] = mapped_column(String(64))
    amount: Mapped[int]
    local_date: Mapped[date]
    granted_at: Mapped[datetime]
    seq: Mapped[int]
