"""A server whose telemetry a test writes down when it wants to, and who looks at it."""

import pytest

from tests.server.telemetry.reading import Console
from tests.server.world import World


@pytest.fixture
def console(world: World) -> Console:
    """An administrator who looks at the dashboard."""
    return Console(world)
