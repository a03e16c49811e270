"""Quests over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from reference_server.contract.base import Archiving, Deletion, Text
from reference_server.contract.quests import Quest, QuestChange, QuestDraft, QuestPage, QuestQuery, StepTick, Tick
from reference_server.routes.here import Configured, Once, Rules, SignedIn, Writing
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/quests", tags=["quests"])


@router.post("", status_code=201, responses=problems(409))
def create(
    writer: Writing, rules: Rules, settings: Configured, once: Once, draft: QuestDraft, response: Response
) -> Quest:
    """Make a quest."""
    quest: Quest = rules.operations.direct(writer, "quests.create", "", draft, once)
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
def change(writer: Writing, rules: Rules, quest_id: Text, once: Once, change: QuestChange) -> Quest:
    """Change a quest."""
    quest: Quest = rules.operations.direct(writer, "quests.change", quest_id, change, once)
    return quest


@router.delete("/{quest_id}", status_code=204, responses=problems(404, 409))
def delete(writer: Writing, rules: Rules, quest_id: Text, once: Once, query: Annotated[Deletion, Query()]) -> None:
    """Delete a quest; a tombstone stays."""
    rules.operations.direct(writer, "quests.delete", quest_id, query, once)


@router.post("/{quest_id}/steps/{step_id}/tick", responses=problems(404, 409))
def tick(writer: Writing, rules: Rules, quest_id: Text, step_id: Text, once: Once, tick: Tick) -> Quest:
    """Tick a step or take the tick away."""
    told = StepTick(step_id=step_id, **dict(tick))
    quest: Quest = rules.operations.direct(writer, "quests.tick", quest_id, told, once)
    return quest


@router.post("/{quest_id}/archive", responses=problems(404))
def archive(writer: Writing, rules: Rules, quest_id: Text, once: Once, command: Archiving) -> Quest:
    """Archive or restore a quest."""
    quest: Quest = rules.operations.direct(writer, "quests.archive", quest_id, command, once)
    return quest
