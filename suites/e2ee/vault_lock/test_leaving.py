"""A vault locks itself when nobody is there, and locks everywhere."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from playwright.sync_api import expect

from fixtures.devices.browser_device import BrowserDevice
from fixtures.devices.polling import A_POLL, poll_five_times, poll_once
from fixtures.eventually import eventually
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen, JournalScreen
from fixtures.screens.vault import VaultScreen
from fixtures.vault.locking import BODY, LOCKED, OPEN, PASSPHRASE, TITLE, reason_of
from fixtures.vault.vault_keeper import VaultKeeper

A_SECOND, A_MINUTE, AN_HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def page_of(alice: Person, vault: VaultKeeper, now: datetime, limit: timedelta = 15 * A_MINUTE) -> BrowserDevice:
    """Return a device whose page shows a private item, and locks after so long without activity."""
    vault.add("ideas", TITLE, BODY)
    phone = alice.device("phone", clock=now, touch=True)
    settings = phone.open(VaultScreen).settings
    phone.unlock(PASSPHRASE)
    settings.minutes.fill(str(limit // A_MINUTE))
    with phone.answer("PATCH", "/api/vault"):
        settings.save.click()
    expect(phone.visit(IdeasScreen).titles).to_have_text([TITLE])
    return phone


def idle(phone: BrowserDevice, limit: timedelta) -> None:
    """Let all but the last second pass, in which the page asks for what is new and nobody does anything."""
    poll_once(phone)
    phone.clock.advance(limit - A_POLL - A_SECOND)
    screen = phone.shows(IdeasScreen)
    expect(screen.titles).to_have_text([TITLE])
    expect(screen.frame.vault).to_have_text(OPEN)


def press_key(phone: BrowserDevice) -> None:
    """Press a key that does nothing."""
    phone.page.keyboard.press("Shift")


def touch(phone: BrowserDevice) -> None:
    """Tap where nothing is."""
    phone.page.touchscreen.tap(3, 3)


def move_pointer(phone: BrowserDevice) -> None:
    """Move the pointer to where nothing is."""
    phone.page.mouse.move(3, 3)
    phone.page.mouse.move(7, 7)


Absence = Callable[[Person, VaultKeeper, datetime], list[BrowserDevice]]


def after(minutes: int, *stirs: Callable[[BrowserDevice], None]) -> Absence:
    """Come back when the time is over, after having been active each time at the last moment."""

    def leave(alice: Person, vault: VaultKeeper, now: datetime) -> list[BrowserDevice]:
        limit = minutes * A_MINUTE
        phone = page_of(alice, vault, now, limit)
        for stir in stirs:
            idle(phone, limit)
            stir(phone)
        idle(phone, limit)
        phone.clock.advance(A_SECOND)
        return [phone]

    leave.__name__ = " then ".join((f"{minutes} min", *(stir.__name__ for stir in stirs)))
    return leave


def with_two_windows(alice: Person, vault: VaultKeeper, now: datetime) -> list[BrowserDevice]:
    """Leave two windows of one browser open."""
    phone = page_of(alice, vault, now)
    window = phone.new_window()
    window.open(IdeasScreen)
    window.unlock(PASSPHRASE)
    for each in (phone, window):
        expect(each.shows(IdeasScreen).titles).to_have_text([TITLE])
    phone.clock.advance(15 * A_MINUTE - A_SECOND)
    for each in (phone, window):
        expect(each.shows(IdeasScreen).frame.vault).to_have_text(OPEN)
    phone.clock.advance(A_SECOND)
    return [phone, window]


def asleep(alice: Person, vault: VaultKeeper, now: datetime) -> list[BrowserDevice]:
    """Close the lid for a weekend; opening it is activity, which comes too late."""
    phone = page_of(alice, vault, now)
    phone.clock.advance(60 * AN_HOUR)
    move_pointer(phone)
    return [phone]


def out_of_sight(alice: Person, vault: VaultKeeper, now: datetime) -> list[BrowserDevice]:
    """Have a page whose own time does not run; the product, which polls keep asking, asked to wait for a second."""
    phone = page_of(alice, vault, now)
    phone.api.vault.unlock(vault.proof(), expires_in=1)
    assert not phone.api.sync.vault().locked
    eventually(phone.api.sync.vault, until=lambda state: state.locked, awaiting="the end of the grant")
    form = phone.shows(IdeasScreen).form
    form.title.fill("Too late")
    with phone.answer("POST", "/api/ideas"):
        form.create.click()
    return [phone]


@pytest.mark.case("E2-LOCK-05")
@pytest.mark.parametrize(
    "leave",
    [
        after(1, touch),
        after(15, press_key),
        after(60, move_pointer),
        after(1440),
        with_two_windows,
        asleep,
        out_of_sight,
    ],
    ids=lambda leave: leave.__name__,
)
def test_inactivity_locks(alice: Person, vault: VaultKeeper, now: datetime, leave: Absence) -> None:
    """Without activity the vault MUST lock at its time limit and not before; only a person's activity postpones it."""
    windows = leave(alice, vault, now)

    for window in windows:
        screen = window.shows(IdeasScreen)
        expect(screen.frame.vault).to_have_text(LOCKED)
        expect(screen.titles).to_have_text(["Private, locked"])
        expect(screen.status).to_have_text("The vault locked itself, because nobody was active for a while.")
    (phone, *_) = windows
    state = eventually(phone.api.sync.vault, until=lambda state: state.locked)
    assert state.reason == "inactivity"
    write = partial(phone.api.at_epoch(state.epoch).items("ideas").create, "Too late")
    assert reason_of(write) == ("vault-locked", "inactivity")
    assert [item.title for item in alice.api.items("ideas").all()] == [None]


@pytest.mark.case("E2-LOCK-06")
@pytest.mark.parametrize("seen", [True, False], ids=["seen", "behind another tab"])
def test_a_lock_reaches_the_other_device_within_five_polls(
    alice: Person, vault: VaultKeeper, now: datetime, *, seen: bool
) -> None:
    """A lock on one device MUST lock every other within five polls, also unseen pages, and each MUST say why."""
    vault.add("journal", TITLE)
    phone, laptop = alice.device("phone"), alice.device("laptop", clock=now)
    for device in (phone, laptop):
        device.open(JournalScreen)
        device.unlock(PASSPHRASE)
    screen = laptop.shows(JournalScreen)
    expect(screen.titles).to_have_text([TITLE])
    if not seen:
        laptop.put_behind()

    phone.lock()
    poll_five_times(laptop)

    expect(screen.frame.vault).to_have_text(LOCKED)
    expect(screen.titles).to_have_text(["Private, locked"])
    expect(screen.status).to_have_text("The vault was locked from another device.")
    expect(screen.form.create).to_be_disabled()
    state = laptop.api.sync.vault()
    assert (state.locked, state.reason) == (True, "manual")
    write = partial(laptop.api.at_epoch(state.epoch).items("journal").create, "Too late")
    assert reason_of(write) == ("vault-locked", "manual")
