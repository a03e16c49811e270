"""What can be searched, and the box to search it by."""

from collections.abc import Mapping

import pytest

from fixtures.people.actors import Person
from fixtures.screens.search import SearchBox
from fixtures.search.searching import Library, finds, searching
from fixtures.vault.vault_keeper import VaultKeeper

LAST = "Ladder"


@pytest.fixture
def library(alice: Person, vault: VaultKeeper) -> Library:
    """Write texts in their order, private ideas and standard entries by turns; return a box that has them all."""

    def fill(texts: Mapping[str, str]) -> SearchBox:
        for number, (title, body) in enumerate(texts.items()):
            if number % 2:
                vault.api.items("infobase").create(title, body=body)
            else:
                vault.add("ideas", title, body)
        vault.add("ideas", LAST)
        box = searching(alice.device("phone"))
        finds(box, LAST, LAST)
        return box

    return fill
