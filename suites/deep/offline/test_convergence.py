"""OF-SYNC-03 for longer: more examples of more steps, and the one that fails made as short as it can be."""

import pytest

from fixtures.offline.convergence import Game, play
from fixtures.people.actors import Register
from fixtures.wire import FaultProxy

EXAMPLES, STEPS = 8, 20


@pytest.mark.parametrize("part", range(4))
def test_long_random_interleavings_converge(register: Register, wire: FaultProxy, seed: int, part: int) -> None:
    """Whatever two devices do for a long time, in the end they MUST agree with the product on all of it."""
    play(Game(register, wire), seed=seed + part, examples=EXAMPLES, steps=STEPS, shrink=True)
