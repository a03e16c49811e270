"""Replay: what waited is sent once the network is back; it counts once, and what cannot be done yet is not lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from fixtures.devices.browser_device import BrowserDevice
from fixtures.offline.network import NOT_SENT, SYNCED, delete_item, make_habit, make_quest, rename_item, write_item
from fixtures.offline.replay import PUSH, TROUBLES
from fixtures.oracle.envelopes import Content
from fixtures.people.actors import Person
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.items import IdeasScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.vault.locking import PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper
from fixtures.wire import FaultProxy

Lock = Callable[[BrowserDevice, VaultKeeper], None]


def while_away(_phone: BrowserDevice, vault: VaultKeeper) -> None:
    """Lock on another device before the network is back."""
    vault.api.vault.lock()


def during_the_replay(phone: BrowserDevice, vault: VaultKeeper) -> None:
    """Lock on another device when the replay is under way."""
    phone.before(*PUSH, vault.api.vault.lock)


def by_a_reload(phone: BrowserDevice, _vault: VaultKeeper) -> None:
    """Let the page forget the keys."""
    phone.reload(QuestsScreen)


LOCKS = (while_away, during_the_replay, by_a_reload)
ARCHIVED = "This habit is archived. Restore it first."


@pytest.mark.case("OF-REPL-01")
@pytest.mark.parametrize("trouble", TROUBLES)
def test_each_change_is_replayed_exactly_once(alice: Person, wire: FaultProxy, trouble: str) -> None:
    """Whatever happens to a replay on its way, each change MUST count once in the end, and none be lost."""
    ideas, quests = alice.api.items("ideas"), alice.api.quests
    edited, _ = ideas.create("Edited"), ideas.create("Deleted")
    quest = quests.create("Release", steps=["Write", "Mix"])
    assert alice.api.account.me().balance.reward_points == 0
    phone = alice.device("phone", through=wire)
    shown = phone.open(IdeasScreen)
    phone.keeps_pages()

    with phone.offline():
        write_item(shown, Content("Made offline"))
        rename_item(shown, "Edited", "Edited once")
        rename_item(shown, "Edited once", "Edited twice")
        delete_item(shown, "Deleted")
        steps = phone.open(QuestsScreen).quest("Release")
        for ticked, step in enumerate(("Write", "Mix"), start=1):
            steps.step(step).check()
            expect(steps.progress).to_have_attribute("aria-valuenow", str(ticked))
            expect(steps.pending).to_have_text(NOT_SENT)
        shown = phone.open(IdeasScreen)
        overcome = TROUBLES[trouble](alice, phone, wire)
    overcome()
    expect(shown.frame.sync).to_have_text(SYNCED)

    assert [item.title for item in ideas.all()] == ["Made offline", "Edited twice"]
    expect(shown.titles).to_have_text(["Made offline", "Edited twice"])
    assert [past.title for past in ideas.history(edited.id)] == ["Edited once", "Edited"]
    assert quests.get(quest.id).status == "completed"
    assert alice.api.account.me().balance.reward_points == quest.reward_points


@pytest.mark.case("OF-REPL-02")
def test_a_refused_change_is_set_aside_and_the_rest_goes_on(alice: Person) -> None:
    """What the product refuses MUST be kept with its reason, for a decision; what came after it MUST arrive."""
    refused, dropped = (alice.api.habits.create(title) for title in ("Play scales", "Sing"))
    phone = alice.device("phone")
    habits = phone.open(HabitsScreen)

    with phone.offline():
        make_habit(habits, "First")
        for habit in (refused, dropped):
            habits.habit(habit.title).check_in.click()
            expect(habits.habit(habit.title).pending).to_have_text(NOT_SENT)
        make_habit(habits, "Last")
        for habit in (refused, dropped):
            alice.api.habits.archive(habit.id)
    expect(habits.frame.sync).to_have_text("2 set aside")

    assert {habit.title for habit in alice.api.habits.all()} >= {"First", "Last"}
    habits = phone.reload(HabitsScreen)
    expect(habits.frame.sync).to_have_text("2 set aside")
    habits.frame.sync.click()
    kept = habits.changes.change(f"Check in habit “{refused.title}”")
    for habit in (refused, dropped):
        expect(habits.changes.change(f"Check in habit “{habit.title}”").root).to_contain_text(ARCHIVED)
    given_up = habits.changes.change(f"Check in habit “{dropped.title}”")
    given_up.discard.click()
    given_up.discard.click()
    expect(given_up.root).to_have_count(0)
    alice.api.habits.archive(refused.id, archived=False)
    kept.try_again.click()
    expect(habits.changes.aside).to_have_count(0)
    habits.changes.close.click()
    expect(habits.frame.sync).to_have_text(SYNCED)

    alice.api.habits.archive(dropped.id, archived=False)
    done = {habit.title: habit.checked_in for habit in alice.api.habits.all()}
    assert (done[refused.title], done[dropped.title]) == (True, False)


@pytest.mark.case("OF-REPL-03")
@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.__name__)
def test_a_replay_waits_for_a_locked_vault(alice: Person, vault: VaultKeeper, lock: Lock) -> None:
    """What was sealed before a lock MUST wait for the vault, other changes MUST NOT, and unlocking MUST complete it."""
    known = vault.add("ideas", "Known", "before")
    phone = alice.device("phone")
    ideas = phone.open(IdeasScreen)
    phone.keeps_pages()
    phone.unlock(PASSPHRASE)
    expect(ideas.titles).to_have_text(["Known"])

    with phone.offline():
        write_item(ideas, Content("Sealed offline", "new"), private=True)
        rename_item(ideas, "Known", "Known better")
        make_quest(phone.visit(QuestsScreen), "Finish it", "Mix")
        lock(phone, vault)
    quests = phone.shows(QuestsScreen)
    expect(quests.frame.sync).to_have_text("2 waiting for your vault")
    expect(quests.quest("Finish it").pending).to_be_hidden()

    assert [quest.title for quest in alice.api.quests.all()] == ["Finish it"]
    assert [vault.open(item).title for item in alice.api.items("ideas").all()] == ["Known"]
    phone.unlock(PASSPHRASE)
    expect(quests.frame.sync).to_have_text(SYNCED)
    contents = {vault.open(item) for item in alice.api.items("ideas").all()}
    assert contents == {Content("Sealed offline", "new"), Content("Known better", "before")}
    assert alice.api.items("ideas").get(known.id).rev == 2
