"""Devices that sync, and what came of their operations, in the database."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from reference_server.store.tables import SyncDevice, SyncResult


class Sync:
    """Questions about one person's devices and operations."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def known_device(self, person_id: str, device: str) -> SyncDevice | None:
        """Return a device of the person's that was heard of before."""
        return self.session.get(SyncDevice, (person_id, device))

    def device(self, person_id: str, device: str, now: datetime) -> SyncDevice:
        """Return a device of the person's, a new one where it was not heard of before."""
        known = self.known_device(person_id, device)
        if known is None:
            known = SyncDevice(person_id=person_id, device=device, seen_at=now)
            self.session.add(known)
            self.session.flush()
        return known

    def result(self, person_id: str, op_id: str) -> SyncResult | None:
        """Return what came of an operation, if that is known."""
        return self.session.get(SyncResult, (person_id, op_id))

    def result_of_number(self, person_id: str, device: str, n: int) -> SyncResult | None:
        """Return what came of a device's operation of this number, if that is known."""
        mine = SyncResult.person_id == person_id, SyncResult.device == device, SyncResult.n == n
        return self.session.scalar(select(SyncResult).where(*mine))

    def add(self, result: SyncResult) -> None:
        """Keep what came of an operation."""
        self.session.add(result)
        self.session.flush()

    def forget_results(self, than: datetime) -> None:
        """Delete everybody's results from before."""
        self.session.execute(delete(SyncResult).where(SyncResult.at < than))

    def least_cursor(self, person_id: str, seen_since: datetime) -> int | None:
        """Return how far the person's devices have heard, those left aside that were not seen since; None for none."""
        mine = SyncDevice.person_id == person_id, SyncDevice.seen_at >= seen_since
        return self.session.scalar(select(func.min(SyncDevice.cursor)).where(*mine))
