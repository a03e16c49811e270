"""History: what items were before, for as long as their mode keeps it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from reference_server.contract.items import History as HistoryView
from reference_server.contract.items import Mode
from reference_server.services.items.views import ItemViews
from reference_server.services.items.writing import ItemWriting
from reference_server.services.people.accounts import Accounts
from reference_server.services.refusals import SignedOut
from reference_server.services.tools import Tools
from reference_server.store.work import Work


class History:
    """Rules about past revisions."""

    def __init__(
        self,
        tools: Tools,
        accounts: Accounts,
        writing: ItemWriting,
        views: ItemViews,
        kept: Mapping[Mode, timedelta],
    ) -> None:
        self.tools = tools
        self.accounts = accounts
        self.writing = writing
        self.views = views
        self.kept = kept

    def of(self, person_id: str, kind: str, item_id: str) -> HistoryView:
        """Return an item's past revisions, newest first, once those that are too old are gone; NotFound."""
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            item = self.writing.find(work, person_id, kind, item_id)
            self.forget_old(work, person_id)
            return HistoryView(items=[self.views.past(revision) for revision in work.revisions.of(item.id)])

    def purge(self) -> None:
        """Delete everybody's revisions that are too old, one person after the other, so that nobody waits long."""
        for person_id in self.owners_of_old():
            with self.tools.store.begin() as work:
                try:
                    self.accounts.lock(work, person_id)
                except SignedOut:
                    continue  # erased in the meantime, with all revisions
                self.forget_old(work, person_id)

    def owners_of_old(self) -> set[str]:
        """Return the people who have revisions that are too old."""
        with self.tools.store.begin(write=False) as work:
            return {
                person_id for mode in self.kept for person_id in work.revisions.owners_of_older(mode, self.oldest(mode))
            }

    def forget_old(self, work: Work, person_id: str) -> None:
        """Delete a person's revisions that are too old."""
        for mode in self.kept:
            work.revisions.forget_older(person_id, mode, self.oldest(mode))

    def oldest(self, mode: Mode) -> datetime:
        """Return the instant from which on revisions of this mode are kept."""
        return self.tools.now() - self.kept[mode]
