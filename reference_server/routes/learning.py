"""Learning over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from reference_server.contract.base import Archiving, Dated, Deletion, Text
from reference_server.contract.learning import (
    Answer,
    Completion,
    LessonAnswer,
    Track,
    TrackChange,
    TrackDraft,
    TrackPage,
    TrackQuery,
)
from reference_server.routes.here import Configured, Once, Rules, SignedIn, Writing
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/learning", tags=["learning"])


@router.post("", status_code=201, responses=problems(409))
def create(
    writer: Writing, rules: Rules, settings: Configured, once: Once, draft: TrackDraft, response: Response
) -> Track:
    """Make a track."""
    track: Track = rules.operations.direct(writer, "learning.create", "", draft, once)
    response.headers["Location"] = f"{settings.prefix}/api/learning/{track.id}"
    return track


@router.get("")
def listing(caller: SignedIn, rules: Rules, query: Annotated[TrackQuery, Query()]) -> TrackPage:
    """List tracks, newest first."""
    return rules.tracks.listing(caller.person_id, query)


@router.get("/{track_id}", responses=problems(404))
def read(caller: SignedIn, rules: Rules, track_id: Text) -> Track:
    """Return one track."""
    return rules.tracks.read(caller.person_id, track_id)


@router.patch("/{track_id}", responses=problems(404, 409))
def change(writer: Writing, rules: Rules, track_id: Text, once: Once, change: TrackChange) -> Track:
    """Change a track."""
    track: Track = rules.operations.direct(writer, "learning.change", track_id, change, once)
    return track


@router.delete("/{track_id}", status_code=204, responses=problems(404, 409))
def delete(writer: Writing, rules: Rules, track_id: Text, once: Once, query: Annotated[Deletion, Query()]) -> None:
    """Delete a track; a tombstone stays."""
    rules.operations.direct(writer, "learning.delete", track_id, query, once)


@router.post("/{track_id}/lessons/{lesson_id}/complete", responses=problems(404, 409))
def complete(writer: Writing, rules: Rules, track_id: Text, lesson_id: Text, once: Once, command: Dated) -> Track:
    """Complete a lesson."""
    told = Completion(lesson_id=lesson_id, **dict(command))
    track: Track = rules.operations.direct(writer, "learning.complete", track_id, told, once)
    return track


@router.post("/{track_id}/lessons/{lesson_id}/answer", responses=problems(404, 409))
def answer(writer: Writing, rules: Rules, track_id: Text, lesson_id: Text, once: Once, answer: Answer) -> Track:
    """Answer the review of a lesson."""
    told = LessonAnswer(lesson_id=lesson_id, **dict(answer))
    track: Track = rules.operations.direct(writer, "learning.answer", track_id, told, once)
    return track


@router.post("/{track_id}/archive", responses=problems(404))
def archive(writer: Writing, rules: Rules, track_id: Text, once: Once, command: Archiving) -> Track:
    """Archive or restore a track."""
    track: Track = rules.operations.direct(writer, "learning.archive", track_id, command, once)
    return track
