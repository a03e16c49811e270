"""What a lock leaves behind in a browser: nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from fixtures.devices.browser_device import BrowserDevice
from fixtures.oracle.browser_storage import BrowserStorage
from fixtures.oracle.heap import heap_strings, living_keys
from fixtures.oracle.leaks import LeakScanner, Secret
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.screens.part import type_into
from fixtures.screens.screen import Screen
from fixtures.screens.secret_form import SecretForm
from fixtures.screens.vault import VaultScreen
from fixtures.vault.locking import BODY, LOCKED, MARK, PASSPHRASE, TITLE
from fixtures.vault.vault_keeper import VaultKeeper

A_MINUTE = timedelta(minutes=1)
UNNAMED = "Nachtfalterweise"  # no locator names it, and no script: those stay in the page's memory
NEW_PASSPHRASE = f"{MARK} sings at night"
Place = Callable[[BrowserDevice], list[str] | None]  # it returns the recovery codes that it shows, if any


def reading(phone: BrowserDevice) -> None:
    """Look at the list."""
    expect(phone.shows(IdeasScreen).item(TITLE).root).to_contain_text(BODY)


def editing(phone: BrowserDevice) -> None:
    """Have an item open, with a change that is not saved."""
    screen = phone.shows(IdeasScreen)
    screen.item(TITLE).edit.click()
    expect(screen.dialog.title).to_have_value(TITLE)
    screen.dialog.text.fill(f"{MARK} goes on")


def deleting(phone: BrowserDevice) -> None:
    """Be asked whether to delete an item, which is named."""
    screen = phone.shows(IdeasScreen)
    screen.item(TITLE).delete.click()
    expect(screen.deletion.root).to_contain_text(TITLE)


def drafting(phone: BrowserDevice) -> None:
    """Be writing a private item."""
    form = phone.shows(IdeasScreen).form
    form.private.check()
    form.title.fill(f"{MARK} begins")
    form.text.fill(BODY)


def searching(phone: BrowserDevice) -> None:
    """Have results before oneself."""
    search = phone.shows(IdeasScreen).search
    search.query.fill(MARK)
    expect(search.titles).to_have_text([TITLE])


def changing_the_passphrase(phone: BrowserDevice) -> None:
    """Have both passphrases typed."""
    screen = phone.visit(VaultScreen)
    screen.ask("Change passphrase")
    dialog = screen.dialog("Change passphrase")
    type_into(dialog.present, PASSPHRASE)
    for field in (dialog.new, dialog.again):
        type_into(field, NEW_PASSPHRASE)


def asked_to(phone: BrowserDevice, what: str) -> SecretForm:
    """Open a dialog of this name, and have the passphrase typed."""
    screen = phone.visit(VaultScreen)
    screen.ask(what)
    dialog = screen.dialog(what)
    type_into(dialog.passphrase, PASSPHRASE)
    return dialog


def renewing_keys(phone: BrowserDevice) -> None:
    """Be about to renew the keys."""
    asked_to(phone, "Renew keys")


def renewing_codes(phone: BrowserDevice) -> None:
    """Be about to make new codes."""
    asked_to(phone, "Make new recovery codes")


def reading_codes(phone: BrowserDevice) -> list[str]:
    """Have new recovery codes before oneself."""
    asked_to(phone, "Make new recovery codes").submit("Make new codes").click()
    codes = VaultScreen(phone.page).codes
    expect(codes).to_have_count(10)
    return codes.all_inner_texts()


@pytest.mark.case("E2-LOCK-07")
@pytest.mark.parametrize(
    "place",
    [
        reading,
        editing,
        deleting,
        drafting,
        searching,
        changing_the_passphrase,
        renewing_keys,
        renewing_codes,
        reading_codes,
    ],
    ids=lambda place: place.__name__,
)
def test_locking_leaves_nothing_behind(alice: Person, vault: VaultKeeper, now: datetime, place: Place) -> None:
    """After a lock, page, storages and the strings of memory MUST hold no plaintext, passphrase, code or key."""
    vault.add("ideas", TITLE, f"{BODY} {UNNAMED}")
    phone = alice.device("phone", clock=now)
    phone.open(IdeasScreen)
    phone.unlock(PASSPHRASE)
    # Nothing more is located from here to the lock: a locator's patterns would take the place of the page's last match.
    codes = place(phone) or []
    key = vault.ring.active
    unnamed = [
        Secret("body", UNNAMED),
        Secret("passphrase", PASSPHRASE),
        Secret("vault key", key.uvk),
        Secret("key of items", key.item_wrap),
        Secret("key of search tokens", key.search),
        *(Secret("recovery code", code) for code in codes),
    ]
    secrets = LeakScanner([Secret("content", MARK), *unnamed])
    assert secrets.search(BrowserStorage.of(phone.page).pieces), "nothing was there to be left behind"
    assert living_keys(phone.page)

    with phone.answer("POST", "/api/vault/lock"):
        phone.clock.advance(15 * A_MINUTE)

    screen = Screen(phone.page)
    expect(screen.frame.vault).to_have_text(LOCKED)
    expect(screen.dialogs).to_have_count(0)
    left = BrowserStorage.of(phone.page)
    assert secrets.search(left.pieces) == []
    assert LeakScanner(unnamed).search([heap_strings(phone.page)]) == []
    assert left.keys == []
    assert living_keys(phone.page) == []
    shown = phone.watch_for(MARK)
    expect(phone.open(IdeasScreen).titles).to_have_text(["Private, locked"])
    assert shown == []
