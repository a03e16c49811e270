"""What tests of losses share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.target.mortal import MortalTarget
from fixtures.target.profiles import Target


@pytest.fixture
def mortal(target: Target, tmp_path: Path) -> Iterator[MortalTarget]:
    """A server of the test's own that can be killed; on targets that allow none, a visible skip."""
    if target.profile.of_its_own([]) is None:
        pytest.skip(f"target {target.profile.name!r} allows no server of a test's own (`exclusive`)")
    with MortalTarget(target.profile, tmp_path) as mortal:
        yield mortal


@pytest.fixture
def server(request: pytest.FixtureRequest, target: Target) -> Target:
    """The product under this test: the mortal one, where the test asks for that."""
    if "mortal" not in request.fixturenames:
        return target
    mortal: MortalTarget = request.getfixturevalue("mortal")
    return mortal.wait_ready()
