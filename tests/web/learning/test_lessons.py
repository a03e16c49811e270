"""Lessons are read and completed, reviews are answered: by keyboard too, and on the person's own days."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from fixtures.screens.learning import LearningScreen
from fixtures.screens.screen import Screen
from fixtures.screens.today import TodayScreen
from tests.web.going import complete_lesson, make_track, show
from tests.web.product import Visitor

A_DAY = timedelta(days=1)


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def test_a_track_is_learned_with_the_keyboard_alone(page: Page) -> None:
    learning = show(page, LearningScreen)
    press(page, "Tab", "Enter", "Tab")  # past the banner
    page.keyboard.type("Counterpoint")
    press(page, "Tab")
    page.keyboard.type("First species")
    press(page, "Tab")
    page.keyboard.type("Note against note")
    press(page, "Tab", "Enter")
    expect(learning.form.lesson_title(2)).to_be_focused()
    page.keyboard.type("Second species")
    press(page, "Tab", "Tab", "Tab", "Tab", "Tab", "Enter")
    expect(learning.status).to_have_text("Counterpoint created.")

    card = learning.track("Counterpoint")
    card.lesson("First species").read.focus()
    press(page, "Enter", "Tab", "Enter")

    expect(learning.status).to_have_text("First species completed.")
    expect(card.lesson("Second species").read).to_be_focused()
    expect(card.lesson("First species").standing).to_contain_text("Completed")
    press(page, "Enter", "Tab", "Enter")
    expect(card.progress).to_have_attribute("aria-valuenow", "2")
    expect(page.get_by_role("button", name="Close Second species")).to_be_focused()


def test_reviews_are_answered_with_the_keyboard_alone(page: Page, nora: Visitor) -> None:
    track = make_track(nora, "Counterpoint", "First", "Second")
    for place in (0, 1):
        complete_lesson(nora, track, place, datetime.now(UTC) - 3 * A_DAY)
    learning = show(page, LearningScreen)
    expect(learning.reviews).to_have_text(["First", "Second"])
    learning.review("First").show_text.focus()

    press(page, "Enter")
    expect(learning.review("First").root).to_contain_text("Text of First")
    press(page, "Shift+Tab", "Enter")

    tomorrow, later = ((datetime.now(UTC) + days * A_DAY).strftime("%-d %B %Y") for days in (1, 2))
    expect(learning.status).to_contain_text("First: not known. Next review on ")
    expect(learning.status).to_contain_text(f"{tomorrow}.")
    expect(page.get_by_role("heading", name="Due for review")).to_be_focused()
    press(page, "Tab", "Enter")
    expect(learning.status).to_contain_text("Second: known. Next review on ")
    expect(learning.status).to_contain_text(f"{later}.")
    expect(learning.nothing_due).to_be_visible()
    assert [lesson["review"]["box"] for lesson in nora.call("GET", f"/api/learning/{track['id']}")["lessons"]] == [1, 2]


def test_today_asks_for_reviews_and_leads_to_learning(page: Page, nora: Visitor) -> None:
    complete_lesson(nora, make_track(nora, "Counterpoint", "First"), 0, datetime.now(UTC) - 3 * A_DAY)
    today = show(page, TodayScreen)
    expect(today.review("First").root).to_contain_text("Counterpoint · box 1 of 5")

    page.get_by_role("link", name="Go to Learning").click()
    learning = LearningScreen(page)
    learning.ready()
    learning.review("First").knew.click()
    expect(learning.nothing_due).to_be_visible()

    expect(show(page, TodayScreen).nothing_due).to_be_visible()


def test_a_completed_lesson_is_among_what_today_has_earned(page: Page, nora: Visitor) -> None:
    complete_lesson(nora, make_track(nora, "Counterpoint", "First"), 0)

    show(page, TodayScreen)

    expect(page.get_by_text("2 reward points today")).to_be_visible()


def test_a_lesson_that_was_completed_elsewhere_is_no_error(page: Page, nora: Visitor) -> None:
    track = make_track(nora, "Counterpoint", "First", "Second")
    learning = show(page, LearningScreen)
    card = learning.track("Counterpoint")
    card.lesson("First").read.click()
    complete_lesson(nora, track, 0)

    card.lesson("First").complete.click()

    expect(learning.status).to_have_text("First completed.")
    expect(learning.alert).to_be_hidden()
    expect(card.lesson("Second").standing).to_have_text("Open")


def test_a_refusal_is_told_and_the_page_is_brought_up_to_date(page: Page, nora: Visitor) -> None:
    track = make_track(nora, "Counterpoint", "First", "Second")
    complete_lesson(nora, track, 0)
    learning = show(page, LearningScreen)
    card = learning.track("Counterpoint")
    card.lesson("Second").read.click()
    lessons = [{"title": "Before all"}, *({"id": each["id"], "title": each["title"]} for each in track["lessons"])]
    nora.call("PATCH", f"/api/learning/{track['id']}", {"lessons": lessons})

    card.lesson("Second").complete.click()

    expect(learning.alert).to_have_text('This lesson is locked. Complete "Before all" first.')
    expect(card.lesson("Before all").standing).to_have_text("Open")
    expect(card.lesson("Second").standing).to_have_text("Locked")
    expect(card.lesson("Second").complete).to_be_hidden()


def test_a_failure_to_load_is_told(page: Page, nora: Visitor) -> None:
    page.route("**/api/learning*", lambda route: route.fulfill(status=500, body="{}"))

    page.goto(LearningScreen.path)

    expect(Screen(page).alert).to_have_text("The server could not do this just now (500). Please try again.")


def test_what_is_learned_is_printed_without_its_buttons(page: Page, nora: Visitor) -> None:
    complete_lesson(nora, make_track(nora, "Counterpoint", "First", "Second"), 0)
    learning = show(page, LearningScreen)
    learning.track("Counterpoint").lesson("First").read.click()

    page.emulate_media(media="print")

    expect(learning.track("Counterpoint").lesson("First").root).to_contain_text("Text of First")
    expect(page.get_by_text("Text of First")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
