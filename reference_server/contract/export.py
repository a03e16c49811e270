"""Everything that the server has of a person."""

from reference_server.contract.base import View
from reference_server.contract.focus import Focus
from reference_server.contract.habits import Habit
from reference_server.contract.items import Item, PastRevision
from reference_server.contract.learning import Track
from reference_server.contract.people import Me
from reference_server.contract.quests import Quest
from reference_server.contract.vault import Vault


class ExportedItem(Item):
    """An item, with what it was before."""

    history: list[PastRevision]


class Export(View):
    """A person's data; what is private in it can be opened with the vault only."""

    person: Me
    items: list[ExportedItem]
    quests: list[Quest]
    habits: list[Habit]
    focus: list[Focus]
    learning: list[Track]
    vault: Vault | None
