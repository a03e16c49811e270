"""Export: everything that the server has of a person, for the person."""

from reference_server.contract.export import Export as ExportView
from reference_server.contract.export import ExportedItem
from reference_server.services.items.views import ItemViews
from reference_server.services.learning.tracks import Tracks
from reference_server.services.people.accounts import Accounts
from reference_server.services.people.sessions import Caller
from reference_server.services.planning.focus import FocusSessions
from reference_server.services.planning.habits import Habits
from reference_server.services.planning.quests import Quests
from reference_server.services.tools import Tools
from reference_server.services.vault.views import VaultViews
from reference_server.store.work import Work


class Export:
    """Rules about what is handed out: all of it, and private items sealed as they are."""

    def __init__(
        self,
        tools: Tools,
        accounts: Accounts,
        views: ItemViews,
        vault_views: VaultViews,
        quests: Quests,
        habits: Habits,
        focus: FocusSessions,
        tracks: Tracks,
    ) -> None:
        self.tools = tools
        self.accounts = accounts
        self.views = views
        self.vault_views = vault_views
        self.quests = quests
        self.habits = habits
        self.focus = focus
        self.tracks = tracks

    def of(self, caller: Caller) -> ExportView:
        """Return everything; habits are as they are on the person's present day."""
        with self.tools.store.begin(write=False) as work:
            person = self.accounts.find(work, caller.person_id)
            day = self.tools.moments.local_date_of(person.time_zone)
            return ExportView(
                person=self.accounts.view(work, person),
                items=self.items(work, person.id),
                quests=[self.quests.view(quest) for quest in work.quests.all(person.id)],
                habits=self.habits.views(work, work.habits.all(person.id), day),
                focus=[self.focus.view(focus) for focus in work.focus.all(person.id)],
                learning=[self.tracks.view(track) for track in work.tracks.all(person.id)],
                vault=self.vault_views.view(work, person, caller),
            )

    def items(self, work: Work, person_id: str) -> list[ExportedItem]:
        """Return all items with their past revisions."""
        past = work.revisions.all(person_id)
        return [
            ExportedItem(
                **dict(self.views.item(item)), history=[self.views.past(revision) for revision in past.get(item.id, [])]
            )
            for item in work.items.all(person_id)
        ]
