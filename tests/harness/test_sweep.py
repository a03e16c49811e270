"""Whoever was left behind and cannot be erased is named; that breaks nothing else."""

from typing import cast

import pytest

from fixtures.people.actors import Person
from fixtures.people.signin import SignInError
from fixtures.people.sweeper import _erase


class Stubborn:
    """Somebody who cannot be erased."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def erase(self) -> None:
        """Fail."""
        raise self._error


@pytest.mark.parametrize("error", [AssertionError("answered in another shape"), SignInError("gave no session")])
def test_who_cannot_be_erased_is_named_with_the_reason(error: Exception) -> None:
    assert _erase(cast("Person", Stubborn(error))) == str(error)
