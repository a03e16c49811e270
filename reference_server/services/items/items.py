"""Ideas, infobase and journal: written down, read, changed and deleted."""

from reference_server.contract.envelope import Envelope
from reference_server.contract.items import Item, ItemChange, ItemDraft, ItemPage, ItemQuery
from reference_server.contract.problems import FieldError
from reference_server.services.gathering import Gathering, checked_cursor
from reference_server.services.items.views import ItemViews
from reference_server.services.items.writing import ItemWriting, Writer
from reference_server.services.refusals import Invalid
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work

SEALED = "belongs inside the envelope"
NOT_HERE = "cannot be changed here: ask for another privacy"


class Items:
    """Rules about items of all three kinds."""

    def __init__(self, tools: Tools, writing: ItemWriting, views: ItemViews) -> None:
        self.tools = tools
        self.writing = writing
        self.views = views

    def create(self, writer: Writer, kind: str, draft: ItemDraft) -> Item:
        """Store a new item; Invalid when it makes no sense, IdTaken when its id was used before."""
        with self.tools.store.begin() as work:
            person = self.writing.begin(work, writer)
            item = self.new_of(work, person, kind, draft)
            self.writing.store(work, item)
            return self.views.item(item)

    def read(self, person_id: str, kind: str, item_id: str) -> Item:
        """Return the person's item; NotFound."""
        with self.tools.store.begin(write=False) as work:
            return self.views.item(self.writing.find(work, person_id, kind, item_id))

    def listing(self, person_id: str, kind: str, query: ItemQuery) -> ItemPage:
        """Return a part of the person's items of a kind, newest first."""
        with self.tools.store.begin(write=False) as work:
            with checked_cursor():
                page = work.items.page(person_id, kind, query.mode, query.limit, query.cursor)
            return ItemPage(items=[self.views.item(item) for item in page.rows], next_cursor=page.next_cursor)

    def change(self, writer: Writer, kind: str, item_id: str, change: ItemChange) -> Item:
        """Change what is given, leave the rest, and keep what was; RevisionConflict when it changed meanwhile."""
        with self.tools.store.begin() as work:
            person = self.writing.begin(work, writer)
            item = self.writing.find_at(work, person.id, kind, item_id, change.base_rev)
            self.check_mode(item, change)
            self.writing.remember(work, item)
            if item.mode == "private":
                self.reseal(work, person, item, change)
            else:
                self.rewrite(item, change)
            self.writing.forget_tokens(work, item)
            self.writing.count(person, item)
            return self.views.item(item)

    def delete(self, writer: Writer, kind: str, item_id: str, base_rev: int) -> None:
        """Delete the item and its past; a tombstone stays."""
        with self.tools.store.begin() as work:
            person = self.writing.begin(work, writer)
            item = self.writing.find_at(work, person.id, kind, item_id, base_rev)
            self.writing.bury(work, person, item)

    def new_of(self, work: Work, person: tables.Person, kind: str, draft: ItemDraft) -> tables.Item:
        """Return a new item: private when it comes in an envelope, else standard."""
        if draft.envelope is None:
            return self.new_standard(person, kind, draft)
        return self.new_private(work, person, kind, draft, draft.envelope)

    def new_standard(self, person: tables.Person, kind: str, draft: ItemDraft) -> tables.Item:
        """Return a new item that everybody's server can read."""
        if draft.mode == "private":
            raise Invalid(FieldError(field="envelope", message="is required of a private item"))
        shared, wrong = bool(draft.shared), Gathering()
        with wrong.check():
            title = self.title(draft.title)
        with wrong.check():
            body = self.tools.limits.notes(draft.body or "", "body")
        with wrong.check():
            self.writing.check_shared(kind, shared=shared)
        wrong.settle()
        item = self.new(person, kind, draft.id or self.tools.ids.new_id())
        item.title, item.body, item.shared = title, body, shared
        return item

    def new_private(
        self, work: Work, person: tables.Person, kind: str, draft: ItemDraft, envelope: Envelope
    ) -> tables.Item:
        """Return a new item of which the server knows the envelope only."""
        if draft.mode == "standard":
            raise Invalid(FieldError(field="mode", message="must be private: there is an envelope"))
        self.writing.check_absent(draft, ("title", "body"), SEALED)
        self.check_unshared(draft.shared)
        if draft.id is not None:
            self.writing.check_envelope_id(envelope, draft.id)
        self.writing.check_envelope(work, person, envelope, kind, rev=1)
        item = self.new(person, kind, envelope.id)
        item.mode = "private"
        self.writing.seal(item, envelope)
        return item

    def new(self, person: tables.Person, kind: str, item_id: str) -> tables.Item:
        """Return a new item without content."""
        now = self.tools.now()
        seq = self.writing.accounts.count_up(person)
        return tables.Item(id=item_id, person_id=person.id, kind=kind, rev=1, seq=seq, created_at=now, updated_at=now)

    def title(self, given: str | None) -> str:
        """Return the title; Invalid when there is none."""
        if given is None:
            raise Invalid(FieldError(field="title", message="is required"))
        return self.tools.limits.title(given)

    def check_mode(self, item: tables.Item, change: ItemChange) -> None:
        """Refuse a change that would make a private item of a standard one, or the other way round."""
        if change.mode is not None and change.mode != item.mode:
            raise Invalid(FieldError(field="mode", message=NOT_HERE))
        if item.mode == "standard" and change.envelope is not None:
            raise Invalid(FieldError(field="envelope", message=f"is for private items; the mode {NOT_HERE}"))

    def check_unshared(self, shared: bool | None) -> None:
        """Refuse to share what nobody else could read."""
        if shared:
            raise Invalid(FieldError(field="shared", message="must be false: the item is private"))

    def reseal(self, work: Work, person: tables.Person, item: tables.Item, change: ItemChange) -> None:
        """Give a private item its next envelope."""
        self.writing.check_absent(change, ("title", "body"), SEALED)
        self.check_unshared(change.shared)
        if change.envelope is None:
            raise Invalid(FieldError(field="envelope", message="is required: the item is private"))
        self.writing.check_envelope_id(change.envelope, item.id)
        self.writing.check_envelope(work, person, change.envelope, item.kind, rev=item.rev + 1)
        self.writing.seal(item, change.envelope)

    def rewrite(self, item: tables.Item, change: ItemChange) -> None:
        """Set what is given; Invalid names everything that makes no sense, and the transaction keeps none of it."""
        wrong = Gathering()
        if change.title is not None:
            with wrong.check():
                item.title = self.tools.limits.title(change.title)
        if change.body is not None:
            with wrong.check():
                item.body = self.tools.limits.notes(change.body, "body")
        if change.shared is not None:
            with wrong.check():
                self.writing.check_shared(item.kind, shared=change.shared)
                item.shared = change.shared
        wrong.settle()
