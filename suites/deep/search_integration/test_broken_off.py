"""An index whose building breaks off: the next one is whole, whatever the first had come to."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import expect

from fixtures.api.items import Item
from fixtures.devices.browser_device import BrowserDevice
from fixtures.devices.polling import poll_once
from fixtures.eventually import eventually
from fixtures.oracle.browser_storage import BrowserStorage
from fixtures.oracle.encoding import unb64u
from fixtures.oracle.envelopes import Content
from fixtures.oracle.leaks import LeakScanner, Piece, Secret
from fixtures.oracle.tokens import word_token
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.screens.search import SearchBox
from fixtures.search.held_index import PLAIN_PAGE, HeldIndex
from fixtures.search.searching import finds, indexes, searching
from fixtures.vault.locking import PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper

NUMBERS, SOME = range(100, 340), 50


def fill(vault: VaultKeeper) -> list[Item]:
    """Write so many ideas that an index is built in several pieces."""
    return vault.add_many("ideas", (Content(f"Etude {number}", "for the left hand") for number in NUMBERS))


def hold_in_the_middle(phone: BrowserDevice, vault: VaultKeeper) -> HeldIndex:
    """Unlock on the Ideas page, and let the building of the index stand still when a part of it is there."""
    box = phone.open(IdeasScreen).search
    held = HeldIndex(phone, vault.user_id, SOME)
    phone.unlock(PASSPHRASE)
    held.wait()
    expect(box.progress).to_be_visible()
    assert SOME <= int(str(box.progress.get_attribute("aria-valuenow"))) < len(NUMBERS)
    return held


def expect_whole(box: SearchBox, vault: VaultKeeper) -> None:
    """See that everything is found that there is, the oldest and the newest too."""
    count = len(vault.api.items("ideas").all())
    finds(box, f"etude {NUMBERS[0]}", f"Etude {NUMBERS[0]}")
    expect(box.said).to_have_text("1 result.")
    finds(box, f"etude {NUMBERS[-1]}", f"Etude {NUMBERS[-1]}")
    box.query.fill("left hand")
    expect(box.said).to_have_text(f"{count} results, 20 of them shown.")


Meanwhile = Callable[[VaultKeeper, list[Item]], None]


def nothing(_vault: VaultKeeper, _items: list[Item]) -> None:
    """Leave everything as it was."""


def changes(vault: VaultKeeper, items: list[Item]) -> None:
    """Edit, delete and write on another device, of what the index had and of what it had not."""
    for item in (items[1], items[-2]):
        vault.edit(item, item.id, "for the left hand, in new words")
    for item in (items[2], items[-3]):
        vault.api.items("ideas").delete(item.id, base_rev=1)
    vault.add("ideas", "Made meanwhile", "for the left hand, in new words")


def rotation(vault: VaultKeeper, _items: list[Item]) -> None:
    """Give the vault another key, by which every word has another token."""
    vault.rotate()


@pytest.mark.parametrize("meanwhile", [nothing, changes, rotation], ids=lambda each: each.__name__)
def test_a_crash_costs_no_item(alice: Person, vault: VaultKeeper, meanwhile: Meanwhile) -> None:
    """After a crash in the middle, the next unlocking MUST end with a whole index of what there is by then."""
    items = fill(vault)
    phone = alice.device("phone")
    held = hold_in_the_middle(phone, vault)

    phone.crash()
    held.go_on()
    phone.go(PLAIN_PAGE)
    assert indexes(phone) == [f"search-{vault.user_id}"]
    meanwhile(vault, items)
    box = searching(phone)

    expect_whole(box, vault)
    if meanwhile is changes:
        finds(box, "new words", "Made meanwhile", items[-2].id, items[1].id)
        for place in (1, 2, -2, -3):
            finds(box, f"title:{NUMBERS[place]}")


def by_hand(phone: BrowserDevice, _vault: VaultKeeper) -> None:
    """Lock with the button."""
    phone.lock()


def in_another_tab(phone: BrowserDevice, _vault: VaultKeeper) -> None:
    """Lock with the button of another tab."""
    tab = phone.new_window()
    searching(tab)
    tab.lock()


def on_another_device(phone: BrowserDevice, vault: VaultKeeper) -> None:
    """Lock elsewhere, and let the page hear of it by the answer to its next request."""
    vault.api.vault.lock()
    poll_once(phone)


Lock = Callable[[BrowserDevice, VaultKeeper], None]


@pytest.mark.parametrize("lock", [by_hand, in_another_tab, on_another_device], ids=lambda lock: lock.__name__)
def test_a_lock_in_the_middle_leaves_no_index(alice: Person, vault: VaultKeeper, now: datetime, lock: Lock) -> None:
    """A lock in the middle of the building MUST end it at once and leave nothing, and the next index MUST be whole."""
    fill(vault)
    phone = alice.device("phone", clock=now)
    box = IdeasScreen(phone.page).search
    hold_in_the_middle(phone, vault)
    box.query.fill("etude")

    lock(phone, vault)

    expect(box.query).to_be_disabled()
    expect(box.results).to_have_count(0)
    expect(box.progress).to_be_hidden()
    eventually(lambda: indexes(phone), until=lambda found: found == [], awaiting="the index to be gone")
    phone.unlock(PASSPHRASE)
    expect_whole(box, vault)


def after_a_rotation(vault: VaultKeeper) -> None:
    """Give the vault another key."""
    vault.rotate()


def after_a_reset(vault: VaultKeeper) -> None:
    """Give the vault another passphrase by a recovery code, and then another key."""
    code = vault.make_codes()[0]
    vault.reset(code, vault.redeem(code), PASSPHRASE)
    vault.rotate()


@pytest.mark.parametrize("other_key", [after_a_rotation, after_a_reset], ids=lambda each: each.__name__)
def test_an_index_of_another_key_is_built_anew(
    alice: Person, vault: VaultKeeper, other_key: Callable[[VaultKeeper], None]
) -> None:
    """An index of an older key MUST never answer, and MUST be replaced wholly: no token of that key is kept."""
    fill(vault)
    phone = alice.device("phone")
    expect_whole(searching(phone), vault)
    before = tokens_of(vault)
    assert before.search(index_on(phone)), "the index was not seen"

    phone.go(PLAIN_PAGE)
    other_key(vault)
    box = searching(phone)

    expect_whole(box, vault)
    assert before.search(index_on(phone)) == []
    assert tokens_of(vault).search(index_on(phone)), "the new index was not seen"


def tokens_of(vault: VaultKeeper) -> LeakScanner:
    """Return what finds the token of a word that all items have, by the vault's present key."""
    token = word_token(vault.ring.active.search, "ideas", "title", "etude")
    return LeakScanner([Secret("a token", unb64u(token))])


def index_on(phone: BrowserDevice) -> list[Piece]:
    """Return all that the browser's databases hold."""
    return BrowserStorage.of(phone.page).below("IndexedDB")
