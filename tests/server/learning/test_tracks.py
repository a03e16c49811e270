"""Rules about tracks: what they hold, and what editing, archiving and deleting leave of what was learned."""

import pytest

from reference_server.contract.learning import LessonChange, LessonDraft, Track, TrackChange, TrackDraft, TrackQuery
from reference_server.services.refusals import IdTaken, Invalid, NotFound, RevisionConflict, TrackArchived
from tests.server.learning.tracks import TITLES, answer, complete, completion, make
from tests.server.world import NOON, World


@pytest.fixture
def person(world: World) -> str:
    return world.arrive()


@pytest.fixture
def track(world: World, person: str) -> Track:
    return make(world, person)


def kept(track: Track, *places: int) -> list[LessonChange]:
    """Return the lessons at these places as they are, for a change."""
    lessons = [track.lessons[place] for place in places]
    return [LessonChange(id=lesson.id, title=lesson.title, text=lesson.text) for lesson in lessons]


def change(world: World, person: str, track: Track, lessons: list[LessonChange]) -> Track:
    return world.services.tracks.change(person, track.id, TrackChange(lessons=lessons))


def statuses(track: Track) -> list[tuple[str, str]]:
    return [(lesson.title, lesson.status) for lesson in track.lessons]


def test_new_track_has_its_lessons_in_order_and_the_first_is_open(track: Track) -> None:
    assert statuses(track) == list(zip(TITLES, ["open", "locked", "locked"], strict=True))
    assert [lesson.text for lesson in track.lessons] == [f"Text of {title}" for title in TITLES]
    assert (track.progress.completed, track.progress.total, track.rev) == (0, 3, 1)


def test_everything_that_makes_no_sense_is_named_at_once(world: World, person: str) -> None:
    drafts = [LessonDraft(title="Fine"), LessonDraft(title=" ", text="x" * 100_001), LessonDraft(title="y" * 201)]

    with pytest.raises(Invalid) as refused:
        world.services.tracks.create(person, TrackDraft(title="", lessons=drafts))

    assert [error.field for error in refused.value.errors] == [
        "title",
        "lessons.1.title",
        "lessons.1.text",
        "lessons.2.title",
    ]
    assert world.services.tracks.listing(person, TrackQuery()).items == []


@pytest.mark.parametrize(
    ("count", "message"), [(0, "must hold at least one lesson"), (51, "must be at most 50 lessons")]
)
def test_track_has_1_to_50_lessons(world: World, person: str, count: int, message: str) -> None:
    with pytest.raises(Invalid, match=message):
        world.services.tracks.create(person, TrackDraft(title="Many", lessons=[LessonDraft(title="x")] * count))


def test_edited_track_keeps_what_was_completed_wherever_it_moved(world: World, person: str, track: Track) -> None:
    track = complete(world, person, track, 0)

    edited = change(world, person, track, [LessonChange(title="New"), *kept(track, 2, 0)])

    assert statuses(edited) == [("New", "open"), ("Third", "locked"), ("First", "completed")]
    assert edited.lessons[2] == track.lessons[0]
    assert (edited.rev, edited.progress.completed, edited.progress.total) == (2, 1, 3)


def test_lesson_whose_text_was_changed_stays_completed(world: World, person: str, track: Track) -> None:
    track = complete(world, person, track, 0)
    retold = [LessonChange(id=track.lessons[0].id, title="Told anew", text="Other words"), *kept(track, 1, 2)]

    edited = change(world, person, track, retold)
    again = complete(world, person, edited, 0)

    assert (edited.lessons[0].text, edited.lessons[0].status) == ("Other words", "completed")
    assert again.lessons == edited.lessons
    assert points(world, person) == 2


def points(world: World, person: str) -> int:
    return world.services.accounts.profile(person).balance.reward_points


def test_lesson_that_was_taken_out_and_put_back_is_not_credited_again(world: World, person: str, track: Track) -> None:
    track = complete(world, person, track, 0)
    first = track.lessons[0].id
    without = change(world, person, track, kept(track, 1, 2))

    back = change(world, person, without, [LessonChange(new_id=first, title="First"), *kept(without, 0, 1)])
    again = complete(world, person, back, 0)

    assert again.progress.completed == 1
    assert points(world, person) == 2


def test_lesson_of_another_track_is_none_of_this_one(world: World, person: str, track: Track) -> None:
    other = make(world, person)

    with pytest.raises(Invalid, match=r"lessons\.0\.id is not a lesson of this track"):
        change(world, person, track, kept(other, 0))
    with pytest.raises(Invalid, match=r"lessons\.1\.id is not a lesson of this track"):
        change(world, person, track, kept(track, 0, 0))
    with pytest.raises(NotFound, match="lesson"):
        world.services.tracks.complete(person, track.id, completion(other, 0))


def test_edit_of_an_older_revision_is_refused(world: World, person: str, track: Track) -> None:
    world.services.tracks.change(person, track.id, TrackChange(title="Fux", base_rev=1))

    with pytest.raises(RevisionConflict):
        world.services.tracks.change(person, track.id, TrackChange(title="Mine", base_rev=1))
    with pytest.raises(RevisionConflict):
        world.services.tracks.delete(person, track.id, base_rev=1)


def test_completing_leaves_the_revision_as_it_is(world: World, person: str, track: Track) -> None:
    """Else an edit on another device would be a conflict with it."""
    assert complete(world, person, track, 0, 1).rev == 1


def test_archived_track_rests_until_it_is_restored(world: World, person: str, track: Track) -> None:
    tracks = world.services.tracks
    track = complete(world, person, track, 0)
    due = track.lessons[0].review.due_on if track.lessons[0].review else NOON.date()
    tracks.archive(person, track.id, archived=True)

    with pytest.raises(TrackArchived):
        tracks.complete(person, track.id, completion(track, 1))
    with pytest.raises(TrackArchived):
        tracks.answer(person, track.id, answer(track, 0, due, due, knew=True))
    with pytest.raises(TrackArchived):
        tracks.change(person, track.id, TrackChange(title="Late"))
    assert world.services.today.on(person, due).reviews == []

    tracks.archive(person, track.id, archived=False)
    assert [review.title for review in world.services.today.on(person, due).reviews] == ["First"]


def test_deleted_track_is_gone_and_what_it_earned_stays(world: World, person: str, track: Track) -> None:
    complete(world, person, track, 0)

    world.services.tracks.delete(person, track.id)

    with pytest.raises(NotFound):
        world.services.tracks.read(person, track.id)
    assert points(world, person) == 2
    with pytest.raises(IdTaken):
        world.services.tracks.create(person, TrackDraft(id=track.id, title="Again", lessons=[LessonDraft(title="x")]))


def test_list_can_leave_archived_tracks_out(world: World, person: str, track: Track) -> None:
    other = make(world, person)
    world.services.tracks.archive(person, track.id, archived=True)

    def ids(*, archived: bool | None) -> set[str]:
        return {each.id for each in world.services.tracks.listing(person, TrackQuery(archived=archived)).items}

    assert ids(archived=False) == {other.id}
    assert ids(archived=True) == {track.id}
    assert ids(archived=None) == {track.id, other.id}
