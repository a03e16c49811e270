"""Who can read what, over HTTP: the feed, and the modes of privacy."""

from typing import Annotated

from fastapi import APIRouter, Query

from reference_server.contract.base import ListQuery
from reference_server.contract.feed import FeedPage
from reference_server.contract.items import PrivacyModes
from reference_server.routes.here import Rules, SignedIn

router = APIRouter(prefix="/api", tags=["sharing"])


@router.get("/feed")
def feed(_caller: SignedIn, rules: Rules, query: Annotated[ListQuery, Query()]) -> FeedPage:
    """List what everybody shares, newest first."""
    return rules.feed.listing(query)


@router.get("/privacy-mode")
def privacy_mode(_caller: SignedIn, rules: Rules) -> PrivacyModes:
    """Return the modes, and for how long each keeps past revisions."""
    return rules.privacy.modes()
