"""Going from page to page: the document stays, and everything else is as after a full load."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, Route, expect

from fixtures.screens.focus import FocusScreen
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.today import TodayScreen
from reference_server.routes.here import SESSION_COOKIE
from tests.web.going import make_habit, make_quest, show, start_session
from tests.web.product import Product, Visitor
from tests.web.sources import EVERYBODYS
from tests.web.test_time import MINUTE, run, stop_clock

MARK = "() => { document.documentElement.dataset.mark = 'same'; }"


def mark(page: Page) -> None:
    """Leave a mark that only lasts as long as the document."""
    page.evaluate(MARK)


def same_document(page: Page) -> bool:
    """Say whether the mark is still there."""
    return bool(page.evaluate("() => document.documentElement.dataset.mark === 'same'"))


def test_every_page_is_reached_without_leaving_the_document(page: Page) -> None:
    today = show(page, TodayScreen)
    mark(page)

    for path, title in [*list(EVERYBODYS.items())[1:], ("today", "Today")]:
        today.frame.link(title).click()
        expect(page).to_have_title(f"{title} · Passion OS")
        expect(page).to_have_url(f"/{path}")
        today.ready()
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        expect(today.frame.navigation.locator("[aria-current]")).to_have_text(title)

    assert same_document(page)


def test_a_page_reached_so_does_all_that_it_does_otherwise(page: Page, nora: Visitor) -> None:
    make_habit(nora, "Play scales")
    today = show(page, TodayScreen)
    today.frame.link("Habits").click()
    habits = HabitsScreen(page)

    habits.habit("Play scales").check_in.click()
    expect(habits.status).to_have_text("Play scales: checked in.")
    habits.frame.link("Quests").click()
    quests = QuestsScreen(page)
    quests.form.title.fill("Learn a fugue")
    quests.form.steps.fill("Subject")
    quests.form.create.click()
    expect(quests.status).to_have_text("Learn a fugue created.")
    quests.frame.link("Today").click()

    expect(today.quests).to_have_text(["Learn a fugue"])
    expect(today.habit("Play scales").undo_check_in).to_be_visible()


def test_back_and_forward_lead_through_the_pages(page: Page, nora: Visitor) -> None:
    make_quest(nora, "Finish the EP", "Drums")
    today = show(page, TodayScreen)
    mark(page)
    for name in ("Quests", "Habits"):
        today.frame.link(name).click()
        expect(page).to_have_title(f"{name} · Passion OS")

    page.go_back()
    expect(QuestsScreen(page).active).to_have_text("Finish the EP")
    page.go_back()
    expect(today.quests).to_have_text("Finish the EP")
    page.go_forward()
    expect(QuestsScreen(page).active).to_have_text("Finish the EP")

    expect(page).to_have_url("/quests")
    assert same_document(page)


def test_the_page_is_announced(page: Page) -> None:
    today = show(page, TodayScreen)

    today.frame.link("Quests").click()

    expect(page.locator("#arrival")).to_have_text("Quests · Passion OS")


def test_the_last_of_two_clicks_counts(page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/quests", lambda route: waiting.append(route))  # noqa: PLW0108  the driver takes functions only
    today = show(page, TodayScreen)
    mark(page)
    with page.expect_request("**/quests"):
        today.frame.link("Quests").click()

    today.frame.link("Habits").click()
    expect(page).to_have_title("Habits · Passion OS")
    for route in waiting:
        route.continue_()
    HabitsScreen(page).ready()

    expect(page).to_have_url("/habits")
    expect(page.get_by_role("heading", level=1)).to_have_text("Habits")
    assert same_document(page)


def cut(route: Route) -> None:
    """Give no answer."""
    route.abort()


def fail(route: Route) -> None:
    """Answer that it is not to be had."""
    route.fulfill(status=503)


@pytest.mark.parametrize("trouble", [cut, fail])
@pytest.mark.parametrize("what", ["**/quests", "**/assets/quests.js"])
def test_a_page_that_is_not_to_be_had_so_is_loaded_in_full(
    page: Page, trouble: Callable[[Route], None], what: str
) -> None:
    today = show(page, TodayScreen)
    mark(page)
    page.route(what, trouble, times=1)

    today.frame.link("Quests").click()

    quests = QuestsScreen(page)
    expect(quests.form.create).to_be_visible()
    expect(page).to_have_url("/quests")
    assert not same_document(page)


def test_somebody_who_is_signed_out_is_led_to_sign_in(page: Page, nora: Visitor) -> None:
    today = show(page, TodayScreen)
    nora.call("POST", "/api/auth/logout")

    today.frame.link("Quests").click()

    page.wait_for_url("**/login?return_to=/quests")


def test_a_click_for_another_tab_is_the_browsers(page: Page) -> None:
    today = show(page, TodayScreen)

    with page.context.expect_page() as opened:
        today.frame.link("Quests").click(modifiers=["ControlOrMeta"])

    QuestsScreen(opened.value).ready()
    expect(page).to_have_url("/today")


def test_a_link_to_a_place_leads_to_that_place(page: Page, nora: Visitor) -> None:
    start_session(nora, "Mixing", 25, at=datetime.now(UTC))
    today = show(page, TodayScreen)

    today.session("Mixing").root.get_by_role("link").click()

    expect(page).to_have_url("/focus#current-session")
    expect(FocusScreen(page).current.root).to_be_focused()


def test_what_a_page_left_running_stops(page: Page, nora: Visitor) -> None:
    now = datetime.now(UTC)
    start_session(nora, "Mixing", 1, at=now - MINUTE / 2)
    stop_clock(page, now)
    focus = show(page, FocusScreen)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    focus.frame.link("Quests").click()
    expect(page).to_have_title("Quests · Passion OS")
    QuestsScreen(page).ready()
    run(page, MINUTE)

    assert [url for url in sent if url.endswith("/complete")] == []


def test_a_command_that_ends_on_the_next_page_disturbs_nothing(page: Page, nora: Visitor) -> None:
    defects: list[str] = []
    page.on("pageerror", lambda error: defects.append(str(error)))
    quests = show(page, QuestsScreen)
    waiting: list[Route] = []
    page.route("**/api/quests", lambda route: waiting.append(route))  # noqa: PLW0108  the driver takes functions only
    quests.form.title.fill("Learn a fugue")
    quests.form.steps.fill("Subject")
    with page.expect_request("**/api/quests"):
        quests.form.create.click()
    quests.frame.link("Habits").click()
    expect(page).to_have_title("Habits · Passion OS")

    waiting[0].continue_()

    expect(page.get_by_role("status")).to_have_text("Learn a fugue created.")
    HabitsScreen(page).ready()
    expect(page.get_by_role("alert")).to_be_hidden()
    assert defects == []


def test_somebody_else_who_signed_in_meanwhile_gets_a_document_of_their_own(page: Page, product: Product) -> None:
    today = show(page, TodayScreen)
    mark(page)
    other = product.visitor("Ole Sommer")
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": other.secret, "url": other.url}])

    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(today.greeting).to_have_text("Hello, Ole Sommer")
    assert not same_document(page)
