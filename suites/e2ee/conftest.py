"""Whose vault it is."""

import pytest

from fixtures.actors import Person
from fixtures.locking import new_vault
from fixtures.vault_keeper import VaultKeeper


@pytest.fixture
def vault(alice: Person) -> VaultKeeper:
    """Alice's vault, made and open on a device without screens."""
    return new_vault(alice.api_device("keeper").api)
