"""People, and how they are signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from reference_server.store.columns import Hash, Id, Owner
from reference_server.store.tables.base import Table


class Person(Table):
    """Someone who signed in. `email_key` is the form in which addresses are compared; `seq` counts their changes.

    `horizon` is the highest `seq` of a tombstone that is gone: whoever heard less than that has to begin anew.
    """

    __tablename__ = "people"

    id: Mapped[Id]
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    created_at: Mapped[datetime]
    time_zone: Mapped[str | None] = mapped_column(default=None)
    cohort: Mapped[str | None] = mapped_column(String(64), default=None)
    seq: Mapped[int] = mapped_column(default=0)
    horizon: Mapped[int] = mapped_column(default=0)


class Identity(Table):
    """How a provider knows a person."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Owner]


class SignInAttempt(Table):
    """A sign-in that a browser began; it can be finished once, by that browser, until it expires."""

    __tablename__ = "sign_in_attempts"

    state_hash: Mapped[Id]
    browser_hash: Mapped[str] = mapped_column(String(64))
    provider: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str]
    return_to: Mapped[str]
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None] = mapped_column(default=None)


class Session(Table):
    """A browser's session; its cookie is kept hashed."""

    __tablename__ = "sessions"

    id: Mapped[Id]
    person_id: Mapped[Owner]
    secret_hash: Mapped[Hash]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class BearerToken(Table):
    """A token issued from a session, kept hashed."""

    __tablename__ = "bearer_tokens"

    id: Mapped[Id]
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[Owner]
    secret_hash: Mapped[Hash]
    expires_at: Mapped[datetime]
