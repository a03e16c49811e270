"""Somebody with a vault, what is in it, and a rotation that is under way."""

from typing import Any

import pytest

from tests.server.vault.rotation import KINDS, Turn, write
from tests.server.vault.vaults import Device
from tests.server.world import World


@pytest.fixture
def alice(world: World) -> Device:
    """Somebody whose vault is made and open."""
    device = Device(world.person())
    device.create()
    return device


@pytest.fixture
def items(alice: Device) -> list[dict[str, Any]]:
    """One private item of each kind."""
    return [write(alice, kind) for kind in KINDS]


@pytest.fixture
def turn(alice: Device, items: list[dict[str, Any]]) -> Turn:
    """A rotation of all of them, prepared."""
    turn = Turn(alice, items)
    assert turn.prepare().status_code == 200
    return turn
