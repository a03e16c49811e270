"""Uploads over HTTP: announced, sent to the store, completed."""

from fastapi import APIRouter

from reference_server.contract.base import Text
from reference_server.contract.uploads import (
    Completed,
    CompletionBatch,
    Completions,
    Tickets,
    UploadBatch,
    UploadDraft,
    UploadTicket,
)
from reference_server.routes.here import Rules, WatcherIn
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/uploads", tags=["uploads"])


@router.post("", status_code=201, responses=problems(409, 423, 503))
def announce(watching: WatcherIn, rules: Rules, draft: UploadDraft) -> UploadTicket:
    """Give a version its place in the store."""
    return rules.uploads.announce(watching, draft)


@router.post("/batch", responses=problems(423))
def announce_all(watching: WatcherIn, rules: Rules, batch: UploadBatch) -> Tickets:
    """Do so for several, each for itself."""
    return Tickets(results=rules.uploads.announce_all(watching, batch.uploads))


@router.post("/complete", responses=problems(423))
def complete_all(watching: WatcherIn, rules: Rules, batch: CompletionBatch) -> Completions:
    """Take several versions over, each for itself."""
    return Completions(results=rules.completion.complete_all(watching, batch.upload_ids))


@router.post("/{upload_id}/complete", responses=problems(404, 409, 423, 503))
def complete(watching: WatcherIn, rules: Rules, upload_id: Text) -> Completed:
    """Take a version over, when the store has it whole."""
    return rules.completion.complete(watching, upload_id)


@router.delete("/{upload_id}", status_code=204, responses=problems(404))
def give_up(watching: WatcherIn, rules: Rules, upload_id: Text) -> None:
    """Let go of an upload that is not wanted any more."""
    rules.uploads.give_up(watching, upload_id)
