"""The feed: what people share with each other."""

from datetime import datetime

from reference_server.contract.base import View
from reference_server.contract.envelope import Kind


class FeedEntry(View):
    """A shared item, with the name of who shares it."""

    id: str
    t: Kind
    title: str
    body: str
    author: str
    updated_at: datetime


class FeedPage(View):
    """A part of what everybody shares, newest first."""

    items: list[FeedEntry]
    next_cursor: str | None
