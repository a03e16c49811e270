"""The order of a person's changes: what is changed, edited or deleted takes its place in it."""

from typing import Literal

from reference_server.contract.base import View
from reference_server.contract.changes import PlanKind, Tombstone
from reference_server.services.moments import Moment
from reference_server.services.people.accounts import Accounts
from reference_server.services.refusals import RevisionConflict
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work

Row = tables.Quest | tables.Habit | tables.FocusSession | tables.Track


class Order:
    """Rules about `rev` and `seq` of quests, habits, focus sessions and tracks; the person must be locked.

    An edit replaces what was, so it is made from a revision and makes the next one. Ticks, check-ins and the like can
    come in any order from several devices: they move `seq` only.
    """

    def __init__(self, tools: Tools, accounts: Accounts) -> None:
        self.tools = tools
        self.accounts = accounts

    def next(self, work: Work, person_id: str) -> int:
        """Return the next number."""
        return self.accounts.count_up(self.accounts.find(work, person_id))

    def changed(self, work: Work, row: Row) -> None:
        """Count a change that leaves the revision as it is."""
        row.seq = self.next(work, row.person_id)
        row.updated_at = self.tools.now()

    def edited(self, work: Work, row: Row) -> None:
        """Count an edit."""
        row.rev += 1
        self.changed(work, row)

    def deleted(self, work: Work, kind: PlanKind, row: Row) -> None:
        """Leave a tombstone, so that every device hears of it."""
        tombstone = tables.Tombstone(
            id=row.id,
            person_id=row.person_id,
            kind=kind,
            rev=row.rev + 1,
            seq=self.next(work, row.person_id),
            deleted_at=self.tools.now(),
        )
        work.tombstones.add(tombstone)

    def earned(
        self,
        work: Work,
        person_id: str,
        kind: Literal["focus_minutes", "reward_points"],
        source_id: str,
        amount: int,
        moment: Moment,
    ) -> bool:
        """Credit a source, once ever; say whether that was now."""
        credit = tables.Credit(
            id=self.tools.ids.new_id(),
            person_id=person_id,
            kind=kind,
            source_id=source_id,
            amount=amount,
            local_date=moment.local_date,
            granted_at=moment.occurred_at,
            seq=self.next(work, person_id),
        )
        return work.credits.grant_once(credit)

    def check_base(self, current: View, rev: int, base_rev: int | None) -> None:
        """Refuse a command that was made from another revision than the present one; None is made from any."""
        if base_rev is not None and base_rev != rev:
            raise RevisionConflict(current.model_dump(mode="json"))

    def tombstone(self, left: tables.Tombstone) -> Tombstone:
        """Return what every device hears of a deleted thing."""
        return Tombstone.model_validate({"id": left.id, "t": left.kind, "rev": left.rev, "seq": left.seq})
