"""A lesson counts once, and a review is answered once, when many ask at the same time, on both databases."""

from datetime import timedelta

from reference_server.contract.learning import Track
from reference_server.services.refusals import Refusal
from tests.server.learning.tracks import TODAY, answer, complete, completion, make
from tests.server.test_concurrency import AT_ONCE, at_once
from tests.server.world import World


def test_a_lesson_counts_once(any_world: World) -> None:
    person, tracks = any_world.arrive(), any_world.services.tracks
    track = make(any_world, person)

    answers = at_once(*[lambda: tracks.complete(person, track.id, completion(track, 0))] * AT_ONCE)

    assert not [answer for answer in answers if isinstance(answer, Refusal)]
    assert tracks.read(person, track.id).progress.completed == 1
    assert any_world.services.accounts.profile(person).balance.reward_points == 2


def test_a_review_is_answered_once(any_world: World) -> None:
    """One knew it and the other did not: whichever came first, all are told the same."""
    person, tracks = any_world.arrive(), any_world.services.tracks
    track = complete(any_world, person, make(any_world, person), 0, day=TODAY - timedelta(days=1))
    told = [answer(track, 0, TODAY, TODAY, knew=knew) for knew in (True, False)]

    answers = at_once(*[lambda one=one: tracks.answer(person, track.id, one) for one in told * (AT_ONCE // 2)])

    assert len({str(each.lessons) for each in answers if isinstance(each, Track)}) == 1
    assert not [each for each in answers if isinstance(each, Refusal)]
