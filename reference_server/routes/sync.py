"""Sync over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from reference_server.contract.sync import Poll, PollQuery
from reference_server.routes.here import Rules, SignedIn

router = APIRouter(prefix="/api/sync", tags=["sync"])


@router.get("/poll")
def poll(caller: SignedIn, rules: Rules, query: Annotated[PollQuery, Query()]) -> Poll:
    """Return whether the vault is open, and what has changed."""
    return rules.sync.poll(caller, query.since)
