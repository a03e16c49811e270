"""The index comes with the open vault, follows every change, and goes with a lock."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import expect

from fixtures.api.items import Item
from fixtures.devices.browser_device import BrowserDevice
from fixtures.devices.polling import poll_five_times, poll_once
from fixtures.eventually import eventually
from fixtures.oracle.browser_storage import BrowserStorage
from fixtures.oracle.envelopes import Content
from fixtures.oracle.leaks import LeakScanner
from fixtures.oracle.tokens import words
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.screens.screen import Screen
from fixtures.screens.today import TodayScreen
from fixtures.search.searching import finds, indexes, lose_index, searching
from fixtures.vault.canaries import canary, words_of
from fixtures.vault.items_page import ItemsPage
from fixtures.vault.locking import PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper

Begin = Callable[[], None]
MANY = 60


def for_the_first_time(phone: BrowserDevice, _vault: VaultKeeper) -> Begin:
    """Have had no index before."""
    phone.open(IdeasScreen)
    return lambda: phone.unlock(PASSPHRASE)


def after_a_lock(phone: BrowserDevice, _vault: VaultKeeper) -> Begin:
    """Have searched and locked."""
    finds(searching(phone), "nocturne", "Nocturne")
    phone.lock()
    return lambda: phone.unlock(PASSPHRASE)


def after_a_reload(phone: BrowserDevice, vault: VaultKeeper) -> Begin:
    """Have an index left over, and others have changed things since."""
    item, doomed = vault.add("ideas", "Elegy", "plays the berceuse"), vault.add("ideas", "A berceuse")
    finds(searching(phone), "berceuse", "A berceuse", "Elegy")
    phone.open(TodayScreen)
    vault.edit(item, "Elegy", "is silent")
    vault.api.items("ideas").delete(doomed.id, base_rev=1)
    phone.open(IdeasScreen)
    return lambda: phone.unlock(PASSPHRASE)


def after_a_loss(phone: BrowserDevice, vault: VaultKeeper) -> Begin:
    """Lose the index while the vault is open, as when a browser makes room."""
    finds(searching(phone), "nocturne", "Nocturne")
    return lambda: lose_index(phone, vault.user_id)


@pytest.mark.case("E2-SRCH-01")
@pytest.mark.parametrize(
    "prepare",
    [for_the_first_time, after_a_lock, after_a_reload, after_a_loss],
    ids=lambda prepare: prepare.__name__,
)
def test_unlocking_rebuilds_the_index(
    alice: Person, vault: VaultKeeper, prepare: Callable[[BrowserDevice, VaultKeeper], Begin]
) -> None:
    """Unlocking MUST rebuild the index, show how far that is, and find by title and by body whatever was before."""
    vault.add("ideas", "Nocturne", "in a minor key")
    vault.add_many("infobase", (Content(f"Scale {number}", "exercise") for number in range(MANY)))
    vault.api.items("infobase").create("Readable", body="in a major key")
    phone = alice.device("phone")
    begin = prepare(phone, vault)
    box = IdeasScreen(phone.page).search
    seen = box.watch_progress()

    begin()

    finds(box, "nocturne", "Nocturne")
    finds(box, "minor", "Nocturne")
    finds(box, "readable", "Readable")
    finds(box, "key", "Readable", "Nocturne")
    finds(box, "scale 59", "Scale 59")
    finds(box, "berceuse")
    expect(box.progress).to_be_hidden()
    shown = seen()
    assert {step.total for step in shown} - {0} == {vault_size(vault)}
    assert [step.done for step in shown] == sorted(step.done for step in shown)
    assert {0} < {step.done for step in shown}
    assert indexes(phone) == [f"search-{vault.user_id}"]


def vault_size(vault: VaultKeeper) -> int:
    """Return how many things there are to be found."""
    return sum(len(vault.api.items(t).all()) for t in ("ideas", "infobase"))


@pytest.mark.case("E2-SRCH-04")
def test_a_lock_clears_the_index_and_disables_search(alice: Person, vault: VaultKeeper) -> None:
    """A lock MUST leave no index, no results and no search in any tab of the browser."""
    hidden, readable = canary(), canary()
    vault.add("ideas", hidden.title, f"resonance {hidden.body}")
    vault.api.items("infobase").create(readable.title, body=f"resonance {readable.body}")
    phone = alice.device("phone")
    tabs = [phone, phone.new_window()]
    boxes = [searching(tab) for tab in tabs]
    for box in boxes:
        finds(box, "resonance", readable.title, hidden.title)
    assert indexes(phone)

    phone.lock()

    for tab, box in zip(tabs, boxes, strict=True):
        expect(Screen(tab.page).frame.vault).to_have_text("Vault locked")
        expect(box.query).to_be_disabled()
        expect(box.query).to_have_value("")
        expect(box.results).to_have_count(0)
        expect(box.said).to_have_text("Searching needs an open vault.")
        for content in (hidden, readable):
            expect(box.root).not_to_contain_text(content.title)
        assert LeakScanner(words_of(hidden)).search(BrowserStorage.of(tab.page).pieces) == []
    eventually(lambda: indexes(phone), until=lambda found: found == [], awaiting="the index to be gone")
    shown = boxes[1].ask_anyway(words(readable.title)[-1])
    phone.unlock(PASSPHRASE)
    finds(boxes[0], "resonance", readable.title, hidden.title)
    assert shown() == []
    expect(boxes[1].results).to_have_count(0)


Change = Callable[[VaultKeeper, ItemsPage, Item, Item], None]
OLD, NEW = Content("Overture", "in old words"), Content("Overture", "in new phrases")
DOOMED, MADE = Content("Fugue", "doomed"), Content("Toccata", "made")


def written(vault: VaultKeeper, content: Content, *, private: bool) -> Item:
    """Write an idea."""
    if private:
        return vault.add("ideas", content.title, content.body)
    return vault.api.items("ideas").create(content.title, body=content.body)


def in_this_page(_vault: VaultKeeper, page: ItemsPage, _edited: Item, _deleted: Item) -> None:
    """Edit, delete and create by the page."""
    page.edit(OLD, NEW)
    page.delete(DOOMED)
    page.create(MADE, private=True)


def on_another_device(vault: VaultKeeper, page: ItemsPage, edited: Item, deleted: Item) -> None:
    """Edit, delete and create elsewhere while results are shown, and let the page ask once for what is new."""
    box = IdeasScreen(page.device.page).search
    finds(box, "doomed", DOOMED.title)
    items = vault.api.items("ideas")
    if edited.mode == "private":
        vault.edit(edited, NEW.title, NEW.body)
    else:
        items.edit(edited.id, base_rev=1, body=NEW.body)
    items.delete(deleted.id, base_rev=1)
    vault.add("infobase", MADE.title, MADE.body)
    poll_once(page.device)
    expect(box.said).to_have_text("No results for “doomed”.")


@pytest.mark.case("E2-SRCH-05")
@pytest.mark.parametrize("private", [True, False], ids=["private", "standard"])
@pytest.mark.parametrize("change", [in_this_page, on_another_device], ids=lambda change: change.__name__)
def test_changes_reach_the_results(
    alice: Person, vault: VaultKeeper, now: datetime, change: Change, private: bool
) -> None:
    """Edits, deletions and new items MUST reach the results, another device's after one poll."""
    edited, deleted = (written(vault, content, private=private) for content in (OLD, DOOMED))
    page = ItemsPage(vault, alice.device("phone", clock=now), IdeasScreen)
    box = IdeasScreen(page.screen.page).search
    finds(box, "words", OLD.title)
    finds(box, "doomed", DOOMED.title)
    finds(box, "phrases")
    finds(box, "made")
    box.query.fill("")

    change(vault, page, edited, deleted)

    finds(box, "phrases", NEW.title)
    finds(box, "words")
    finds(box, "overture", NEW.title)
    finds(box, "doomed")
    finds(box, "fugue")
    finds(box, "made", MADE.title)


@pytest.mark.case("E2-SRCH-08")
@pytest.mark.parametrize("screen", [IdeasScreen, TodayScreen], ids=lambda screen: screen.__name__)
def test_a_lock_elsewhere_clears_the_index(
    alice: Person, vault: VaultKeeper, now: datetime, screen: type[Screen]
) -> None:
    """A lock on another device MUST clear this device's index within five polls, whichever page is shown."""
    content = canary()
    vault.add("ideas", content.title, content.body)
    phone, laptop = alice.device("phone"), alice.device("laptop", clock=now)
    finds(searching(laptop), words(content.body)[0], content.title)
    if screen is not IdeasScreen:
        laptop.visit(screen)
    assert indexes(laptop)
    searching(phone)

    phone.lock()
    poll_five_times(laptop)

    expect(screen(laptop.page).frame.vault).to_have_text("Vault locked")
    eventually(lambda: indexes(laptop), until=lambda found: found == [], awaiting="the index to be gone")
    box = laptop.visit(IdeasScreen).search
    expect(box.query).to_be_disabled()
    expect(box.query).to_have_value("")
    expect(box.results).to_have_count(0)
    assert LeakScanner(words_of(content)).search(BrowserStorage.of(laptop.page).pieces) == []
    eventually(lambda: indexes(phone), until=lambda found: found == [])
