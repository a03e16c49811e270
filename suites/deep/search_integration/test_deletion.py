"""What is deleted is found no more, by whichever way it went."""

from collections.abc import Callable

import pytest

from fixtures.api.items import Item
from fixtures.devices.browser_device import BrowserDevice
from fixtures.oracle.envelopes import Content
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.search.held_index import PLAIN_PAGE
from fixtures.search.searching import finds, searching
from fixtures.vault.items_page import ItemsPage
from fixtures.vault.locking import PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper

KEPT, DOOMED = Content("Nocturne", "in E flat"), Content("Berceuse", "in D flat")
Way = Callable[[BrowserDevice, VaultKeeper, Item], None]


def in_the_page(phone: BrowserDevice, vault: VaultKeeper, _item: Item) -> None:
    """Delete it in the page that has searched."""
    ItemsPage(vault, phone, IdeasScreen).delete(DOOMED)


def while_no_page_was_open(phone: BrowserDevice, vault: VaultKeeper, item: Item) -> None:
    """Leave the page and its index, delete elsewhere, and come back."""
    phone.go(PLAIN_PAGE)
    vault.api.items("ideas").delete(item.id, base_rev=1)
    searching(phone)


def while_it_was_edited(phone: BrowserDevice, vault: VaultKeeper, item: Item) -> None:
    """Delete elsewhere what somebody is editing here, and let the page hear of it when it is to be saved."""
    screen = IdeasScreen(phone.page)
    screen.item(DOOMED.title).edit.click()
    vault.api.items("ideas").delete(item.id, base_rev=1)
    with phone.answer("PATCH", "/api/ideas/*"):
        screen.dialog.save.click()
    screen.dialog.cancel.click()


@pytest.mark.parametrize(
    "way", [in_the_page, while_no_page_was_open, while_it_was_edited], ids=lambda way: way.__name__
)
def test_what_is_deleted_is_not_found(alice: Person, vault: VaultKeeper, way: Way) -> None:
    """A deleted item MUST not be found by any of its words, and all others MUST be."""
    vault.add("ideas", KEPT.title, KEPT.body)
    item = vault.add("ideas", DOOMED.title, DOOMED.body)
    phone = alice.device("phone")
    finds(searching(phone), "flat", DOOMED.title, KEPT.title)

    way(phone, vault, item)

    box = IdeasScreen(phone.page).search
    finds(box, "berceuse")
    finds(box, "ber")
    finds(box, "flat", KEPT.title)
    phone.lock()
    phone.unlock(PASSPHRASE)
    finds(box, "flat", KEPT.title)
