"""While a vault is locked nothing is written, and what is private is not read."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import expect

from fixtures.api.sealed import ItemType
from fixtures.api.session import refused_with
from fixtures.oracle.browser_storage import BrowserStorage
from fixtures.oracle.envelopes import Content
from fixtures.oracle.leaks import LeakScanner, Secret
from fixtures.oracle.traffic import Traffic
from fixtures.people.actors import Person
from fixtures.screens.items import BY_KIND, IdeasScreen, InfobaseScreen
from fixtures.vault.locking import BODY, MARK, PASSPHRASE, TITLE, all_of, reason_of, writes_to
from fixtures.vault.vault_keeper import VaultKeeper
from fixtures.watcher.by_hand import WatcherByHand

CIPHERTEXT = bytes(range(100))
SENTENCE = re.compile(r"\w+\W+\w+\W+\w+")


def uploads_of(watcher: WatcherByHand) -> list[Callable[[], object]]:
    """Return what a watcher does with a file: it announces one, and completes one that it has announced."""
    begun = watcher.announce(CIPHERTEXT)
    return [partial(watcher.announce, CIPHERTEXT), partial(watcher.uploads.complete, begun.upload_id)]


@pytest.mark.case("E2-LOCK-02")
@pytest.mark.parametrize("t", BY_KIND)
def test_nothing_is_written_while_locked(
    alice: Person, vault: VaultKeeper, by_hand: WatcherByHand, t: ItemType
) -> None:
    """While locked, every write to vault content MUST be refused with the reason, and MUST change nothing."""
    writes, uploads = writes_to(vault, t), uploads_of(by_hand)
    before = all_of(vault, t)
    phone = alice.device("phone")
    screen = phone.open(BY_KIND[t])
    phone.unlock(PASSPHRASE)
    expect(screen.form.create).to_be_enabled()

    phone.lock()

    for control in (screen.form.title, screen.form.text, screen.form.private, screen.form.create):
        expect(control).to_be_disabled()
    for card in (screen.item("For all"), screen.item("Private, locked")):
        expect(card.edit.first).to_be_disabled()
        expect(card.delete.first).to_be_disabled()
    for epoch in (vault.epoch, vault.api.sync.vault().epoch, None):
        api = vault.api.at_epoch(epoch)
        refusals = {name: reason_of(partial(write, api)) for name, write in writes.items()}
        assert refusals == dict.fromkeys(writes, ("vault-locked", "manual")), f"with epoch {epoch}"
    assert [reason_of(upload) for upload in uploads] == [("vault-locked", "manual")] * 2
    stale = vault.api
    vault.unlock()
    assert reason_of(partial(writes["create"], stale)) == ("vault-locked", "manual")
    assert all_of(vault, t) == before
    assert [name for name, write in writes.items() if refused_with(partial(write, vault.api))] == []


@pytest.mark.case("E2-LOCK-03")
@pytest.mark.parametrize("t", BY_KIND)
def test_reading_goes_on_while_locked(alice: Person, vault: VaultKeeper, t: ItemType) -> None:
    """While locked, standard items MUST stay readable, and private ones MUST be shown as such and nothing more."""
    private = vault.edit(vault.add(t, TITLE, f"{BODY} once"), TITLE, BODY)
    vault.api.items(t).create("Open letter", body="to everybody")
    vault.api.vault.lock()
    phone = alice.device("phone")
    traffic, shown = Traffic(phone.context), phone.watch_for(MARK)

    screen = phone.open(BY_KIND[t])
    phone.go(f"{screen.path}#{private.id}")

    expect(screen.alert).to_have_text(SENTENCE)
    expect(screen.dialogs).to_have_count(0)
    expect(screen.titles).to_have_text(["Open letter", "Private, locked"])
    expect(screen.item("Open letter").root).to_contain_text("to everybody")
    if isinstance(screen, IdeasScreen | InfobaseScreen):
        expect(screen.search.query).to_be_disabled()
    scanner = LeakScanner([Secret("content", MARK)])
    assert shown == []
    assert LeakScanner([Secret("id", private.id)]).search(traffic.received), "no answer with the item was seen"
    assert scanner.search([*traffic.received, *BrowserStorage.of(phone.page).pieces]) == []
    (listed,) = phone.api.items(t).all(mode="private")
    (exported,) = (item for item in phone.api.export.take().items if item.mode == "private")
    for item in (listed, exported, phone.api.items(t).get(private.id)):
        assert (item.title, item.body) == (None, None)
        assert vault.open(item) == Content(TITLE, BODY)
    (past,) = phone.api.items(t).history(private.id)
    assert past.envelope
    assert vault.ring.open_envelope(past.envelope) == Content(TITLE, f"{BODY} once")
