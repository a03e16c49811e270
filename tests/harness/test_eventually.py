"""`eventually` returns what it waited for, and says what it saw when that never came."""

from datetime import timedelta
from itertools import count

import pytest

from fixtures.eventually import NeverHappened, eventually


def test_it_returns_the_first_value_that_will_do() -> None:
    numbers = count()

    assert eventually(lambda: next(numbers), until=lambda n: n == 3) == 3


def test_a_failure_says_what_was_awaited_and_last_seen() -> None:
    with pytest.raises(
        NeverHappened, match=r"awaited the queue to be empty for \d+\.\d s \(\d+ looks\); last seen: \[7\]"
    ):
        eventually(lambda: [7], until=lambda q: not q, within=timedelta(seconds=0.05), awaiting="the queue to be empty")


def test_a_slow_first_look_is_not_the_last() -> None:
    numbers = count()

    assert eventually(lambda: next(numbers), until=lambda n: n == 1, within=timedelta(0)) == 1


def test_an_unnamed_condition_is_named_by_its_functions() -> None:
    with pytest.raises(NeverHappened, match=r"awaited bool of list"):
        eventually(list, until=bool, within=timedelta(0))
