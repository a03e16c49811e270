"""Quests over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from reference_server.contract.base import Archiving, Text
from reference_server.contract.quests import Quest, QuestChange, QuestDraft, QuestPage, QuestQuery, Tick
from reference_server.routes.here import Configured, Rules, SignedIn
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/quests", tags=["quests"])


@router.post("", status_code=201)
def create(caller: SignedIn, rules: Rules, settings: Configured, draft: QuestDraft, response: Response) -> Quest:
    """Make a quest."""
    quest = rules.quests.create(caller.person_id, draft)
    response.headers["Location"] = f"{settings.prefix}/api/quests/{quest.id}"
    return quest


@router.get("")
def listing(caller: SignedIn, rules: Rules, query: Annotated[QuestQuery, Query()]) -> QuestPage:
    """List quests, newest first."""
    return rules.quests.listing(caller.person_id, query)


@router.get("/{quest_id}", responses=problems(404))
def read(caller: SignedIn, rules: Rules, quest_id: Text) -> Quest:
    """Return one quest."""
    return rules.quests.read(caller.person_id, quest_id)


@router.patch("/{quest_id}", responses=problems(404, 409))
def change(caller: SignedIn, rules: Rules, quest_id: Text, change: QuestChange) -> Quest:
    """Change a quest."""
    return rules.quests.change(caller.person_id, quest_id, change)


@router.delete("/{quest_id}", status_code=204, responses=problems(404))
def delete(caller: SignedIn, rules: Rules, quest_id: Text) -> None:
    """Delete a quest."""
    rules.quests.delete(caller.person_id, quest_id)


@router.post("/{quest_id}/steps/{step_id}/tick", responses=problems(404, 409))
def tick(caller: SignedIn, rules: Rules, quest_id: Text, step_id: Text, tick: Tick) -> Quest:
    """Tick a step or take the tick away."""
    return rules.quests.tick(caller.person_id, quest_id, step_id, tick)


@router.post("/{quest_id}/archive", responses=problems(404))
def archive(caller: SignedIn, rules: Rules, quest_id: Text, command: Archiving) -> Quest:
    """Archive or restore a quest."""
    return rules.quests.archive(caller.person_id, quest_id, archived=command.archived)
