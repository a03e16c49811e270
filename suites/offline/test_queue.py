"""The queue: what is done without a network is kept on the device, sealed where it is private, and in its order."""

from typing import get_args

import pytest
from playwright.sync_api import expect

from fixtures.offline.network import (
    NOT_SENT,
    SYNCED,
    Loss,
    delete_item,
    make_habit,
    make_quest,
    open_vault_alone,
    rename_item,
    without_network,
    write_item,
)
from fixtures.oracle.browser_storage import BrowserStorage
from fixtures.oracle.envelopes import Content
from fixtures.oracle.leaks import LeakScanner
from fixtures.oracle.traffic import Traffic
from fixtures.people.actors import Person
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.items import IdeasScreen, InfobaseScreen, JournalScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.screen import Screen
from fixtures.screens.today import TodayScreen
from fixtures.target.profiles import Target
from fixtures.vault.answers import kept
from fixtures.vault.canaries import canary, words_of
from fixtures.vault.locking import PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper
from fixtures.wire import FaultProxy

MANY, WHOLE_QUEUE_MS = 500, 60_000
ITEMS = (IdeasScreen, InfobaseScreen, JournalScreen)


@pytest.mark.case("OF-QUEUE-01")
@pytest.mark.parametrize("loss", get_args(Loss))
def test_the_app_opens_without_a_network(alice: Person, vault: VaultKeeper, wire: FaultProxy, loss: Loss) -> None:
    """Without a network every page MUST open and show what the device knew; what is private, once it is opened."""
    goal, plain, secret = canary(), canary(), canary()
    quest = alice.api.quests.create(goal.title, steps=["Write", "Mix"])
    alice.api.quests.tick(quest.id, quest.step("Write").id)
    alice.api.habits.check_in(alice.api.habits.create("Play scales").id)
    alice.api.focus.plan("Compose", minutes=25)
    vault.api.items("journal").create(plain.title, body=plain.body)
    vault.add("journal", secret.title, secret.body)
    phone = alice.device("phone", through=wire)
    phone.open(JournalScreen)
    phone.keeps_pages()
    expect(phone.open(QuestsScreen).active).to_have_text([goal.title])

    with without_network(phone, wire, loss):
        today = phone.open(TodayScreen)
        expect(today.greeting).to_contain_text(alice.name)
        expect(today.habit("Play scales").current_streak).to_contain_text("1 day")
        expect(today.quest(goal.title).root).to_contain_text("1 of 2")
        expect(today.sessions).to_have_text(["Compose"])
        expect(phone.open(QuestsScreen).quest(goal.title).step("Write")).to_be_checked()
        journal = phone.open(JournalScreen)
        expect(journal.titles).to_have_text(["Private, locked", plain.title])
        open_vault_alone(phone, PASSPHRASE)
        expect(journal.titles).to_have_text([secret.title, plain.title])
        expect(journal.frame.sync).to_contain_text("Offline")

    cached = BrowserStorage.of(phone.page).below("Cache Storage")
    assert cached, "no page is kept"
    assert LeakScanner(words_of(goal, plain, secret)).search(cached) == []


@pytest.mark.case("OF-QUEUE-02")
def test_offline_changes_are_kept_over_a_restart(alice: Person) -> None:
    """What is made, edited and deleted offline MUST be kept and marked, also after a browser restart, and then sent."""
    for screen in ITEMS:
        for title in ("Edited", "Deleted"):
            alice.api.items(screen.kind).create(title)
    old = alice.api.quests.create("Old quest", steps=["Write", "Mix"])
    phone = alice.kept_device("phone")
    phone.open(TodayScreen)
    phone.keeps_pages()

    with phone.offline():
        for screen in ITEMS:
            shown = phone.open(screen)
            rename_item(shown, "Edited", "Edited offline")
            delete_item(shown, "Deleted")
            write_item(shown, Content("Made offline"))
        quests = phone.open(QuestsScreen)
        make_quest(quests, "New quest", "Write")
        for title in ("New quest", "Old quest"):
            quests.quest(title).step("Write").check()
            expect(quests.quest(title).pending).to_have_text(NOT_SENT)
        habits = phone.open(HabitsScreen)
        make_habit(habits, "New habit")
        habits.habit("New habit").check_in.click()
        expect(habits.habit("New habit").undo_check_in).to_be_visible()
        phone.restart()
        for screen in ITEMS:
            shown = phone.open(screen)
            expect(shown.titles).to_have_text(["Made offline", "Edited offline"])
            for title in ("Made offline", "Edited offline"):
                expect(shown.item(title).pending).to_have_text(NOT_SENT)
        expect(phone.open(QuestsScreen).quest("New quest").pending).to_have_text(NOT_SENT)
        habits = phone.open(HabitsScreen)
        expect(habits.frame.sync).to_have_text("Offline · 14 waiting")
        assert [item.title for item in alice.api.items("ideas").all()] == ["Deleted", "Edited"]

    expect(habits.frame.sync).to_have_text(SYNCED)
    expect(habits.habit("New habit").pending).to_be_hidden()
    for screen in ITEMS:
        assert [item.title for item in alice.api.items(screen.kind).all()] == ["Made offline", "Edited offline"]
    assert alice.api.quests.get(old.id).progress.ticked == 1
    assert {quest.title: quest.status for quest in alice.api.quests.all()} == {
        "New quest": "completed",
        "Old quest": "active",
    }
    assert [(habit.title, habit.checked_in) for habit in alice.api.habits.all()] == [("New habit", True)]


@pytest.mark.case("OF-QUEUE-03")
def test_private_content_is_sealed_before_it_is_queued(alice: Person, vault: VaultKeeper, server: Target) -> None:
    """What is written privately offline MUST lie in the queue, and be sent, as ciphertext only."""
    before, first, second, journal = canary(), canary(), canary(), canary()
    vault.add("ideas", before.title, before.body)
    phone = alice.device("phone")
    traffic = Traffic(phone.context)
    ideas = phone.open(IdeasScreen)
    phone.keeps_pages()
    phone.unlock(PASSPHRASE)
    expect(ideas.titles).to_have_text([before.title])
    scanner = LeakScanner(words_of(before, first, second, journal))

    with phone.offline():
        write_item(ideas, first, private=True)
        rename_item(ideas, before.title, second.title)
        write_item(phone.visit(JournalScreen), journal, private=True)
        queued = BrowserStorage.of(phone.page).below("IndexedDB")
        assert [piece for piece in queued if first.title.encode() in piece.content] == []
        assert scanner.search([piece for piece in queued if not piece.place.startswith("IndexedDB search-")]) == []
    expect(Screen(phone.page).frame.sync).to_have_text(SYNCED)

    assert {vault.open(item) for item in vault.api.items("journal").all()} == {journal}
    assert {vault.open(item).title for item in vault.api.items("ideas").all()} == {first.title, second.title}
    assert scanner.search([*traffic.sent, *kept(server)]) == []


@pytest.mark.case("OF-QUEUE-04")
def test_many_changes_keep_their_order(alice: Person) -> None:
    """500 changes made offline MUST all reach the product, once each and in their order, and then other devices."""
    alice.api.items("ideas").create("Take 0")
    phone, laptop = alice.device("phone"), alice.device("laptop")
    ideas = phone.open(IdeasScreen)
    phone.keeps_pages()
    titles = [f"Take {number}" for number in range(1, MANY + 1)]

    with phone.offline():
        for title in titles:
            ideas.form.title.fill(title)
            ideas.form.title.press("Enter")
            expect(ideas.form.title).to_have_value("")
        expect(ideas.frame.sync).to_have_text(f"Offline · {MANY} waiting")
    expect(ideas.frame.sync).to_have_text(SYNCED, timeout=WHOLE_QUEUE_MS)

    made = sorted(alice.api.items("ideas").all(), key=lambda item: item.seq)
    assert [item.title for item in made] == ["Take 0", *titles]
    there = laptop.open(IdeasScreen)
    there.show_all()
    expect(there.titles).to_have_text([*reversed(titles), "Take 0"])
