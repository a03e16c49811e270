"""Tracks for tests of what is learned."""

from datetime import UTC, date, datetime, time
from typing import Any

from reference_server.contract.learning import Completion, LessonAnswer, LessonDraft, Track, TrackDraft
from tests.server.world import NOON, Person, World, wire

TODAY = NOON.date()
TITLES = ("First", "Second", "Third")


def make(world: World, person: str, *titles: str) -> Track:
    """Return a new track of lessons with these titles, or with three."""
    lessons = [LessonDraft(title=title, text=f"Text of {title}") for title in titles or TITLES]
    return world.services.tracks.create(person, TrackDraft(title="Counterpoint", lessons=lessons))


def noon_of(day: date) -> dict[str, Any]:
    """Return the fields that date a command at noon of a day."""
    return wire(datetime.combine(day, time(12), tzinfo=UTC))


def completion(track: Track, place: int, day: date = TODAY) -> Completion:
    """Return the command that completes the lesson at a place."""
    return Completion(lesson_id=track.lessons[place].id, **noon_of(day))


def answer(track: Track, place: int, due_on: date, day: date, *, knew: bool) -> LessonAnswer:
    """Return the answer, given on a day, to the review of the lesson at a place."""
    return LessonAnswer(lesson_id=track.lessons[place].id, due_on=due_on, knew=knew, **noon_of(day))


def complete(world: World, person: str, track: Track, *places: int, day: date = TODAY) -> Track:
    """Complete the lessons at these places, and return the track as it then is."""
    for place in places:
        track = world.services.tracks.complete(person, track.id, completion(track, place, day))
    return track


def posted_track(person: Person, *titles: str) -> dict[str, Any]:
    """Make a track over HTTP."""
    lessons = [{"title": title} for title in titles or TITLES]
    track: dict[str, Any] = person.send("POST", "/api/learning", {"title": "Counterpoint", "lessons": lessons}).json()
    return track
