"""Commands: each is carried out once, in order, and says how it ended."""

import pytest
from playwright.sync_api import Page, Request, Route, expect

from fixtures.screens.habits import HabitsScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.today import TodayScreen
from tests.web.going import make_habit, make_quest, show
from tests.web.product import Visitor


def test_a_reward_is_counted_in_the_totals_of_the_day(page: Page, nora: Visitor) -> None:
    make_quest(nora, "Finish the EP", "Drums")
    today = show(page, TodayScreen)

    today.quest("Finish the EP").step("Drums").check()

    expect(today.quest("Finish the EP").reward).to_have_text("Reward: 10 points")
    expect(page.get_by_text("10 reward points today")).to_be_visible()


def test_a_double_click_is_one_press(page: Page, nora: Visitor) -> None:
    make_habit(nora, "Play scales")
    habits = show(page, HabitsScreen)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if "/api/habits" in request.url else None)

    habits.habit("Play scales").check_in.dblclick()

    expect(habits.status).to_have_text("Play scales: checked in.")
    expect(habits.habit("Play scales").undo_check_in).to_be_enabled()
    assert [request.url.rpartition("/")[2] for request in sent] == ["check-in"]


def test_a_double_click_makes_one_thing(page: Page, nora: Visitor) -> None:
    habits = show(page, HabitsScreen)
    habits.form.title.fill("Play scales")

    habits.form.create.dblclick()

    expect(habits.kept).to_have_text("Play scales")
    expect(habits.alert).to_be_hidden()
    assert len(nora.call("GET", "/api/habits")["items"]) == 1


def test_quick_ticks_are_all_kept_in_order(page: Page, nora: Visitor) -> None:
    steps = [f"Bar {number}" for number in range(1, 9)]
    quest = make_quest(nora, "Write eight bars", *steps)
    quests = show(page, QuestsScreen)
    boxes = [quests.quest("Write eight bars").step(step) for step in steps]

    page.evaluate("() => document.querySelectorAll('article input').forEach((box) => box.click())")

    for box in boxes:
        expect(box).to_be_checked()
    expect(quests.status).to_have_text("Write eight bars completed.")
    assert nora.call("GET", f"/api/quests/{quest['id']}")["progress"] == {"ticked": 8, "total": 8}


def test_a_tick_whose_answer_broke_off_counts_once(page: Page, nora: Visitor) -> None:
    quest = make_quest(nora, "Finish the EP", "Drums")
    quests = show(page, QuestsScreen)

    def cut(route: Route) -> None:
        route.fulfill(response=route.fetch(), body='{"id": "half of')

    page.route("**/tick", cut)
    quests.quest("Finish the EP").step("Drums").click()

    expect(quests.completed).to_have_text("Finish the EP")
    expect(quests.quest("Finish the EP").step("Drums")).to_be_checked()
    expect(quests.alert).to_be_hidden()
    expect(quests.frame.sync).to_have_text("Synced")
    assert nora.call("GET", f"/api/quests/{quest['id']}")["status"] == "completed"


def test_a_tick_that_cannot_be_sent_is_kept_and_marked(page: Page, nora: Visitor) -> None:
    quest = make_quest(nora, "Finish the EP", "Drums")
    quests = show(page, QuestsScreen)
    page.route("**/api/**", lambda route: route.abort())

    quests.quest("Finish the EP").step("Drums").click()

    expect(quests.status).to_have_text("Finish the EP completed. It is kept on this device until it can be sent.")
    expect(quests.quest("Finish the EP").step("Drums")).to_be_checked()
    expect(quests.quest("Finish the EP").pending).to_have_text("Not sent yet")
    expect(quests.frame.sync).to_have_text("Offline · 1 waiting")
    assert nora.call("GET", f"/api/quests/{quest['id']}")["status"] == "active"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_server_in_trouble_is_spoken_of_plainly(page: Page, method: str) -> None:
    def fail(route: Route) -> None:
        if route.request.method == method:
            route.fulfill(status=500, body="<h1>Internal error</h1>", content_type="text/html")
        else:
            route.continue_()

    page.route("**/api/habits*", fail)
    habits = show(page, HabitsScreen)
    habits.form.title.fill("Play scales")
    if method == "POST":
        habits.form.create.click()

    expect(habits.alert).to_have_text("The server could not do this just now (500). Please try again.")
    expect(habits.form.title).to_have_value("Play scales")
