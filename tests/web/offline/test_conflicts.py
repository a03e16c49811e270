"""What was done without a network meets what others have done: both are there afterwards, or the person decides."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from fixtures.screens.habits import HabitsScreen
from fixtures.screens.items import IdeasScreen
from fixtures.screens.quests import QuestsScreen
from tests.web.going import make_habit, make_quest, show
from tests.web.modules import run
from tests.web.offline.going_offline import (
    forget_deletions,
    go_offline,
    go_online,
    make_idea,
    rename,
    rename_and_tick,
    titles,
    write,
)
from tests.web.product import Visitor
from tests.web.vault.vaults import set_up_vault


def test_an_edit_that_meets_another_becomes_a_copy(page: Page, nora: Visitor) -> None:
    idea = make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    go_offline(page)
    rename(ideas, "Hook", "Mine")
    expect(ideas.titles).to_have_text(["Mine"])

    nora.call("PATCH", f"/api/ideas/{idea['id']}", {"base_rev": 1, "title": "Theirs"})
    go_online(page)

    expect(ideas.titles).to_have_text(["Mine (conflict copy)", "Theirs"])
    assert titles(nora, "ideas") == ["Theirs", "Mine (conflict copy)"]


def test_an_edit_of_a_version_that_never_came_to_be_is_refused(page: Page, nora: Visitor) -> None:
    """Its number may be that of what another device has made meanwhile, which must not be replaced unseen."""
    idea = make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    go_offline(page)
    rename(ideas, "Hook", "Mine")
    ideas.item("Mine").edit.click()

    nora.call("PATCH", f"/api/ideas/{idea['id']}", {"base_rev": 1, "title": "Theirs"})
    go_online(page)
    expect(ideas.titles).to_have_text(["Mine (conflict copy)", "Theirs"])
    ideas.dialog.title.fill("Mine, better")
    ideas.dialog.save.click()

    expect(ideas.dialog.alert).to_have_text("This was changed elsewhere in the meantime. Look at it again.")
    assert titles(nora, "ideas") == ["Theirs", "Mine (conflict copy)"]


def test_an_edit_in_another_tab_of_a_version_that_never_came_to_be_is_a_copy(page: Page, nora: Visitor) -> None:
    """A tab that has not heard of the conflict yet keeps its change; it is not sent as if nothing had happened."""
    idea = make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    go_offline(page)
    rename(ideas, "Hook", "Mine")
    nora.call("PATCH", f"/api/ideas/{idea['id']}", {"base_rev": 1, "title": "Theirs"})
    late = """
        const [op] = module.replica.ops;
        const before = { ...module.replica.get("ideas", op.id) };
        const { op_id: _, order: __, ...rest } = op;
        const args = { title: "Mine, better", body: "" };
        const wish = { op_id: crypto.randomUUID(), order: 0, base_rev: 2, before, args };
        await module.replica.change({ drop: [op], put: [{ ...rest, ...wish }] });
    """
    run(page, "offline/replica.js", late)
    go_online(page)

    expect(ideas.titles).to_have_text(["Mine, better (conflict copy)", "Theirs"])
    assert titles(nora, "ideas") == ["Theirs", "Mine, better (conflict copy)"]


def test_the_same_edit_on_two_devices_is_no_conflict(page: Page, nora: Visitor) -> None:
    idea = make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    go_offline(page)
    rename(ideas, "Hook", "Same")

    nora.call("PATCH", f"/api/ideas/{idea['id']}", {"base_rev": 1, "title": "Same"})
    go_online(page)

    expect(ideas.titles).to_have_text(["Same"])
    assert titles(nora, "ideas") == ["Same"]


def test_a_private_edit_that_meets_another_becomes_a_private_copy(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Hook", private=True)
    expect(ideas.frame.sync).to_have_text("Synced")
    (item,) = nora.call("GET", "/api/ideas")["items"]
    envelope = _sealed_again(page, item, {"title": "Theirs", "body": ""})
    go_offline(page)
    rename(ideas, "Hook", "Mine")
    expect(ideas.titles).to_have_text(["Mine"])

    headers = {"X-Vault-Epoch": "1", "Origin": nora.url, "Cookie": f"passion_session={nora.secret}"}
    answer = nora.client.patch(f"/api/ideas/{item['id']}", json={"base_rev": 1, "envelope": envelope}, headers=headers)
    assert answer.status_code == 200, answer.text
    go_online(page)

    expect(ideas.titles).to_have_text(["Mine (conflict copy)", "Theirs"])
    assert {each["mode"] for each in nora.call("GET", "/api/ideas")["items"]} == {"private"}


def _sealed_again(page: Page, item: dict[str, Any], content: dict[str, str]) -> Any:
    script = """async ({ item, content }) => {
        const { sealItem } = await import("/assets/vault/contents.js");
        return sealItem(item.t, item.id, item.rev + 1, content);
    }"""
    return page.evaluate(script, {"item": item, "content": content})


def test_an_edit_of_what_was_deleted_elsewhere_is_a_copy(page: Page, nora: Visitor) -> None:
    quest = make_quest(nora, "Finish the EP", "Drums", "Bass")
    quests = show(page, QuestsScreen)
    go_offline(page)
    rename_and_tick(quests, "Finish the EP", "Finish the LP", "Bass")

    nora.call("DELETE", f"/api/quests/{quest['id']}")
    go_online(page)

    expect(quests.active).to_have_text(["Finish the LP (conflict copy)"])
    (copy,) = nora.call("GET", "/api/quests")["items"]
    assert [(step["title"], step["ticked"]) for step in copy["steps"]] == [("Drums", False), ("Bass", True)]


def test_a_deletion_of_what_was_edited_elsewhere_waits_for_a_decision(page: Page, nora: Visitor) -> None:
    idea = make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    go_offline(page)
    ideas.item("Hook").delete.click()
    ideas.deletion.confirm.click()
    expect(ideas.titles).to_have_count(0)

    nora.call("PATCH", f"/api/ideas/{idea['id']}", {"base_rev": 1, "title": "Better"})
    page.context.set_offline(False)

    expect(ideas.titles).to_have_text(["Better"])
    expect(ideas.frame.sync).to_have_text("1 set aside")
    ideas.frame.sync.click()
    aside = ideas.changes.change("Delete idea “Hook”")
    expect(aside.root).to_contain_text("changed on another device")
    aside.try_again.click()
    expect(ideas.changes.aside).to_have_count(0)
    ideas.changes.close.click()
    expect(ideas.frame.sync).to_have_text("Synced")
    expect(ideas.titles).to_have_count(0)
    assert titles(nora, "ideas") == []


def test_what_the_server_refuses_is_set_aside_and_the_rest_goes_on(page: Page, nora: Visitor) -> None:
    habit = make_habit(nora, "Play scales")
    habits = show(page, HabitsScreen)
    go_offline(page)
    for title in ("First", "Last"):
        habits.form.title.fill(title)
        habits.form.create.click()
        expect(habits.habit(title).root).to_be_visible()
        if title == "First":
            habits.habit("Play scales").check_in.click()
            expect(habits.habit("Play scales").undo_check_in).to_be_visible()

    nora.call("POST", f"/api/habits/{habit['id']}/archive", {"archived": True})
    page.context.set_offline(False)

    expect(habits.frame.sync).to_have_text("1 set aside")
    assert set(titles(nora, "habits")) == {"Play scales", "First", "Last"}
    habits.frame.sync.click()
    aside = habits.changes.change("Check in habit “Play scales”")
    expect(aside.root).to_contain_text("This habit is archived. Restore it first.")
    aside.try_again.click()
    expect(aside.root).to_contain_text("This habit is archived. Restore it first.")
    aside.discard.click()
    aside.discard.click()
    expect(habits.changes.aside).to_have_count(0)
    habits.changes.close.click()
    expect(habits.frame.sync).to_have_text("Synced")


def test_a_device_that_was_away_too_long_loses_nothing(page: Page, nora: Visitor) -> None:
    """It reads everything anew; what it cannot place any more is kept for the person to decide about."""
    ideas = show(page, IdeasScreen)
    write(ideas, "Known", "here")
    expect(ideas.frame.sync).to_have_text("Synced")
    (idea,) = nora.call("GET", "/api/ideas")["items"]
    go_offline(page)
    ideas.item("Known").edit.click()
    ideas.dialog.text.fill("changed offline")
    ideas.dialog.save.click()
    write(ideas, "Made offline")
    nora.call("DELETE", f"/api/ideas/{idea['id']}?base_rev=1")
    met = forget_deletions(page)

    page.context.set_offline(False)

    expect(ideas.frame.sync).to_have_text("1 set aside")
    assert len(met) == 1
    expect(ideas.titles).to_have_text(["Made offline"])
    ideas.frame.sync.click()
    ideas.changes.change("Change idea “Known”").keep_as_new.click()
    ideas.changes.close.click()
    expect(ideas.frame.sync).to_have_text("Synced")
    assert titles(nora, "ideas") == ["Made offline", "Known (recovered)"]


def test_ticks_given_to_a_quest_that_was_deleted_are_set_aside(page: Page, nora: Visitor) -> None:
    quest = make_quest(nora, "Finish the EP", "Drums")
    quests = show(page, QuestsScreen)
    go_offline(page)
    quests.quest("Finish the EP").step("Drums").check()

    nora.call("DELETE", f"/api/quests/{quest['id']}")
    page.context.set_offline(False)

    expect(quests.frame.sync).to_have_text("1 set aside")
    quests.frame.sync.click()
    aside = quests.changes.change("Tick a step of quest “Finish the EP”")
    expect(aside.root).to_contain_text("deleted on another device")


def test_an_edit_and_a_deletion_of_what_was_edited_elsewhere_wait_for_a_decision(page: Page, nora: Visitor) -> None:
    idea = make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    go_offline(page)
    rename(ideas, "Hook", "Mine")
    ideas.item("Mine").delete.click()
    ideas.deletion.confirm.click()
    expect(ideas.titles).to_have_count(0)

    nora.call("PATCH", f"/api/ideas/{idea['id']}", {"base_rev": 1, "title": "Theirs"})
    page.context.set_offline(False)

    expect(ideas.frame.sync).to_have_text("1 set aside")
    expect(ideas.titles).to_have_text(["Theirs"])
    ideas.frame.sync.click()
    expect(ideas.changes.aside).to_have_text(["Delete idea “Mine”"])


def test_one_change_that_the_server_does_not_look_at_keeps_no_other_back(page: Page, nora: Visitor) -> None:
    def refuse(route: Route) -> None:
        if "Second" in (route.request.post_data or ""):
            problem = '{"type": "/problems/too-large", "status": 413, "detail": "Too large."}'
            route.fulfill(status=413, body=problem, content_type="application/problem+json")
        else:
            route.continue_()

    ideas = show(page, IdeasScreen)
    page.route("**/api/sync/push", refuse)
    go_offline(page)
    for title in ("First", "Second", "Third"):
        write(ideas, title)

    page.context.set_offline(False)

    expect(ideas.frame.sync).to_have_text("1 set aside")
    assert titles(nora, "ideas") == ["First", "Third"]
    ideas.frame.sync.click()
    expect(ideas.changes.change("Create idea “Second”").root).to_contain_text("Too large.")
