"""What all writes to ideas, infobase and journal have in common, whoever asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from reference_server.contract.envelope import Envelope
from reference_server.contract.problems import FieldError
from reference_server.services.items.views import ItemViews
from reference_server.services.people.accounts import Accounts
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import IdTaken, Invalid, NotFound, RevisionConflict
from reference_server.services.tools import Tools
from reference_server.services.vault.gate import VaultGate
from reference_server.store import tables
from reference_server.store.work import Work

NOUNS = {"ideas": "idea", "infobase": "infobase entry", "journal": "journal entry"}
SHAREABLE = frozenset({"ideas", "infobase"})


@dataclass(frozen=True)
class Writer:
    """Who writes, and the epoch of the vault that they know; None when the request named none."""

    caller: Caller
    epoch: int | None

    @property
    def person_id(self) -> str:
        """Whose things these are."""
        return self.caller.person_id


class ItemWriting:
    """Rules of every write. Each is asked in the write's own transaction, after `begin`."""

    def __init__(self, tools: Tools, accounts: Accounts, gate: VaultGate, views: ItemViews) -> None:
        self.tools = tools
        self.accounts = accounts
        self.gate = gate
        self.views = views

    def begin(self, work: Work, writer: Writer) -> tables.Person:
        """Lock the person, then ask whether their vault is open: no lock comes between the two and the write."""
        person = self.accounts.lock(work, writer.caller.person_id)
        self.gate.check_open(work, writer.caller, writer.epoch)
        return person

    def find(self, work: Work, person_id: str, kind: str, item_id: str) -> tables.Item:
        """Return the person's own item; NotFound when it is deleted or another person's."""
        item = work.items.find(person_id, kind, item_id)
        if item is None or item.deleted:
            raise NotFound(NOUNS[kind])
        return item

    def find_at(self, work: Work, person_id: str, kind: str, item_id: str, base_rev: int) -> tables.Item:
        """Return the person's own item as the client knows it; RevisionConflict when it has changed, or is deleted."""
        item = work.items.find(person_id, kind, item_id)
        if item is not None:
            self.check_rev(item, base_rev)
        if item is None or item.deleted:
            raise NotFound(NOUNS[kind])
        return item

    def check_rev(self, item: tables.Item, base_rev: int) -> None:
        """Refuse a write that was made from another revision."""
        if item.rev != base_rev:
            raise RevisionConflict(self.views.change(item).model_dump(mode="json"))

    def check_envelope(self, work: Work, person: tables.Person, envelope: Envelope, kind: str, rev: int) -> None:
        """Refuse an envelope made for another place, without a key of the person's, or under the wrong policy."""
        self.check_kind(envelope, kind)
        self.check_envelope_rev(envelope, rev)
        self.gate.check_key(work, person, envelope.kid, "envelope.kid")
        self.gate.check_policy(work, person, envelope.pol)

    def check_kind(self, envelope: Envelope, kind: str) -> None:
        """Refuse an envelope that says it is of another kind."""
        if envelope.t != kind:
            raise Invalid(FieldError(field="envelope.t", message=f"must be {kind} here"))

    def check_envelope_rev(self, envelope: Envelope, rev: int) -> None:
        """Refuse an envelope that was not sealed for the revision that it would become."""
        if envelope.rev != rev:
            raise Invalid(FieldError(field="envelope.rev", message=f"must be {rev}, the revision that this becomes"))

    def check_envelope_id(self, envelope: Envelope, item_id: str) -> None:
        """Refuse an envelope that was sealed for another item."""
        if envelope.id != item_id:
            raise Invalid(FieldError(field="envelope.id", message="must be the id of this item"))

    def check_shared(self, kind: str, *, shared: bool) -> None:
        """Refuse to share what is not meant for others."""
        if shared and kind not in SHAREABLE:
            raise Invalid(FieldError(field="shared", message="must be false: a journal is not shared"))

    def check_absent(self, sent: object, fields: Sequence[str], reason: str) -> None:
        """Refuse fields that do not belong to the mode at hand."""
        wrong = [field for field in fields if getattr(sent, field) is not None]
        if wrong:
            raise Invalid(*[FieldError(field=field, message=reason) for field in wrong])

    def seal(self, item: tables.Item, envelope: Envelope) -> None:
        """Let the item hold an envelope, as compact JSON in the order of its fields."""
        item.envelope, item.kid, item.pol = envelope.model_dump_json(), envelope.kid, envelope.pol

    def store(self, work: Work, item: tables.Item) -> None:
        """Store a new item; IdTaken when its id is in use or ever was, even by another person."""
        if work.tombstones.is_spent(item.id) or not work.items.add_once(item):
            raise IdTaken(NOUNS[item.kind])

    def remember(self, work: Work, item: tables.Item) -> None:
        """Keep the present revision as a past one; the change comes next."""
        revision = tables.Revision(
            item_id=item.id,
            rev=item.rev,
            person_id=item.person_id,
            mode=item.mode,
            saved_at=self.tools.now(),
            title=item.title,
            body=item.body,
            envelope=item.envelope,
        )
        work.revisions.add(revision)

    def count(self, person: tables.Person, item: tables.Item) -> None:
        """Give the changed item its next revision and its place in the order of the person's changes."""
        item.rev += 1
        item.seq = self.accounts.count_up(person)
        item.updated_at = self.tools.now()

    def bury(self, work: Work, person: tables.Person, item: tables.Item) -> None:
        """Leave a tombstone of an item: its content, its past and its tokens are gone, and its place in the feed."""
        item.deleted, item.shared = True, False
        item.title = item.body = item.envelope = item.kid = item.pol = None
        self.forget_past(work, item)
        self.forget_tokens(work, item)
        self.count(person, item)

    def forget_past(self, work: Work, item: tables.Item) -> None:
        """Delete the item's past revisions."""
        work.revisions.forget(item.id)

    def forget_tokens(self, work: Work, item: tables.Item) -> None:
        """Delete the item's search tokens: they told of another content."""
        work.search.drop(item.id)
