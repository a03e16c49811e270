"""Uploads in the database, and objects that are to go."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reference_server.store.tables import DoomedObject, Upload, Version

MOST_NAMED = 1000
"""Rows that one statement names: SQLite takes 32,766 values, PostgreSQL 65,535."""


class Uploads:
    """Questions about uploads."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, uploads: Iterable[Upload]) -> None:
        """Store new ones."""
        self.session.add_all(uploads)
        self.session.flush()

    def of_operations(self, person_id: str, op_ids: Collection[str]) -> dict[str, Upload]:
        """Return the uploads that were announced under these names, by name."""
        wanted = select(Upload).where(Upload.person_id == person_id, Upload.op_id.in_(op_ids))
        return {upload.op_id: upload for upload in self.session.scalars(wanted)}

    def lock_all(self, upload_ids: Collection[str]) -> dict[str, Upload]:
        """Return uploads by id, whosever they are, and let nobody else change their state meanwhile."""
        wanted = select(Upload).where(Upload.id.in_(upload_ids)).order_by(Upload.id).with_for_update()
        return {upload.id: upload for upload in self.session.scalars(wanted)}

    def lock(self, upload_id: str) -> Upload | None:
        """Return the upload, whosever it is, and let nobody else change its state meanwhile."""
        return self.session.scalar(select(Upload).where(Upload.id == upload_id).with_for_update())

    def overdue(self, before: datetime, limit: int) -> Sequence[Upload]:
        """Return uploads that expired before and are still pending; nobody else changes their state meanwhile."""
        wanted = select(Upload).where(Upload.expires_at < before, Upload.state == "pending")
        return self.session.scalars(wanted.limit(limit).with_for_update(skip_locked=True)).all()

    def forget(self, before: datetime) -> None:
        """Delete what expired before and is decided."""
        self.session.execute(delete(Upload).where(Upload.expires_at < before, Upload.state != "pending"))

    def doom(self, upload: Upload, until: datetime) -> None:
        """Let the object of an upload go."""
        self._doom(upload.object_key, upload.parts_id, until)

    def doom_all_of(self, person_id: str, until: datetime) -> None:
        """Let all of a person's objects go."""
        for key in self.session.scalars(select(Version.object_key).where(Version.person_id == person_id)):
            self._doom(key, None, until)
        for upload in self.session.scalars(
            select(Upload).where(Upload.person_id == person_id, Upload.state == "pending")
        ):
            self._doom(upload.object_key, upload.parts_id, until)

    def _doom(self, object_key: str, parts_id: str | None, until: datetime) -> None:
        self.session.merge(DoomedObject(object_key=object_key, until=until, parts_id=parts_id))

    def doomed(self) -> Sequence[DoomedObject]:
        """Return the objects that are to go, without any that a version refers to."""
        referred = select(Version.object_key).where(Version.object_key == DoomedObject.object_key).exists()
        return self.session.scalars(select(DoomedObject).where(~referred).order_by(DoomedObject.object_key)).all()

    def done_with(self, doomed: Sequence[str], now: datetime) -> None:
        """Forget objects that are gone for good: those of these whose time is over."""
        over = DoomedObject.until <= now
        for start in range(0, len(doomed), MOST_NAMED):
            named = DoomedObject.object_key.in_(doomed[start : start + MOST_NAMED])
            self.session.execute(delete(DoomedObject).where(named, over))
