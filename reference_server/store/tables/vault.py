"""A person's vault: wrapped keys, who has it open, recovery codes, a rotation under way, and failed guesses.

Nothing in these tables opens anything: keys are wrapped, proofs and verifiers are hashed.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from reference_server.store.columns import Id, Owner
from reference_server.store.tables.base import Table


class Vault(Table):
    """The vault of a person. `epoch` counts locks; whoever opened it in an earlier epoch has it open no longer."""

    __tablename__ = "vaults"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    kid: Mapped[str] = mapped_column(String(64))
    crypto_policy_version: Mapped[str] = mapped_column(String(64))
    salt: Mapped[str] = mapped_column(String(32))
    iterations: Mapped[int]
    proof_hash: Mapped[str] = mapped_column(String(64), repr=False)
    enforce_tier: Mapped[str] = mapped_column(String(16))
    auto_lock_minutes: Mapped[int]
    created_at: Mapped[datetime]
    epoch: Mapped[int] = mapped_column(default=1)
    locked_at: Mapped[datetime | None] = mapped_column(default=None)
    lock_reason: Mapped[str | None] = mapped_column(String(16), default=None)
    last_rotated_at: Mapped[datetime | None] = mapped_column(default=None)


class LockCommand(Table):
    """A lock that was carried out, its epoch, and the person's `seq` at that time: sent again, it does no more."""

    __tablename__ = "vault_locks"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    op_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    epoch: Mapped[int]
    reason: Mapped[str] = mapped_column(String(16))
    seq: Mapped[int] = mapped_column(default=0)


class Grant(Table):
    """A session that has the vault open, in one epoch, until it expires; activity carries it on by `seconds`."""

    __tablename__ = "vault_grants"

    session_id: Mapped[str] = mapped_column(String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[Owner]
    epoch: Mapped[int]
    seconds: Mapped[int]
    expires_at: Mapped[datetime]


class Wrap(Table):
    """A key (`kid`) wrapped by another (`by`, `by_id`)."""

    __tablename__ = "vault_wraps"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    kid: Mapped[str] = mapped_column(String(64), primary_key=True)
    by: Mapped[str] = mapped_column(String(16), primary_key=True)
    by_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    pol: Mapped[str] = mapped_column(String(64))
    iv: Mapped[str] = mapped_column(String(16))
    ct: Mapped[str] = mapped_column(String(64))


class RecoverySet(Table):
    """The recovery codes that count; a new set takes the place of the old one."""

    __tablename__ = "recovery_sets"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    set_id: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


class RecoveryCode(Table):
    """One code: `unused`, `reserved` by a ticket until it expires, or `used`."""

    __tablename__ = "recovery_codes"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    code_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    verifier_hash: Mapped[str] = mapped_column(String(64), repr=False)
    state: Mapped[str] = mapped_column(String(16), default="unused")
    ticket_hash: Mapped[str | None] = mapped_column(String(64), default=None, repr=False)
    ticket_expires_at: Mapped[datetime | None] = mapped_column(default=None)
    ticket_session_id: Mapped[str | None] = mapped_column(String(64), default=None)


class Rotation(Table):
    """A rotation under way, and what it was prepared against."""

    __tablename__ = "rotations"

    id: Mapped[Id]
    person_id: Mapped[Owner]
    epoch: Mapped[int]
    seq: Mapped[int]
    kid: Mapped[str] = mapped_column(String(64))
    pol: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


class Rewrap(Table):
    """An item sealed anew for the key of a rotation; it counts when the rotation commits."""

    __tablename__ = "rotation_rewraps"

    rotation_id: Mapped[str] = mapped_column(ForeignKey("rotations.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int]
    envelope: Mapped[str]


class Guesses(Table):
    """Wrong guesses at one secret (`purpose`) in a row, tries during a wait included; until when nothing is tried."""

    __tablename__ = "wrong_guesses"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int]
    first_at: Mapped[datetime]
    until: Mapped[datetime | None] = mapped_column(default=None)
