"""A fault that no longer fits its seam stops the start."""

from collections.abc import Callable

import pytest

from reference_server.faults.placing import PlacingError, wrap


class Quests:
    """A service with one rule."""

    limit = 50

    def reward(self, points: int, *, twice: bool = False) -> int:
        """Return the points."""
        return points * 2 if twice else points

    def total(self) -> int:
        """Return what is granted for 10 points."""
        return self.reward(10)


class Frozen:
    """A service whose methods cannot be replaced."""

    __slots__ = ()

    def reward(self) -> int:
        """Return the points."""
        return 10


def test_a_wrapped_method_gets_the_original_and_is_used_by_its_own_service() -> None:
    quests = Quests()

    @wrap(quests, "reward")
    def reward(original: Callable[..., int], points: int, *, twice: bool = False) -> int:
        return original(points, twice=twice) + 1

    assert quests.total() == 11
    assert Quests().total() == 10


def test_two_faults_may_share_a_seam() -> None:
    quests = Quests()

    @wrap(quests, "reward")
    def first(original: Callable[..., int], points: int, *, twice: bool = False) -> int:
        return original(points, twice=twice) + 1

    @wrap(quests, "reward")
    def second(original: Callable[..., int], points: int, *, twice: bool = False) -> int:
        return original(points, twice=twice) * 100

    assert quests.reward(10) == 1100


def test_a_missing_method_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(PlacingError, match=r"Quests\.rewards does not exist; the nearest name is 'reward'"):
        wrap(Quests(), "rewards")


def test_an_attribute_that_is_no_method_is_refused() -> None:
    with pytest.raises(PlacingError, match=r"Quests\.limit is no method"):
        wrap(Quests(), "limit")


def test_a_changed_signature_is_refused_with_both_signatures() -> None:
    def other(original: Callable[..., int], amount: int) -> int:
        return original(amount)

    with pytest.raises(
        PlacingError, match=r"takes \(points, \*, twice=False\) now, and the fault was written for \(amount\)"
    ):
        wrap(Quests(), "reward")(other)


def test_an_attribute_that_cannot_be_set_is_refused() -> None:
    def none(original: Callable[..., int]) -> int:
        return original() - 10

    with pytest.raises(PlacingError, match=r"Frozen\.reward cannot be set"):
        wrap(Frozen(), "reward")(none)
