"""Watchers in the database: those that wait to be let in, and those that are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from reference_server.store.tables import Device, File, Pairing


class Devices:
    """Questions about watchers."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, row: Device | Pairing) -> None:
        """Store something new."""
        self.session.add(row)
        self.session.flush()

    def with_secret(self, secret_hash: str) -> Device | None:
        """Return the watcher of this credential, revoked or not."""
        return self.session.scalar(select(Device).where(Device.secret_hash == secret_hash))

    def find(self, device_id: str) -> Device | None:
        """Return the watcher, whosever it is, revoked or not."""
        return self.session.get(Device, device_id)

    def of_person(self, person_id: str) -> Sequence[Device]:
        """Return the person's watchers that are not revoked, those that were paired last first."""
        mine = Device.person_id == person_id, Device.revoked_at.is_(None)
        return self.session.scalars(select(Device).where(*mine).order_by(Device.paired_at.desc(), Device.id)).all()

    def file_counts(self, person_id: str) -> dict[str, int]:
        """Return how many files each of the person's watchers has stored, deleted ones left out."""
        mine = File.person_id == person_id, File.deleted_at.is_(None)
        counted = select(File.device_id, func.count()).where(*mine).group_by(File.device_id)
        return {row[0]: row[1] for row in self.session.execute(counted)}

    def pairing(self, code_hash: str) -> Pairing | None:
        """Return the watcher that waits with this device code, and let nobody else decide about it meanwhile."""
        return self.session.scalar(select(Pairing).where(Pairing.code_hash == code_hash).with_for_update())

    def pairing_with(self, user_code: str) -> Pairing | None:
        """Return the watcher that waits with this user code, and let nobody else decide about it meanwhile."""
        return self.session.scalar(select(Pairing).where(Pairing.user_code == user_code).with_for_update())

    def forget_pairings(self, before: datetime) -> None:
        """Delete what expired before."""
        self.session.execute(delete(Pairing).where(Pairing.expires_at < before))
