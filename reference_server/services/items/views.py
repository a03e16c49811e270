"""What a person sees of what they wrote down."""

from reference_server.contract.changes import Tombstone
from reference_server.contract.envelope import EnvelopeView
from reference_server.contract.items import Item, PastRevision
from reference_server.store import tables


class ItemViews:
    """How items, and what they were before, are shown to their owner."""

    def item(self, item: tables.Item) -> Item:
        """Return what the person sees of an item that is not deleted."""
        return Item.model_validate(
            {
                "id": item.id,
                "t": item.kind,
                "mode": item.mode,
                "rev": item.rev,
                "seq": item.seq,
                "shared": item.shared,
                "size": self.size(item),
                "created_at": item.created_at,
                "updated_at": item.updated_at,
                "title": item.title,
                "body": item.body,
                "envelope": self.envelope(item.envelope),
                "kid": item.kid,
                "pol": item.pol,
            }
        )

    def tombstone(self, item: tables.Item) -> Tombstone:
        """Return what is left of a deleted item."""
        return Tombstone.model_validate({"id": item.id, "t": item.kind, "rev": item.rev, "seq": item.seq})

    def change(self, item: tables.Item) -> Item | Tombstone:
        """Return the item as it now is, deleted or not."""
        return self.tombstone(item) if item.deleted else self.item(item)

    def past(self, revision: tables.Revision) -> PastRevision:
        """Return what the person sees of a past revision."""
        return PastRevision.model_validate(
            {
                "rev": revision.rev,
                "mode": revision.mode,
                "saved_at": revision.saved_at,
                "title": revision.title,
                "body": revision.body,
                "envelope": self.envelope(revision.envelope),
            }
        )

    def envelope(self, stored: str | None) -> EnvelopeView | None:
        """Return an envelope as it is stored."""
        return None if stored is None else EnvelopeView.model_validate_json(stored)

    def size(self, item: tables.Item) -> int:
        """Return how many bytes of content are stored."""
        return sum(len(text.encode()) for text in (item.title, item.body, item.envelope) if text is not None)
