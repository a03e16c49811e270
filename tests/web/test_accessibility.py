"""Everybody can use the pages: measured by axe, and by doing it with the keyboard alone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from fixtures.screens.admin_daw import BackupsScreen
from fixtures.screens.devices import DevicesScreen
from fixtures.screens.focus import FocusScreen
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.items import IdeasScreen, InfobaseScreen, JournalScreen
from fixtures.screens.learning import LearningScreen
from fixtures.screens.login import LoginScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.screen import Screen
from fixtures.screens.settings import SettingsScreen
from fixtures.screens.today import TodayScreen
from fixtures.screens.vault import VaultScreen
from tests.looks import complaints, sideways
from tests.web.going import fill_everything, make_quest, plan_session, show, stamp, start_session
from tests.web.product import Visitor

ALL: tuple[type[Screen], ...] = (
    LoginScreen,
    TodayScreen,
    FocusScreen,
    QuestsScreen,
    HabitsScreen,
    IdeasScreen,
    InfobaseScreen,
    JournalScreen,
    LearningScreen,
    VaultScreen,
    DevicesScreen,
    SettingsScreen,
    BackupsScreen,
)
PROTECTED = ALL[1:]


def a_refused_quest(page: Page) -> None:
    """Leave a form with a problem."""
    quests = show(page, QuestsScreen)
    quests.form.create.click()
    expect(quests.alert).to_be_visible()


def an_open_editor(page: Page) -> None:
    """Leave a dialog open."""
    quests = show(page, QuestsScreen)
    quests.quest("Finish the EP").edit.click()
    expect(quests.dialog.root).to_be_visible()


def lessons_being_read(page: Page) -> None:
    """Leave a lesson and a review open."""
    learning = show(page, LearningScreen)
    card = learning.track("Counterpoint")
    card.lesson("Second species").read.click()
    learning.review("First species").show_text.click()
    expect(card.lesson("Second species").complete).to_be_visible()


def lessons_being_edited(page: Page) -> None:
    """Leave the dialog of a track open, with a field that is refused."""
    learning = show(page, LearningScreen)
    learning.track("Counterpoint").edit.click()
    learning.dialog.lesson_title(2).fill("")
    learning.dialog.save.click()
    expect(learning.dialog.lesson_title(2)).to_have_attribute("aria-invalid", "true")


def a_question_before_deletion(page: Page) -> None:
    """Leave the other dialog open."""
    settings = show(page, SettingsScreen)
    settings.delete_account.click()
    expect(settings.confirm_deletion).to_be_visible()


def _visit(screen: type[Screen]) -> Callable[[Page], None]:
    def visit(page: Page) -> None:
        show(page, screen)

    return visit


SIGHTS: dict[str, Callable[[Page], None]] = {
    **{screen.path: _visit(screen) for screen in ALL},
    "refused": a_refused_quest,
    "editor": an_open_editor,
    "reading": lessons_being_read,
    "lessons": lessons_being_edited,
    "deletion": a_question_before_deletion,
}


@pytest.mark.parametrize("sight", SIGHTS)
def test_everybody_can_use_it(page: Page, nora: Visitor, sight: str) -> None:
    fill_everything(nora)
    make_quest(nora, "x" * 200, "y" * 200)
    SIGHTS[sight](page)

    assert complaints(page) == []
    assert sideways(page) == {}


def test_a_quest_is_made_with_the_keyboard_alone(page: Page) -> None:
    quests = show(page, QuestsScreen)
    for key in ("Tab", "Enter", "Tab"):  # past the banner, by the link that everybody meets first
        page.keyboard.press(key)
    expect(quests.form.title).to_be_focused()

    page.keyboard.type("Learn a fugue")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("02032099")
    while not quests.form.steps.evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("Subject\nAnswer\n")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(quests.status).to_have_text("Learn a fugue created.")
    expect(quests.form.title).to_be_focused()
    expect(quests.form.title).to_have_value("")
    expect(quests.quest("Learn a fugue").step("Answer")).to_be_visible()
    expect(quests.quest("Learn a fugue").root).to_contain_text("Due Tuesday, 3 February 2099")


def test_buttons_of_cards_are_told_apart_by_what_they_are_about(page: Page, nora: Visitor) -> None:
    fill_everything(nora)

    for screen in (QuestsScreen, HabitsScreen, LearningScreen, TodayScreen):
        show(page, screen)
        names = re.findall(r'button "(.*?)"', page.get_by_role("main").aria_snapshot())
        assert len(names) > 2
        assert len(names) == len(set(names)), screen.path


def test_the_editor_gives_the_focus_back(page: Page, nora: Visitor) -> None:
    make_quest(nora, "Finish the EP", "Mix the drums")
    quests = show(page, QuestsScreen)
    quests.quest("Finish the EP").edit.focus()

    page.keyboard.press("Enter")
    expect(quests.dialog.title).to_be_focused()
    page.keyboard.press("Escape")

    expect(quests.quest("Finish the EP").edit).to_be_focused()


def test_the_focus_stays_near_a_card_that_moves_away(page: Page, nora: Visitor) -> None:
    make_quest(nora, "Finish the EP", "Mix the drums")
    quests = show(page, QuestsScreen)
    quests.quest("Finish the EP").archive.focus()

    page.keyboard.press("Enter")

    expect(quests.archived).to_have_text("Finish the EP")
    expect(page.get_by_role("heading", name="Active")).to_be_focused()


def test_the_focus_goes_on_to_the_session_that_was_started(page: Page, nora: Visitor) -> None:
    plan_session(nora, "Mixing", 25)
    today = show(page, TodayScreen)
    today.session("Mixing").start.focus()

    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Go to session")).to_be_focused()


def test_the_focus_goes_on_to_what_is_planned_when_a_session_is_given_up(page: Page, nora: Visitor) -> None:
    start_session(nora, "Mixing", 25, at=datetime.now(UTC))
    focus = show(page, FocusScreen)
    focus.current.abandon.focus()

    page.keyboard.press("Enter")

    expect(focus.status).to_have_text("Mixing abandoned.")
    expect(page.get_by_role("heading", name="Planned")).to_be_focused()


def test_the_focus_goes_on_to_the_history_when_a_session_is_over(page: Page, nora: Visitor) -> None:
    session = start_session(nora, "Mixing", 25, at=datetime.now(UTC) - timedelta(hours=1))
    page.route("**/complete", lambda route: route.fulfill(status=500), times=1)
    focus = show(page, FocusScreen)
    focus.current.pause.focus()
    nora.call("POST", f"/api/focus/{session['id']}/complete", stamp())

    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(focus.past("Mixing").root).to_be_visible()
    expect(page.get_by_role("heading", name="History")).to_be_focused()


@pytest.mark.parametrize("screen", PROTECTED, ids=lambda screen: screen.path)
def test_the_focus_is_seen_wherever_it_is(page: Page, nora: Visitor, screen: type[Screen]) -> None:
    fill_everything(nora)
    show(page, screen)
    unseen = []
    reachable = "a, button:enabled, input:enabled, select:enabled, textarea:enabled"
    for _ in range(page.locator(reachable).filter(visible=True).count()):
        page.keyboard.press("Tab")
        unseen += page.evaluate(
            """() => {
                const here = document.activeElement;
                return getComputedStyle(here).outlineStyle === "none" ? [here.outerHTML] : [];
            }"""
        )

    assert unseen == []
