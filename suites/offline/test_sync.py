"""Sync: what several devices do to the same things comes together, and nobody's work is lost on the way."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus

import pytest
from playwright.sync_api import expect

from fixtures.api.items import Item, Mode
from fixtures.api.session import refused_with
from fixtures.devices.browser_device import BrowserDevice
from fixtures.eventually import eventually
from fixtures.offline.convergence import Game, play
from fixtures.offline.network import CONFLICT_COPY, SYNCED, rename_item, write_item
from fixtures.offline.replay import PUSH
from fixtures.oracle.envelopes import Content
from fixtures.people.actors import Person, Register
from fixtures.screens.items import IdeasScreen
from fixtures.vault.locking import LOCKED, PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper
from fixtures.wire import FaultProxy

AN_HOUR = timedelta(hours=1)
EXAMPLES, STEPS = 5, 6
COPY, RECOVERED = CONFLICT_COPY, " (recovered)"

Edit = Callable[[], object]
Delete = Callable[[], None]
Meeting = Callable[[BrowserDevice, VaultKeeper, Edit], None]


def while_away(_phone: BrowserDevice, _vault: VaultKeeper, edit: Edit) -> None:
    """Edit while the phone has no network."""
    edit()


def during_the_replay(phone: BrowserDevice, _vault: VaultKeeper, edit: Edit) -> None:
    """Edit when the phone has heard what is new, and is about to send."""
    phone.before(*PUSH, edit)


def under_a_new_key(_phone: BrowserDevice, vault: VaultKeeper, edit: Edit) -> None:
    """Give the vault another key, and then edit."""
    vault.rotate()
    edit()


@pytest.mark.case("OF-SYNC-01")
@pytest.mark.parametrize(
    ("mode", "meeting", "ahead"),
    [
        ("standard", while_away, 0 * AN_HOUR),
        ("standard", while_away, -AN_HOUR),
        ("standard", during_the_replay, AN_HOUR),
        ("private", while_away, AN_HOUR),
        ("private", during_the_replay, -AN_HOUR),
        ("private", under_a_new_key, 0 * AN_HOUR),
    ],
)
def test_edits_of_two_devices_both_survive(
    alice: Person, vault: VaultKeeper, now: datetime, mode: Mode, meeting: Meeting, ahead: timedelta
) -> None:
    """An edit that meets a different one MUST become a copy, whatever the clocks say; no other MUST."""
    private, ideas = mode == "private", vault.api.items("ideas")
    hook, bridge = (vault.add("ideas", title) if private else ideas.create(title) for title in ("Hook", "Bridge"))

    def theirs() -> None:
        for item, title in ((hook, "Theirs"), (bridge, "Coda")):
            if private:
                vault.edit(item, title)
            else:
                ideas.edit(item.id, base_rev=1, title=title)

    phone, laptop = alice.device("phone", clock=now + ahead), alice.device("laptop")
    shown = phone.open(IdeasScreen)
    phone.keeps_pages()
    phone.unlock(PASSPHRASE)
    expect(shown.titles).to_have_text(["Bridge", "Hook"])

    with phone.offline():
        write_item(shown, Content("Verse 0"), private=private)
        for take in range(5):
            rename_item(shown, f"Verse {take}", f"Verse {take + 1}")
        for before, after in (("Hook", "Draft"), ("Draft", "Mine"), ("Bridge", "Coda")):
            rename_item(shown, before, after)
        meeting(phone, vault, theirs)
    if meeting is under_a_new_key:
        expect(shown.frame.vault).to_have_text(LOCKED)
        phone.unlock(PASSPHRASE)
    expect(shown.frame.sync).to_have_text(SYNCED)

    both = [f"Mine{COPY}", "Verse 5", "Coda", "Theirs"]
    expect(shown.titles).to_have_text(both)
    there = laptop.open(IdeasScreen)
    laptop.unlock(PASSPHRASE)
    expect(there.titles).to_have_text(both)
    stored = ideas.all()
    assert {found.mode for found in stored} == {mode}
    assert [found.rev for found in stored] == [1, 6, 2, 2]


Loss = Callable[[BrowserDevice, Delete, Item], str]


def deleted_while_away(phone: BrowserDevice, delete: Delete, _item: Item) -> str:
    """Edit without a network what is deleted meanwhile."""
    with phone.offline():
        rename_item(IdeasScreen(phone.page), "Hook", "Edited")
        delete()
    return f"Edited{COPY}"


def deleted_during_the_replay(phone: BrowserDevice, delete: Delete, _item: Item) -> str:
    """Have the item deleted when the phone has heard what is new, and is about to send its edit."""
    with phone.offline():
        rename_item(IdeasScreen(phone.page), "Hook", "Edited")
        phone.before(*PUSH, delete)
    return f"Edited{COPY}"


def deleted_under_the_editor(phone: BrowserDevice, delete: Delete, _item: Item) -> str:
    """Have the item deleted while it is open in the editor."""
    dialog = IdeasScreen(phone.page).dialog
    IdeasScreen(phone.page).item("Hook").edit.click()
    dialog.title.fill("Edited")
    delete()
    dialog.save.click()
    expect(dialog.alert).to_contain_text("deleted elsewhere")
    dialog.keep_as_new.click()
    return "Edited"


def deleted_too_long_ago(phone: BrowserDevice, delete: Delete, item: Item) -> str:
    """Stay away until the product has forgotten that the item was deleted."""
    shown = IdeasScreen(phone.page)
    poll = partial(phone.api.sync.poll, since=item.seq)
    with phone.offline():
        rename_item(shown, "Hook", "Edited")
        delete()
        eventually(partial(refused_with, poll), until=lambda status: status == HTTPStatus.GONE)
    expect(shown.frame.sync).to_have_text("1 set aside")
    shown.frame.sync.click()
    shown.changes.change("Change idea “Edited”").keep_as_new.click()
    shown.changes.close.click()
    return f"Edited{RECOVERED}"


def short_memory() -> dict[str, str]:
    """Return settings by which a deletion is soon forgotten, once every device that asks has heard of it."""
    return {"tombstone_days": str(1 / 86_400), "purge_seconds": "0.2"}


@pytest.mark.case("OF-SYNC-02")
@pytest.mark.parametrize(
    "loss",
    [
        deleted_while_away,
        deleted_during_the_replay,
        deleted_under_the_editor,
        pytest.param(deleted_too_long_ago, marks=pytest.mark.exclusive(settings=short_memory)),
    ],
)
def test_a_deletion_stays_and_the_edit_is_not_lost(alice: Person, loss: Loss) -> None:
    """What was deleted elsewhere MUST NOT come back by an edit that did not know; the edit MUST be kept."""
    ideas = alice.api.items("ideas")
    item = ideas.create("Hook", body="la la")
    phone, laptop = alice.device("phone"), alice.device("laptop")
    shown = phone.open(IdeasScreen)
    phone.keeps_pages()
    expect(shown.titles).to_have_text(["Hook"])

    kept = loss(phone, partial(ideas.delete, item.id, base_rev=1), item)
    expect(shown.frame.sync).to_have_text(SYNCED)

    expect(shown.titles).to_have_text([kept])
    expect(laptop.open(IdeasScreen).titles).to_have_text([kept])
    assert [(found.title, found.body) for found in ideas.all()] == [(kept, "la la")]
    assert refused_with(partial(ideas.get, item.id)) == HTTPStatus.NOT_FOUND
    assert [found.id for found in ideas.all()] != [item.id]


@pytest.mark.case("OF-SYNC-03")
def test_random_interleavings_converge(register: Register, wire: FaultProxy, seed: int) -> None:
    """Whatever two devices do, with and without a network, in the end they MUST agree with the product on all of it."""
    play(Game(register, wire), seed=seed, examples=EXAMPLES, steps=STEPS)
