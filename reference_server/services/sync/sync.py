"""Sync: a device that asks often enough misses nothing."""

from datetime import timedelta

from reference_server.contract.changes import Change
from reference_server.contract.sync import Poll
from reference_server.services.people.accounts import Accounts
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import CursorTooOld, OtherPerson
from reference_server.services.sync.changes import Changes
from reference_server.services.tools import Tools
from reference_server.services.vault.crypto_policies import CryptoPolicies
from reference_server.services.vault.views import VaultViews
from reference_server.store import tables
from reference_server.store.work import Work

MOST_CHANGES = 500
MOST_BYTES = 900_000
"""Of content in one answer; a single item may have more."""

NOTED_EVERY = timedelta(hours=1)
"""How exactly it is known when a device was last seen: not each poll is worth a write."""


class Sync:
    """Rules about polls."""

    def __init__(
        self,
        tools: Tools,
        accounts: Accounts,
        changes_of: Changes,
        vault_views: VaultViews,
        policies: CryptoPolicies,
    ) -> None:
        self.tools = tools
        self.accounts = accounts
        self.changes_of = changes_of
        self.vault_views = vault_views
        self.policies = policies

    def poll(
        self, caller: Caller, since: int, device: str | None = None, person_id: str | None = None, *, anew: bool = False
    ) -> Poll:
        """Return the state of the vault, and what has changed since a number; the vault stays open no longer by it.

        OtherPerson for a page whose person is not the caller, CursorTooOld where deletions since are forgotten.
        """
        self.check_person(caller, person_id)
        if device is not None:
            self.hear(caller, device, since)
        with self.tools.store.begin(write=False) as work:
            # Before the changes: what is committed between the two is then told twice rather than never.
            person = self.accounts.find(work, caller.person_id)
            if not anew:
                self.check_cursor(person, since)
            changes, has_more = self.changes(work, person, since)
            return Poll(
                vault=self.vault_views.state(work, caller),
                policy=self.policies.current(work, person),
                seq=self.cursor(person, changes, has_more=has_more),
                changes=changes,
                has_more=has_more,
            )

    def check_person(self, caller: Caller, person_id: str | None) -> None:
        """Refuse to mix the data of two people on one device."""
        if person_id is not None and person_id != caller.person_id:
            raise OtherPerson

    def check_cursor(self, person: tables.Person, since: int) -> None:
        """Refuse to go on from before the oldest tombstone: what was deleted would come alive again."""
        if 0 < since < person.horizon:
            raise CursorTooOld(person.horizon)

    def hear(self, caller: Caller, device: str, since: int) -> None:
        """Note how far a device has heard, and when."""
        now = self.tools.now()
        with self.tools.store.begin(write=False) as work:
            known = work.sync.known_device(caller.person_id, device)
            if known is not None and known.cursor == since and now - known.seen_at < NOTED_EVERY:
                return
        with self.tools.store.begin() as work:
            self.accounts.lock(work, caller.person_id)
            known = work.sync.device(caller.person_id, device, now)
            known.cursor, known.seen_at = since, now

    def changes(self, work: Work, person: tables.Person, since: int) -> tuple[list[Change], bool]:
        """Return what changed, as much as one answer takes, and whether there is more."""
        changes: list[Change] = []
        if since >= person.seq:
            return changes, False
        whole = 0
        for change, size in self.changes_of.since(work, person.id, since, MOST_CHANGES + 1):
            whole += size
            if changes and (len(changes) == MOST_CHANGES or whole > MOST_BYTES):
                return changes, True
            changes.append(change)
        return changes, False

    def cursor(self, person: tables.Person, changes: list[Change], *, has_more: bool) -> int:
        """Return the number to go on from: that of the last change told, or the person's when all is told."""
        last = changes[-1].seq if changes else 0
        return last if has_more else max(last, person.seq)
