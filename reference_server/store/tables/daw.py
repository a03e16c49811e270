"""Watchers and what they back up: devices, files with their versions, uploads, and objects that are to go."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reference_server.store.columns import Id, Instant, Owner
from reference_server.store.tables.base import Table


class Pairing(Table):
    """A watcher that waits to be let in, by the code that it shows: `waiting`, `approved` or `denied`."""

    __tablename__ = "pairings"

    code_hash: Mapped[Id]
    user_code: Mapped[str] = mapped_column(String(16), unique=True)
    device_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str]
    platform: Mapped[str]
    version: Mapped[str]
    public_key: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    polled_at: Mapped[datetime | None] = mapped_column(default=None)


class Device(Table):
    """A paired watcher. `sealed_key` is kept until the watcher has it; a revoked device stays for its files' sake."""

    __tablename__ = "devices"

    id: Mapped[Id]
    person_id: Mapped[Owner]
    name: Mapped[str]
    platform: Mapped[str]
    version: Mapped[str]
    kid: Mapped[str] = mapped_column(String(64))
    paired_at: Mapped[datetime]
    sealed_key: Mapped[str | None] = mapped_column(default=None, repr=False)
    secret_hash: Mapped[str | None] = mapped_column(String(64), unique=True, default=None, repr=False)
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class File(Table):
    """A file of a watched folder. `meta` is sealed and tells its path; `meta_n` counts renames since `rev`.

    `seq` is its place among the changes of the person's files. `filename` is there only where the watcher shares names.
    """

    __tablename__ = "files"
    __table_args__ = (
        Index("files_of_a_person_by_seq", "person_id", "seq", unique=True),
        Index("files_by_change", "updated_at", "id"),
    )

    id: Mapped[Id]
    person_id: Mapped[Owner]
    device_id: Mapped[str] = mapped_column(ForeignKey("devices.id", ondelete="CASCADE"), index=True)
    rev: Mapped[int]
    seq: Mapped[int]
    meta: Mapped[str]
    meta_n: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    filename: Mapped[str | None] = mapped_column(default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)


class Version(Table):
    """One content of a file, whole in the store. `wrap` is its key, sealed by the watcher's; `meta` as it was then."""

    __tablename__ = "file_versions"

    file_id: Mapped[str] = mapped_column(ForeignKey("files.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[Owner]
    object_key: Mapped[str] = mapped_column(unique=True)
    ct_size: Mapped[int] = mapped_column(BigInteger)
    ct_sha256: Mapped[str] = mapped_column(String(64))
    kid: Mapped[str] = mapped_column(String(64))
    wrap: Mapped[str]
    meta: Mapped[str]
    stored_at: Mapped[datetime]


class Upload(Table):
    """A version on its way, as it was announced (`draft`): `pending`, `stored`, or `gone`.

    `parts_id` is the store's name of an upload in parts.
    """

    __tablename__ = "uploads"
    __table_args__ = (UniqueConstraint("person_id", "op_id", name="one_upload_an_operation"),)

    id: Mapped[Id]
    person_id: Mapped[Owner]
    device_id: Mapped[str] = mapped_column(ForeignKey("devices.id", ondelete="CASCADE"), index=True)
    op_id: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[str] = mapped_column(String(64))
    rev: Mapped[int]
    object_key: Mapped[str] = mapped_column(unique=True)
    draft: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)
    state: Mapped[str] = mapped_column(String(16), default="pending")
    parts_id: Mapped[str | None] = mapped_column(default=None)
    seq: Mapped[int | None] = mapped_column(default=None)


class DoomedObject(Table):
    """An object that nothing refers to: deleted again and again until no late PUT can bring it back. Nobody's."""

    __tablename__ = "doomed_objects"

    object_key: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    parts_id: Mapped[str | None] = mapped_column(default=None)
