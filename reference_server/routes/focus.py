"""Focus sessions over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from reference_server.contract.base import Dated, Text
from reference_server.contract.focus import CurrentFocus, Focus, FocusChange, FocusDraft, FocusPage, FocusQuery
from reference_server.routes.here import Configured, Once, Rules, SignedIn, Writing
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/focus", tags=["focus"])


@router.post("", status_code=201)
def create(caller: SignedIn, rules: Rules, settings: Configured, draft: FocusDraft, response: Response) -> Focus:
    """Plan a session."""
    focus = rules.focus.create(caller.person_id, draft)
    response.headers["Location"] = f"{settings.prefix}/api/focus/{focus.id}"
    return focus


@router.get("")
def listing(caller: SignedIn, rules: Rules, query: Annotated[FocusQuery, Query()]) -> FocusPage:
    """List sessions, newest first."""
    return rules.focus.listing(caller.person_id, query)


@router.get("/current")
def current(caller: SignedIn, rules: Rules) -> CurrentFocus:
    """Return the session that is running or paused, if there is one."""
    return rules.focus.current(caller.person_id)


@router.get("/{focus_id}", responses=problems(404))
def read(caller: SignedIn, rules: Rules, focus_id: Text) -> Focus:
    """Return one session."""
    return rules.focus.read(caller.person_id, focus_id)


@router.patch("/{focus_id}", responses=problems(404, 409))
def change(caller: SignedIn, rules: Rules, focus_id: Text, change: FocusChange) -> Focus:
    """Change a planned session."""
    return rules.focus.change(caller.person_id, focus_id, change)


@router.delete("/{focus_id}", status_code=204, responses=problems(404))
def delete(caller: SignedIn, rules: Rules, focus_id: Text) -> None:
    """Delete a session."""
    rules.focus.delete(caller.person_id, focus_id)


@router.post("/{focus_id}/start", responses=problems(404, 409))
def start(caller: SignedIn, rules: Rules, focus_id: Text, command: Dated) -> Focus:
    """Start a planned session."""
    return rules.focus.start(caller.person_id, focus_id, command)


@router.post("/{focus_id}/pause", responses=problems(404, 409))
def pause(caller: SignedIn, rules: Rules, focus_id: Text, command: Dated) -> Focus:
    """Stop the time."""
    return rules.focus.pause(caller.person_id, focus_id, command)


@router.post("/{focus_id}/resume", responses=problems(404, 409))
def resume(caller: SignedIn, rules: Rules, focus_id: Text, command: Dated) -> Focus:
    """Let the time go on."""
    return rules.focus.resume(caller.person_id, focus_id, command)


@router.post("/{focus_id}/complete", responses=problems(404, 409))
def complete(writer: Writing, rules: Rules, focus_id: Text, once: Once, command: Dated) -> Focus:
    """End a session whose time is over, and credit it."""
    focus: Focus = rules.operations.direct(writer, "focus.complete", focus_id, command, once)
    return focus


@router.post("/{focus_id}/abandon", responses=problems(404, 409))
def abandon(caller: SignedIn, rules: Rules, focus_id: Text, command: Dated) -> Focus:
    """End a session without credit."""
    return rules.focus.abandon(caller.person_id, focus_id, command)
