"""Sync over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from reference_server.contract.push import Push, Pushed
from reference_server.contract.sync import Poll, PollQuery
from reference_server.routes.here import Rules, SignedIn, Writing
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/sync", tags=["sync"])


@router.get("/poll", responses=problems(403, 410))
def poll(caller: SignedIn, rules: Rules, query: Annotated[PollQuery, Query()]) -> Poll:
    """Return whether the vault is open, and what has changed."""
    told = rules.sync.poll(caller, query.since, query.device, query.person, anew=query.anew)
    if query.device is not None:
        rules.telemetry.waits(caller.person_id, query.device, query.oldest_pending_seconds)
    return told


@router.post("/push", responses=problems(409, 423))
def push(writer: Writing, rules: Rules, sent: Push) -> Pushed:
    """Carry out what a device did on its own."""
    return rules.operations.push(writer, sent)
