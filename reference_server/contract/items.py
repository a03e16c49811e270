"""Ideas, infobase and journal: what a person writes down, readable to the server or not."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from reference_server.contract.base import ListQuery, Notes, Request, Title, View
from reference_server.contract.envelope import Envelope, EnvelopeView, ItemId, Kind, Revision

Mode = Literal["standard", "private"]
Flag = Annotated[bool, Field(strict=True)]
BaseRevision = Annotated[int, Field(ge=1, le=2**31 - 1)]


class ItemDraft(Request):
    """An item to be made: a title, a body and whether it is shared, or an envelope."""

    mode: Mode | None = None
    id: ItemId | None = None
    title: Title | None = None
    body: Notes | None = None
    shared: Flag | None = None
    envelope: Envelope | None = None


class ItemChange(Request):
    """What changes about an item since its revision `base_rev`; what is left out stays. A mode does not change here."""

    base_rev: Revision
    mode: Mode | None = None
    title: Title | None = None
    body: Notes | None = None
    shared: Flag | None = None
    envelope: Envelope | None = None


class PrivacyChange(Request):
    """The mode that an item shall have, and the item in it: under a new id, sealed or not."""

    is_private: Flag
    base_rev: Revision | None = None
    id: ItemId | None = None
    title: Title | None = None
    body: Notes | None = None
    envelope: Envelope | None = None


class DeletionQuery(Request):
    """The revision that the client knows."""

    base_rev: BaseRevision


class ItemQuery(ListQuery):
    """Which items are wanted; of both modes when not said."""

    mode: Mode | None = None


class Item(View):
    """An item. `size` is that of the stored content in bytes, `seq` the number of the person's last change to it."""

    id: str
    t: Kind
    mode: Mode
    rev: int
    seq: int
    deleted: Literal[False] = False
    shared: bool
    size: int
    created_at: datetime
    updated_at: datetime
    title: str | None
    body: str | None
    envelope: EnvelopeView | None
    kid: str | None
    pol: str | None


class ItemPage(View):
    """A part of a person's items of one kind, newest first."""

    items: list[Item]
    next_cursor: str | None


class PastRevision(View):
    """An item as it was until `saved_at`."""

    rev: int
    mode: Mode
    saved_at: datetime
    title: str | None
    body: str | None
    envelope: EnvelopeView | None


class History(View):
    """Past revisions of an item, newest first."""

    items: list[PastRevision]


class ModeView(View):
    """A mode of privacy: whether the server cannot read what is in it, and for how many days it keeps revisions."""

    mode: Mode
    encrypted: bool
    history_days: float


class PrivacyModes(View):
    """The modes that there are, and the one of whatever names none."""

    default: Mode
    modes: list[ModeView]
