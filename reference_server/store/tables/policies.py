"""Crypto policies: what may be written with which parameters, and by whom."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from reference_server.store.columns import Id
from reference_server.store.tables.base import Table


class CryptoPolicy(Table):
    """A version of the parameters. `position` orders them in time; without an audience it is for everyone."""

    __tablename__ = "crypto_policies"

    id: Mapped[Id]
    version: Mapped[str] = mapped_column(String(64))
    position: Mapped[int] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(String(16), index=True)
    algorithm: Mapped[str] = mapped_column(String(32))
    kdf: Mapped[str] = mapped_column(String(32))
    iterations: Mapped[int]
    tag_bits: Mapped[int]
    rotate_within_days: Mapped[int]
    created_at: Mapped[datetime]
    audience: Mapped[str | None] = mapped_column(String(64), index=True, default=None)
    deprecated_at: Mapped[datetime | None] = mapped_column(default=None)
