"""Sync: a device that asks often enough misses nothing."""

from reference_server.contract.items import Item, Tombstone
from reference_server.contract.sync import Poll
from reference_server.services.accounts import Accounts
from reference_server.services.crypto_policies import CryptoPolicies
from reference_server.services.item_views import ItemViews
from reference_server.services.sessions import Caller
from reference_server.services.tools import Tools
from reference_server.services.vault_views import VaultViews
from reference_server.store import tables
from reference_server.store.database import Work

MOST_CHANGES = 500
MOST_BYTES = 900_000
"""Of content in one answer; a single item may have more."""


class Sync:
    """Rules about polls."""

    def __init__(
        self, tools: Tools, accounts: Accounts, views: ItemViews, vault_views: VaultViews, policies: CryptoPolicies
    ) -> None:
        self.tools = tools
        self.accounts = accounts
        self.views = views
        self.vault_views = vault_views
        self.policies = policies

    def poll(self, caller: Caller, since: int) -> Poll:
        """Return the state of the vault, and what has changed since a number; the vault stays open no longer by it."""
        with self.tools.store.begin(write=False) as work:
            # Before the changes: what is committed between the two is then told twice rather than never.
            person = self.accounts.find(work, caller.person_id)
            changes, has_more = self.changes(work, person.id, since)
            return Poll(
                vault=self.vault_views.state(work, caller),
                policy=self.policies.current(work, person),
                seq=self.cursor(person, changes, has_more=has_more),
                changes=changes,
                has_more=has_more,
            )

    def changes(self, work: Work, person_id: str, since: int) -> tuple[list[Item | Tombstone], bool]:
        """Return what changed, as much as one answer takes, and whether there is more."""
        changes: list[Item | Tombstone] = []
        size = 0
        for item in work.items.changed(person_id, since, MOST_CHANGES + 1):
            size += self.views.size(item)
            if changes and (len(changes) == MOST_CHANGES or size > MOST_BYTES):
                return changes, True
            changes.append(self.views.change(item))
        return changes, False

    def cursor(self, person: tables.Person, changes: list[Item | Tombstone], *, has_more: bool) -> int:
        """Return the number to go on from: that of the last change told, or the person's when all is told."""
        last = changes[-1].seq if changes else 0
        return last if has_more else max(last, person.seq)
