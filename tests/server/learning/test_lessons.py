"""Lessons unlock one another, count once, and come back for review on the person's own days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reference_server.contract.learning import BOX_DAYS, Completion, LessonAnswer, Review, Track
from reference_server.services.refusals import DateOutOfRange, LessonLocked, ReviewNotDue
from tests.server.learning.tracks import TODAY, answer, complete, completion, make
from tests.server.world import World, wire

A_DAY = timedelta(days=1)
TOMORROW = TODAY + A_DAY


@pytest.fixture
def person(world: World) -> str:
    return world.arrive()


@pytest.fixture
def track(world: World, person: str) -> Track:
    return make(world, person)


def review_of(track: Track, place: int = 0) -> Review:
    review = track.lessons[place].review
    assert review is not None
    return review


def test_completing_a_lesson_unlocks_the_next_and_no_other(world: World, person: str, track: Track) -> None:
    first = complete(world, person, track, 0)
    second = complete(world, person, first, 1)

    assert [lesson.status for lesson in first.lessons] == ["completed", "open", "locked"]
    assert [lesson.status for lesson in second.lessons] == ["completed", "completed", "open"]
    assert [lesson.completed_on for lesson in second.lessons] == [TODAY, TODAY, None]


@pytest.mark.parametrize("place", [1, 2])
def test_locked_lesson_is_refused_by_the_name_of_the_open_one(
    world: World, person: str, track: Track, place: int
) -> None:
    with pytest.raises(LessonLocked, match='Complete "First" first'):
        complete(world, person, track, place)

    assert world.services.tracks.read(person, track.id).progress.completed == 0


def test_lesson_counts_once_and_its_first_day_stays(world: World, person: str, track: Track) -> None:
    once = complete(world, person, track, 0)

    again = complete(world, person, once, 0, day=TOMORROW)

    assert again.lessons == once.lessons
    assert world.services.accounts.profile(person).balance.reward_points == 2
    assert world.services.today.on(person, TODAY).totals.reward_points == 2
    assert world.services.today.on(person, TOMORROW).totals.reward_points == 0


def test_completed_lesson_is_due_on_the_persons_own_next_day(world: World, person: str, track: Track) -> None:
    """In the east it is tomorrow already: the device says so."""
    track = complete(world, person, track, 0, day=TOMORROW)

    assert review_of(track) == Review(box=1, due_on=TOMORROW + A_DAY)


def test_review_is_shown_from_its_day_on(world: World, person: str, track: Track) -> None:
    complete(world, person, track, 0)

    def due(day: date) -> list[str]:
        return [review.title for review in world.services.today.on(person, day).reviews]

    assert [due(TODAY + offset * A_DAY) for offset in (0, 1, 2, 30)] == [[], ["First"], ["First"], ["First"]]


def test_review_is_refused_before_its_day(world: World, person: str, track: Track) -> None:
    track = complete(world, person, track, 0)

    with pytest.raises(ReviewNotDue, match=f"due for review on {TOMORROW}"):
        world.services.tracks.answer(person, track.id, answer(track, 0, TOMORROW, TODAY, knew=True))
    with pytest.raises(ReviewNotDue, match="not completed yet"):
        world.services.tracks.answer(person, track.id, answer(track, 1, TODAY, TODAY, knew=True))


@pytest.mark.parametrize("knew", [True, False])
def test_second_answer_to_a_review_changes_nothing(world: World, person: str, track: Track, *, knew: bool) -> None:
    """Whatever it says: the first one counts."""
    tracks, track = world.services.tracks, complete(world, person, track, 0, day=TODAY - A_DAY)
    once = tracks.answer(person, track.id, answer(track, 0, TODAY, TODAY, knew=knew))

    again = tracks.answer(person, track.id, answer(track, 0, TODAY, TOMORROW, knew=not knew))

    assert review_of(once) == (Review(box=2, due_on=TODAY + 2 * A_DAY) if knew else Review(box=1, due_on=TOMORROW))
    assert again.lessons == once.lessons


def test_lesson_that_was_known_in_the_last_box_is_learned_for_good(world: World, person: str, track: Track) -> None:
    tracks, day = world.services.tracks, TODAY - 32 * A_DAY
    track = complete(world, person, track, 0, day=day)
    for box, days in enumerate(BOX_DAYS, start=1):
        day += days * A_DAY
        assert review_of(track) == Review(box=box, due_on=day)
        track = tracks.answer(person, track.id, answer(track, 0, day, day, knew=True))

    after = tracks.answer(person, track.id, answer(track, 0, day, day, knew=False))

    assert track.lessons[0].review is None
    assert after.lessons == track.lessons
    assert world.services.today.on(person, TODAY + 60 * A_DAY).reviews == []


def test_schedule_goes_on_from_the_day_of_the_answer(world: World, person: str, track: Track) -> None:
    tracks, track = world.services.tracks, complete(world, person, track, 0, day=TODAY - A_DAY)

    late = tracks.answer(person, track.id, answer(track, 0, TODAY, TOMORROW, knew=True))

    assert review_of(late) == Review(box=2, due_on=TOMORROW + 2 * A_DAY)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Auckland", "America/St_Johns", "Pacific/Kiritimati"])
def test_clock_changes_do_not_move_a_review(world: World, person: str, track: Track, zone: str) -> None:
    """Answered at 23:30 local time, days in a row around the last Sunday of March."""
    evenings = [datetime(2025, 3, day, 23, 30, tzinfo=ZoneInfo(zone)) for day in range(26, 31)]
    lesson = track.lessons[0].id
    first = Completion(lesson_id=lesson, **wire(evenings[0].astimezone(UTC), evenings[0].date()))
    track = world.services.tracks.complete(person, track.id, first)

    for evening in evenings[1:]:
        assert review_of(track) == Review(box=1, due_on=evening.date())
        moment = wire(evening.astimezone(UTC), evening.date())
        told = LessonAnswer(lesson_id=lesson, due_on=evening.date(), knew=False, **moment)
        track = world.services.tracks.answer(person, track.id, told)


def test_days_that_no_device_can_mean_are_refused(world: World, person: str, track: Track) -> None:
    with pytest.raises(DateOutOfRange):
        world.services.tracks.complete(person, track.id, completion(track, 0, TODAY + 2 * A_DAY))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=12))
def test_answers_move_a_lesson_as_a_box_of_cards_would(world: World, answers: list[tuple[int, bool]]) -> None:
    """Whoever looks every few days and answers what is due: the model is a card that wanders through five boxes."""
    person, day = world.arrive(), TODAY - 50 * A_DAY
    track = complete(world, person, make(world, person), 0, day=day)
    box, due = 1, day + A_DAY
    for days, knew in answers:
        day = min(day + days * A_DAY, TODAY)
        review = track.lessons[0].review
        if box > len(BOX_DAYS):
            assert review is None
            continue
        assert review == Review(box=box, due_on=due)
        if day < due:
            with pytest.raises(ReviewNotDue):
                world.services.tracks.answer(person, track.id, answer(track, 0, due, day, knew=knew))
            continue
        track = world.services.tracks.answer(person, track.id, answer(track, 0, due, day, knew=knew))
        box = box + 1 if knew else 1
        due = day + timedelta(days=2 ** (box - 1))
