"""Without a network: what is done is kept and marked, and the server hears of it once, in order, when it is back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from fixtures.eventually import eventually
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.items import IdeasScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.screen import Screen
from fixtures.screens.today import TodayScreen
from tests.web.going import make_habit, make_quest, show
from tests.web.offline.going_offline import go_offline, go_online, lose_the_answer, make_idea, titles, write
from tests.web.product import Visitor
from tests.web.vault.vaults import set_up_vault

DATABASES = "async () => (await indexedDB.databases()).map(({ name }) => name)"
# How much this device keeps of what the server told of a vault.
TOLD = """async () => {
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith("device-"));
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result); });
    const count = db.transaction("told").objectStore("told").count();
    await new Promise((done) => { count.onsuccess = done; });
    db.close();
    return count.result;
}"""


def test_the_banner_says_how_things_stand(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    expect(ideas.frame.sync).to_have_text("Synced")

    go_offline(page)
    expect(ideas.frame.sync).to_have_text("Offline")
    write(ideas, "Hook")
    write(ideas, "Bridge")

    expect(ideas.frame.sync).to_have_text("Offline · 2 waiting")
    ideas.frame.sync.click()
    expect(ideas.changes.waiting).to_have_text(["Create idea “Hook”", "Create idea “Bridge”"])
    ideas.changes.close.click()
    go_online(page)
    ideas.frame.sync.click()
    expect(page.get_by_text("The server has everything that you did here.")).to_be_visible()


def test_what_was_made_offline_is_the_newest_though_the_clock_is_behind(page: Page, nora: Visitor) -> None:
    make_idea(nora, "There")
    page.clock.install(time=datetime.now(UTC) - timedelta(minutes=5))
    ideas = show(page, IdeasScreen)
    expect(ideas.titles).to_have_text(["There"])
    go_offline(page)

    write(ideas, "Made")
    expect(ideas.titles).to_have_text(["Made", "There"])


def test_ideas_are_made_edited_and_deleted_offline(page: Page, nora: Visitor) -> None:
    for title in ("Kept", "Edited", "Deleted"):
        make_idea(nora, title)
    ideas = show(page, IdeasScreen)
    go_offline(page)

    write(ideas, "Made", "offline")
    ideas.item("Edited").edit.click()
    ideas.dialog.title.fill("Edited twice")
    ideas.dialog.save.click()
    ideas.item("Deleted").delete.click()
    ideas.deletion.confirm.click()

    expect(ideas.titles).to_have_text(["Made", "Edited twice", "Kept"])
    expect(ideas.item("Made").pending).to_have_text("Not sent yet")
    expect(ideas.item("Edited twice").pending).to_have_text("Not sent yet")
    expect(ideas.item("Kept").pending).to_be_hidden()
    assert titles(nora, "ideas") == ["Kept", "Edited", "Deleted"]
    go_online(page)
    expect(ideas.item("Made").pending).to_be_hidden()
    expect(ideas.titles).to_have_text(["Made", "Edited twice", "Kept"])
    assert titles(nora, "ideas") == ["Kept", "Edited twice", "Made"]


def test_quests_are_made_changed_and_ticked_offline(page: Page, nora: Visitor) -> None:
    make_quest(nora, "Old quest", "One", "Two")
    quests = show(page, QuestsScreen)
    go_offline(page)

    quests.form.title.fill("New quest")
    quests.form.steps.fill("First\nSecond")
    quests.form.create.click()
    for step in ("First", "Second"):
        quests.quest("New quest").step(step).check()
    quests.quest("Old quest").edit.click()
    quests.dialog.steps.fill("Two\nThree")
    quests.dialog.save.click()
    quests.quest("Old quest").step("Three").check()

    expect(quests.completed).to_have_text(["New quest"])
    expect(quests.quest("New quest").reward).to_have_text("Reward: 10 points")
    expect(quests.quest("Old quest").root).to_contain_text("1 of 2")
    go_online(page)
    stored = {quest["title"]: quest for quest in nora.call("GET", "/api/quests")["items"]}
    assert stored["New quest"]["status"] == "completed"
    assert [(step["title"], step["ticked"]) for step in stored["Old quest"]["steps"]] == [
        ("Two", False),
        ("Three", True),
    ]


def test_habits_are_made_and_checked_in_offline(page: Page, nora: Visitor) -> None:
    make_habit(nora, "Old habit")
    habits = show(page, HabitsScreen)
    go_offline(page)

    habits.form.title.fill("New habit")
    habits.form.create.click()
    for title in ("New habit", "Old habit"):
        habits.habit(title).check_in.click()
        expect(habits.habit(title).current_streak).to_have_text("Current streak: 1 day")
    habits.habit("Old habit").archive.click()

    expect(habits.archived).to_have_text(["Old habit"])
    go_online(page)
    stored = {habit["title"]: habit for habit in nora.call("GET", "/api/habits")["items"]}
    assert {title: habit["streak"]["current"] for title, habit in stored.items()} == {"Old habit": 1, "New habit": 1}
    assert (stored["Old habit"]["archived"], stored["New habit"]["archived"]) == (True, False)


def test_today_is_shown_from_what_the_device_knows(page: Page, nora: Visitor) -> None:
    make_habit(nora, "Play scales")
    make_quest(nora, "Finish the EP", "Drums")
    today = show(page, TodayScreen)
    expect(today.habits).to_have_text(["Play scales"])
    go_offline(page)

    today.quest("Finish the EP").step("Drums").check()
    today.habit("Play scales").check_in.click()
    expect(today.habit("Play scales").undo_check_in).to_be_visible()

    expect(page.get_by_text("10 reward points today")).to_be_visible()
    expect(today.quest("Finish the EP").root).to_contain_text("1 of 1")
    go_online(page)
    expect(page.get_by_text("10 reward points today")).to_be_visible()


def _a_second_later(page: Page) -> str:
    page.clock.run_for(1_000)
    return Screen(page).frame.sync.inner_text()


def _fails(status: int) -> Callable[[Route], None]:
    def fail(route: Route) -> None:
        route.fulfill(status=status, body="{}", content_type="application/json")

    return fail


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_asked_again(page: Page, nora: Visitor, status: int) -> None:
    page.clock.install()
    ideas = show(page, IdeasScreen)
    go_offline(page)
    write(ideas, "Hook")
    page.route("**/api/sync/push", _fails(status), times=2)

    page.context.set_offline(False)

    expect(ideas.frame.sync).to_have_text("1 waiting")
    eventually(lambda: _a_second_later(page), until=lambda said: said == "Synced")
    assert titles(nora, "ideas") == ["Hook"]


def test_another_tab_shows_what_waits(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    other = show(page.context.new_page(), IdeasScreen)
    go_offline(page)

    write(ideas, "Hook")

    expect(other.item("Hook").pending).to_have_text("Not sent yet")
    page.context.set_offline(False)
    expect(other.item("Hook").pending).to_be_hidden()
    expect(other.frame.sync).to_have_text("Synced")
    assert titles(nora, "ideas") == ["Hook"]


def test_signing_out_leaves_nothing_of_the_person(page: Page, nora: Visitor) -> None:
    """But for the numbers of revisions, by which a server that goes back is noticed."""
    make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    assert page.evaluate(TOLD) > 0
    before = page.evaluate(DATABASES)

    ideas.frame.sign_out.click()
    page.wait_for_url("**/login*")

    after = page.evaluate(DATABASES)
    assert [name for name in before if name.startswith("replica-")] != []
    assert [name for name in after if name.startswith("replica-")] == []
    assert page.evaluate("() => localStorage.length") == 0
    assert page.evaluate(TOLD) == 0


def test_signing_out_leaves_nothing_though_the_answer_was_lost(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    page.route("**/api/auth/logout", lose_the_answer, times=1)

    ideas.frame.sign_out.click()
    page.wait_for_url("**/login*")

    assert [name for name in page.evaluate(DATABASES) if name.startswith("replica-")] == []
    assert page.evaluate("() => localStorage.length") == 0


def test_signing_out_does_not_delete_unasked_what_was_never_sent(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    page.route("**/api/sync/push", _fails(503))
    go_offline(page)
    write(ideas, "Hook")
    page.context.set_offline(False)
    expect(ideas.frame.sync).to_have_text("1 waiting")

    ideas.frame.sign_out.click()
    expect(ideas.leaving.root).to_contain_text("1 change made on this device did not reach the server.")
    ideas.leaving.stay.click()
    expect(ideas.status).to_have_text("You are still signed in.")
    page.unroute("**/api/sync/push")
    with page.expect_response("**/api/sync/push") as sent:
        ideas.frame.sign_out.click()

    assert [result["status"] for result in sent.value.json()["results"]] == ["applied"]
    page.wait_for_url("**/login*")


def test_somebody_may_sign_out_and_leave_changes_behind(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    page.route("**/api/sync/push", _fails(503))
    go_offline(page)
    write(ideas, "Hook")
    page.context.set_offline(False)

    ideas.frame.sign_out.click()
    ideas.leaving.leave.click()

    page.wait_for_url("**/login*")
    names = page.evaluate(DATABASES)
    assert [name for name in names if name.startswith("replica-")] == []
    with pytest.raises(httpx.HTTPStatusError):
        titles(nora, "ideas")


def test_limits_hold_without_the_server(page: Page) -> None:
    quests = show(page, QuestsScreen)
    go_offline(page)

    quests.form.title.fill("x" * 201)
    quests.form.steps.fill("Drums")
    quests.form.create.click()

    expect(quests.form.title).to_have_attribute("aria-invalid", "true")
    expect(quests.form.error("title")).to_have_text("Must be at most 200 characters")
    expect(quests.frame.sync).to_have_text("Offline")


def test_a_signed_out_person_loses_no_change(page: Page, nora: Visitor) -> None:
    """401 to a command: it is kept, the person is led to sign in, and goes on from there."""
    ideas = show(page, IdeasScreen)
    cookie = page.context.cookies()
    page.context.clear_cookies()

    ideas.form.title.fill("Hook")
    ideas.form.create.click()
    page.wait_for_url("**/login?return_to=%2Fideas")
    page.context.add_cookies(cookie)  # type: ignore[arg-type]  # what one gives the other takes
    again = show(page, IdeasScreen)

    expect(again.titles).to_have_text(["Hook"])
    expect(again.frame.sync).to_have_text("Synced")
    assert titles(nora, "ideas") == ["Hook"]
