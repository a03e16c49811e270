"""Learning: lessons that unlock one another, and reviews that come back until a lesson is learned for good."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from fixtures.api.learning import Review, Track
from fixtures.api.session import refused_with
from fixtures.clock import at_local, odd_days, settings_for_odd_days
from fixtures.devices.browser_device import BrowserDevice
from fixtures.offline.network import NOT_SENT, SYNCED
from fixtures.offline.replay import PUSH
from fixtures.people.actors import Person, Register
from fixtures.screens.learning import LearningScreen, TrackCard
from fixtures.screens.today import TodayScreen
from fixtures.wire import FaultProxy

A_DAY, NOON, MIDNIGHT = timedelta(days=1), time(12), time(0, 0, 1)
EAST, WEST = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago")
TITLE, FIRST, SECOND, THIRD = "Counterpoint", "First species", "Second species", "Third species"
LESSONS = {FIRST: "Note against note", SECOND: "Two against one", THIRD: "Four against one"}
POINTS, BOX_DAYS = 2, (1, 2, 4, 8, 16)
COMPLETE, ANSWER = ("POST", "/api/learning/*/complete"), ("POST", "/api/learning/*/answer")


@dataclass(frozen=True)
class Learning:
    """Somebody with a track, at two devices that show it."""

    alice: Person
    track: Track
    wire: FaultProxy
    phone: BrowserDevice
    laptop: BrowserDevice

    @property
    def first(self) -> str:
        """The id of the first lesson."""
        return self.track.lesson(FIRST).id


def complete(device: BrowserDevice, title: str, *, clicks: int = 1) -> TrackCard:
    """Read a lesson on the page that the device is at, complete it, and return the track's card."""
    card = LearningScreen(device.page).track(TITLE)
    card.lesson(title).read.click()
    card.lesson(title).complete.click(click_count=clicks)
    return card


def expect_lessons(card: TrackCard, *standing: str) -> None:
    """Wait until the lessons stand like this; what is locked cannot be read, and progress counts what is completed."""
    for title, expected in zip(LESSONS, standing, strict=True):
        expect(card.lesson(title).standing).to_contain_text(expected)
        if expected == "Locked":
            expect(card.lesson(title).read).to_be_hidden()
    expect(card.progress).to_have_attribute("aria-valuenow", str(standing.count("Completed")))
    expect(card.progress).to_have_attribute("aria-valuemax", str(len(standing)))


def pressed_twice(learning: Learning) -> None:
    """Click twice in a row."""
    with learning.phone.answer(*COMPLETE):
        complete(learning.phone, FIRST, clicks=2)


def on_two_devices_at_once(learning: Learning) -> None:
    """Have both devices say it before either has been answered."""
    race = learning.wire.gather(*COMPLETE, count=2)
    with learning.phone.answer(*COMPLETE), learning.laptop.answer(*COMPLETE):
        for device in (learning.phone, learning.laptop):
            complete(device, FIRST)
    assert (race.together, race.answers) == (True, [200, 200])


def sent_again(learning: Learning) -> None:
    """Lose the answer, so that it is sent again, and let that come twice."""
    lost, twice = learning.wire.lose_answer(*COMPLETE), learning.wire.duplicate(*COMPLETE)
    tablet = learning.alice.api_device("tablet", through=learning.wire)
    tablet.api.learning.complete(learning.track.id, learning.first)
    assert (lost.answers, twice.answers) == ([200], [200, 200])


def offline_and_then_elsewhere(learning: Learning) -> None:
    """Complete it without a network, let the replay come twice, then complete it where nobody has heard of that."""
    with learning.phone.offline():
        card = complete(learning.phone, FIRST)
        expect(card.pending).to_have_text(NOT_SENT)
        expect_lessons(card, "Completed", "Open", "Locked")
        twice = learning.wire.duplicate(*PUSH)
    expect(LearningScreen(learning.phone.page).frame.sync).to_have_text(SYNCED)
    assert twice.answers == [200, 200]
    assert learning.alice.api.learning.get(learning.track.id).progress.completed == 1
    with learning.laptop.answer(*COMPLETE):
        complete(learning.laptop, FIRST)


WAYS: Mapping[str, Callable[[Learning], None]] = {
    "pressed twice": pressed_twice,
    "on two devices at once": on_two_devices_at_once,
    "sent again": sent_again,
    "offline": offline_and_then_elsewhere,
}


@pytest.mark.case("FE-LEARN-01")
@pytest.mark.parametrize("way", WAYS)
def test_a_completed_lesson_counts_once_and_unlocks_the_next(alice: Person, wire: FaultProxy, way: str) -> None:
    """However a lesson is completed, and wherever, it MUST count once ever, and MUST unlock the next and no other."""
    api = alice.api.learning
    track, *others = (api.create(title, lessons=LESSONS) for title in (TITLE, "Harmony", "Rhythm"))
    phone, laptop = (alice.device(name, through=wire) for name in ("phone", "laptop"))
    learning = Learning(alice, track, wire, phone, laptop)
    cards = [device.open(LearningScreen).track(TITLE) for device in (phone, laptop)]
    for card in cards:
        expect_lessons(card, "Open", "Locked", "Locked")
    locked = [track.lesson(title).id for title in (SECOND, THIRD)]
    assert [refused_with(partial(api.complete, track.id, lesson)) for lesson in locked] == [409, 409]

    WAYS[way](learning)

    for card in (cards[0], *(device.reload(LearningScreen).track(TITLE) for device in (phone, laptop))):
        expect_lessons(card, "Completed", "Open", "Locked")
    once = api.get(track.id)
    assert [lesson.status for lesson in once.lessons] == ["completed", "open", "locked"]
    api.retitle(track.id, f"{TITLE} I")
    again = api.complete(track.id, learning.first)
    assert (again.progress.completed, again.lessons) == (1, once.lessons)
    assert alice.api.account.me().balance.reward_points == POINTS
    assert refused_with(partial(api.complete, track.id, locked[-1])) == 409
    api.retitle(track.id, TITLE)
    phone.reload(LearningScreen)
    with phone.answer(*COMPLETE):
        card = complete(phone, SECOND)
    expect_lessons(card, "Completed", "Completed", "Open")
    assert alice.api.account.me().balance.reward_points == 2 * POINTS
    assert [api.get(other.id) for other in others] == others


@dataclass(frozen=True)
class Course:
    """A lesson completed on a day of a zone, and whether it is still known each time that it is due for review."""

    zone: ZoneInfo
    first: date
    knew: tuple[bool, ...]
    page: type[LearningScreen | TodayScreen]
    offline: bool = False


def to_the_last_box(now: datetime) -> Course:
    """Through all boxes, once back to the first one, until the lesson is learned for good."""
    knew = (True, True, False, True, True, True, True, True)
    return Course(EAST, now.astimezone(EAST).date() - 40 * A_DAY, knew, LearningScreen)


def without_a_network(now: datetime) -> Course:
    """The page alone has to know what is due."""
    return Course(WEST, now.astimezone(WEST).date() - 10 * A_DAY, (True, False, True), TodayScreen, offline=True)


def over_odd_days(now: datetime) -> Course:
    """Day after day over a month's end and a change of the clocks."""
    odd = odd_days(now)
    return Course(odd.zone, odd.days[0], (*[False] * (len(odd.days) - 2), True), TodayScreen)


ODD = pytest.param(over_odd_days, marks=pytest.mark.exclusive(settings=settings_for_odd_days))


@pytest.mark.case("FE-LEARN-02")
@pytest.mark.parametrize("course_of", [to_the_last_box, without_a_network, ODD], ids=lambda course: course.__name__)
def test_reviews_come_due_on_their_day_and_move_on_when_answered(
    register: Register, wire: FaultProxy, now: datetime, course_of: Callable[[datetime], Course]
) -> None:
    """A review MUST come due on the person's own day, not before, and MUST move to its next box once when answered."""
    course = course_of(now)
    alice = register("alice", zone=course.zone)
    track = alice.api.learning.create(TITLE, lessons=LESSONS)
    lesson, due = track.lesson(FIRST).id, course.first + A_DAY
    alice.api.learning.complete(track.id, lesson, at=at_local(course.first, NOON, course.zone))
    phone = alice.device("phone", clock=at_local(course.first, NOON, course.zone), through=wire)
    phone.open(course.page)
    phone.keeps_pages()
    answer = partial(alice.api.learning.answer, track.id, lesson)
    early = at_local(course.first, time(23, 59), course.zone)
    assert refused_with(partial(answer, due_on=due, knew=True, at=early)) == 409

    review: Review | None = Review(box=1, due_on=due)
    with phone.offline() if course.offline else nullcontext():
        for knew in course.knew:
            assert review
            due = review.due_on
            review = reviewed(phone, course, review, knew=knew)
            assert course.offline or alice.api.learning.get(track.id).lesson(FIRST).review == review
        twice = wire.duplicate(*PUSH, times=1)
    if course.offline:
        expect(course.page(phone.page).frame.sync).to_have_text(SYNCED)
        assert twice.answers == [200, 200]

    answer(due_on=due, knew=not course.knew[-1], at=phone.clock.now)
    assert alice.api.learning.get(track.id).lesson(FIRST).review == review
    laptop = alice.device("laptop", clock=phone.clock.now)
    expect(laptop.open(LearningScreen).nothing_due).to_be_visible()
    standing = f"box {review.box} of {len(BOX_DAYS)}" if review else "learned for good"
    expect(LearningScreen(laptop.page).track(TITLE).lesson(FIRST).standing).to_contain_text(standing)


def reviewed(phone: BrowserDevice, course: Course, review: Review, *, knew: bool) -> Review | None:
    """See the review come due at midnight and not before, answer it, and return the next one."""
    phone.clock.move_to(at_local(review.due_on - A_DAY, time(23, 59, 59), course.zone))
    page = phone.open(course.page)
    expect(page.nothing_due).to_be_visible()
    expect(page.reviews).to_have_count(0)
    phone.clock.move_to(at_local(review.due_on, MIDNIGHT, course.zone))
    expect(page.reviews).to_have_text([FIRST])
    expect(page.review(FIRST).root).to_contain_text(f"box {review.box} of {len(BOX_DAYS)}")
    card = page.review(FIRST)
    with nullcontext() if course.offline else phone.answer(*ANSWER):
        (card.knew if knew else card.forgot).click()
    expect(page.nothing_due).to_be_visible()
    box = review.box + 1 if knew else 1
    return Review(box=box, due_on=review.due_on + BOX_DAYS[box - 1] * A_DAY) if box <= len(BOX_DAYS) else None
