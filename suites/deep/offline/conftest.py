"""What tests of losses share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.target.mortal import MortalTarget
from fixtures.target.profiles import Target


@pytest.fixture
def mortal(target: Target, tmp_path: Path) -> Iterator[MortalTarget]:
    """A server of the test's own that can be killed; on targets that allow none, a visible skip."""
    profile = target.profile
    if profile.start is None or "exclusive" not in profile.allows:
        pytest.skip(f"target {profile.name!r} allows no server of a test's own (`exclusive`)")
    with MortalTarget(profile, tmp_path) as mortal:
        yield mortal


@pytest.fixture
def server(request: pytest.FixtureRequest, target: Target) -> Target:
    """The product under this test: the mortal one, where the test asks for that."""
    if "mortal" not in request.fixturenames:
        return target
    mortal: MortalTarget = request.getfixturevalue("mortal")
    return mortal.wait_ready()
