"""Changes that were made offline meet what is there already: their own answers, other tabs, and one another."""

from functools import partial

import pytest
from playwright.sync_api import Page, Route, expect

from fixtures.eventually import eventually
from fixtures.screens.items import IdeasScreen
from fixtures.screens.quests import QuestsScreen
from reference_server.routes.here import SESSION_COOKIE
from tests.web.going import make_quest, show, stamp
from tests.web.offline.going_offline import (
    forget_deletions,
    go_offline,
    go_online,
    lose_the_answer,
    make_idea,
    rename,
    rename_and_tick,
    titles,
    write,
)
from tests.web.product import Visitor
from tests.web.vault.vaults import set_up_vault


def answer_instead(route: Route, status: int) -> None:
    """Let the server do it, and the page hear of a gateway's trouble."""
    route.fetch()
    route.fulfill(status=status)


def test_a_change_whose_answer_was_lost_is_shown_once(page: Page, nora: Visitor) -> None:
    """The server may have told of it before it is asked about it: the change is not on top of itself then."""
    idea = make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    page.route("**/api/ideas/*", lose_the_answer, times=1)

    rename(ideas, "Hook", "Once")
    expect(ideas.frame.sync).to_have_text("Synced")
    rename(ideas, "Once", "Twice")
    expect(ideas.frame.sync).to_have_text("Synced")

    ideas = show(page, IdeasScreen)
    expect(ideas.titles).to_have_text(["Twice"])
    assert nora.call("GET", f"/api/ideas/{idea['id']}")["rev"] == 3


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_change_that_a_gateway_answered_is_made_once(page: Page, nora: Visitor, status: int) -> None:
    """The server may have done it all the same: whoever asks again under another name does it twice."""
    ideas = show(page, IdeasScreen)
    page.route("**/api/ideas", partial(answer_instead, status=status), times=1)

    write(ideas, "Hook")

    expect(ideas.frame.sync).to_have_text("Synced")
    expect(ideas.item("Hook").pending).to_be_hidden()
    assert titles(nora, "ideas") == ["Hook"]


def test_a_change_that_the_server_took_is_no_damage_before_it_is_told_of(page: Page, nora: Visitor) -> None:
    """A page that was left between the answer and the next poll begins with the older row, and the change on top."""
    make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    page.route("**/api/sync/poll?*", lambda route: route.abort())
    rename(ideas, "Hook", "Once")

    ideas = show(page, IdeasScreen)
    expect(ideas.titles).to_have_text(["Once"])

    page.unroute("**/api/sync/poll?*")
    ideas = show(page, IdeasScreen)
    expect(ideas.frame.sync).to_have_text("Synced")
    expect(ideas.titles).to_have_text(["Once"])


def test_an_edit_is_right_while_the_outcome_of_the_one_before_is_not_known(page: Page, nora: Visitor) -> None:
    make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    page.route("**/api/sync/push", lambda route: route.fulfill(status=503), times=2)
    page.route("**/api/ideas/*", lose_the_answer, times=1)

    rename(ideas, "Hook", "Once")
    rename(ideas, "Once", "Twice")

    expect(ideas.frame.sync).to_have_text("Synced", timeout=15_000)
    expect(ideas.titles).to_have_text(["Twice"])
    assert titles(nora, "ideas") == ["Twice"]


def test_an_answer_that_was_long_on_its_way_takes_nothing_from_another_tab(page: Page, nora: Visitor) -> None:
    make_idea(nora, "Old")
    ideas = show(page, IdeasScreen)
    held: list[Route] = []
    other = page.context.new_page()
    show(other, IdeasScreen)
    other.route("**/api/sync/poll?*", lambda route: held.append(route), times=1)  # noqa: PLW0108  functions only
    with other.expect_request("**/api/sync/poll?*"):
        other.evaluate("() => dispatchEvent(new Event('focus'))")

    eventually(lambda: (other.title(), held)[1], until=bool, awaiting="the poll to be held")
    answer = held[0].fetch()
    write(ideas, "New")
    expect(IdeasScreen(other).titles).to_have_text(["New", "Old"])
    with other.expect_response("**/api/sync/poll?*"):
        held[0].fulfill(response=answer)

    expect(IdeasScreen(other).titles).to_have_text(["New", "Old"])
    expect(ideas.titles).to_have_text(["New", "Old"])


def test_an_edit_after_a_change_of_privacy_goes_into_the_copy(page: Page, nora: Visitor) -> None:
    idea = make_idea(nora, "Hook")
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    go_offline(page)
    ideas.item("Hook").edit.click()
    ideas.dialog.private.set_checked(True)
    ideas.dialog.save.click()
    expect(ideas.item("Hook").mode).to_have_text("Private")
    rename(ideas, "Hook", "Later")
    headers = {"X-Vault-Epoch": "1", "Origin": nora.url, "Cookie": f"{SESSION_COOKIE}={nora.secret}"}
    change = {"base_rev": 1, "title": "Theirs"}
    nora.client.patch(f"/api/ideas/{idea['id']}", json=change, headers=headers).raise_for_status()

    go_online(page)

    expect(ideas.titles).to_have_text(["Later (conflict copy)", "Theirs"])


def test_ticks_stay_with_the_quest_when_an_edit_becomes_a_copy(page: Page, nora: Visitor) -> None:
    """And a reward is not granted again for a copy of what was completed."""
    quest = make_quest(nora, "Finish the EP", "Drums")
    quests = show(page, QuestsScreen)
    go_offline(page)
    rename_and_tick(quests, "Finish the EP", "Finish it", "Drums")
    expect(quests.quest("Finish it").pending).to_have_text("Not sent yet")
    nora.call("PATCH", f"/api/quests/{quest['id']}", {"base_rev": 1, "title": "Theirs", **stamp()})

    go_online(page)

    found = {each["title"]: each["progress"]["ticked"] for each in nora.call("GET", "/api/quests")["items"]}
    assert found == {"Theirs": 1, "Finish it (conflict copy)": 0}
    assert nora.call("GET", "/api/auth/me")["balance"]["reward_points"] == quest["reward_points"]


def test_a_recovered_quest_keeps_its_ticks(page: Page, nora: Visitor) -> None:
    quest = make_quest(nora, "Finish the EP", "Drums", "Bass")
    quests = show(page, QuestsScreen)
    go_offline(page)
    rename_and_tick(quests, "Finish the EP", "Finish it", "Drums")
    expect(quests.quest("Finish it").pending).to_have_text("Not sent yet")
    nora.call("DELETE", f"/api/quests/{quest['id']}")
    met = forget_deletions(page)

    page.context.set_offline(False)
    expect(quests.frame.sync).to_have_text("1 waiting · 1 set aside")
    quests.frame.sync.click()
    quests.changes.change("Change quest “Finish it”").keep_as_new.click()
    quests.changes.close.click()

    expect(quests.frame.sync).to_have_text("Synced")
    assert len(met) == 1
    (kept,) = nora.call("GET", "/api/quests")["items"]
    assert kept["title"] == "Finish it (recovered)"
    assert [step["ticked"] for step in kept["steps"]] == [True, False]


def test_what_was_wholly_made_offline_goes_although_the_device_was_away_too_long(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    go_offline(page)
    write(ideas, "Made")
    rename(ideas, "Made", "Made better")
    met = forget_deletions(page)

    go_online(page)

    assert len(met) == 1
    assert titles(nora, "ideas") == ["Made better"]
