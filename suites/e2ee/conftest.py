"""Whose vault it is."""

import pytest

from fixtures.actors import Person
from fixtures.locking import PASSPHRASE
from fixtures.vault_keeper import VaultKeeper


@pytest.fixture
def vault(alice: Person) -> VaultKeeper:
    """Alice's vault, made and open on a device without screens."""
    keeper = VaultKeeper(alice.api_device("keeper").api, PASSPHRASE)
    keeper.create()
    return keeper
