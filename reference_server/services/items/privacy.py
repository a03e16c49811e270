"""Privacy: who can read an item, and what happens when that changes."""

from collections.abc import Mapping
from datetime import timedelta

from reference_server.contract.items import Item, ItemDraft, Mode, ModeView, PrivacyChange, PrivacyModes
from reference_server.contract.problems import FieldError
from reference_server.services.items.items import SEALED, Items
from reference_server.services.items.views import ItemViews
from reference_server.services.items.writing import ItemWriting, Writer
from reference_server.services.refusals import Invalid
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work

UNASKED: Mode = "standard"
"""The mode of whatever names none."""


class Privacy:
    """Rules about changing the mode: the item goes on under a new id, and what it was is withdrawn whole."""

    def __init__(
        self, tools: Tools, writing: ItemWriting, views: ItemViews, items: Items, kept: Mapping[Mode, timedelta]
    ) -> None:
        self.tools = tools
        self.writing = writing
        self.views = views
        self.items = items
        self.kept = kept

    def modes(self) -> PrivacyModes:
        """Return the modes, and for how long each keeps past revisions."""
        modes = [
            ModeView(mode=mode, encrypted=mode == "private", history_days=kept / timedelta(days=1))
            for mode, kept in self.kept.items()
        ]
        return PrivacyModes(default=UNASKED, modes=modes)

    def change(self, writer: Writer, kind: str, item_id: str, change: PrivacyChange) -> Item:
        """Make a private item of a standard one, or the other way round; return it under its new id."""
        with self.tools.store.begin() as work:
            person = self.writing.begin(work, writer)
            item = self.find(work, person.id, kind, item_id, change)
            if self.is_so(item, change):
                return self.views.item(item)
            self.check_base(change)
            draft = self.draft(change)
            self.writing.bury(work, person, item)
            successor = self.successor(work, person, item, draft)
            self.writing.store(work, successor)
            return self.views.item(successor)

    def find(self, work: Work, person_id: str, kind: str, item_id: str, change: PrivacyChange) -> tables.Item:
        """Return the item as the client knows it, or as it is when the client does not say."""
        if change.base_rev is None:
            return self.writing.find(work, person_id, kind, item_id)
        return self.writing.find_at(work, person_id, kind, item_id, change.base_rev)

    def is_so(self, item: tables.Item, change: PrivacyChange) -> bool:
        """Say whether the item has the mode that is asked for; Invalid when the request would change its content."""
        if change.is_private != (item.mode == "private"):
            return False
        reason = f"cannot be changed here: the item is {item.mode} already"
        self.writing.check_absent(change, ("id", "title", "body", "envelope"), reason)
        return True

    def check_base(self, change: PrivacyChange) -> None:
        """Refuse a change of an item that the client may never have seen."""
        if change.base_rev is None:
            raise Invalid(FieldError(field="base_rev", message="is required: the mode changes"))

    def draft(self, change: PrivacyChange) -> ItemDraft:
        """Return the item in its new mode, which only the client can seal or open."""
        if not change.is_private:
            self.writing.check_absent(change, ("envelope",), "is not for a standard item")
            return ItemDraft(id=change.id, title=change.title, body=change.body)
        self.writing.check_absent(change, ("title", "body"), SEALED)
        if change.envelope is None:
            message = "is required: the page must encrypt the item before it becomes private"
            raise Invalid(FieldError(field="envelope", message=message))
        return ItemDraft(id=change.id, envelope=change.envelope)

    def successor(self, work: Work, person: tables.Person, item: tables.Item, draft: ItemDraft) -> tables.Item:
        """Return the new item; it keeps the place that the old one has in lists."""
        successor = self.items.new_of(work, person, item.kind, draft)
        successor.created_at = item.created_at
        return successor
