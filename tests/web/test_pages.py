"""The pages in a real browser, against the real application."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from fixtures.screens.devices import DevicesScreen
from fixtures.screens.focus import FocusScreen
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.login import LoginScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.settings import SettingsScreen
from fixtures.screens.today import TodayScreen
from tests.web.going import complaints_of, fill_everything, make_habit, make_quest, plan_session, show
from tests.web.product import Visitor

ALL = (LoginScreen, TodayScreen, FocusScreen, QuestsScreen, HabitsScreen, DevicesScreen, SettingsScreen)
MARKUP = '<img src=x onerror="document.title=1"><b>bold</b>'


def test_pages_load_without_a_complaint_and_from_one_origin(page: Page, nora: Visitor) -> None:
    fill_everything(nora)
    complaints = complaints_of(page)
    origins: set[str] = set()
    page.on("request", lambda request: origins.add("{0.scheme}://{0.netloc}".format(urlsplit(request.url))))

    for screen in ALL:
        show(page, screen)

    assert complaints == []
    assert origins == {nora.url}


def test_markup_is_shown_as_the_text_it_is(page: Page, nora: Visitor) -> None:
    make_quest(nora, MARKUP, MARKUP)
    make_habit(nora, MARKUP)
    plan_session(nora, MARKUP, 5)
    nora.call("PATCH", "/api/auth/me", {"name": MARKUP})

    today = show(page, TodayScreen)

    for titles in (today.quests, today.habits, today.sessions):
        expect(titles).to_have_text([MARKUP])
    expect(today.greeting).to_have_text(f"Hello, {MARKUP}")
    expect(today.quest(MARKUP).step(MARKUP)).to_be_visible()
    expect(today.habit(MARKUP).check_in).to_have_accessible_name(f"Check in {MARKUP}")
    expect(page.locator("main b, main img, header b")).to_have_count(0)


def test_what_another_device_did_is_seen_on_return(page: Page, nora: Visitor) -> None:
    habits = show(page, HabitsScreen)
    make_habit(nora, "Play scales")

    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(habits.kept).to_have_text("Play scales")
