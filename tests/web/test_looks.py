"""What must be seen under special circumstances: forced colours, a small screen, paper."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from fixtures.screens.quests import QuestsScreen
from fixtures.screens.settings import SettingsScreen
from tests.looks import complaints, sideways
from tests.web.going import make_quest, show
from tests.web.product import Visitor


def ground(place: Locator) -> str:
    """Return the colour behind an element."""
    colour: str = place.evaluate("element => getComputedStyle(element).backgroundColor")
    return colour


def test_forced_colours_leave_progress_and_the_present_page_to_be_seen(page: Page, nora: Visitor) -> None:
    make_quest(nora, "Finish the EP", "Drums", "Bass")
    page.emulate_media(forced_colors="active")
    quests = show(page, QuestsScreen)
    quests.quest("Finish the EP").step("Drums").check()
    expect(quests.status).to_have_text("Finish the EP: 1 of 2 done.")

    progress = quests.quest("Finish the EP").progress
    assert ground(progress.locator("> *")) != ground(progress)
    expect(progress).to_have_css("border-top-style", "solid")
    assert ground(quests.frame.link("Quests")) != ground(quests.frame.link("Habits"))


def test_the_status_line_covers_nothing_that_has_the_focus(page: Page, nora: Visitor) -> None:
    for number in range(6):
        make_quest(nora, f"Quest {number}", "Drums")
    make_quest(nora, "x" * 200, "Drums")
    page.set_viewport_size({"width": 400, "height": 640})
    quests = show(page, QuestsScreen)
    quests.quest("x" * 200).step("Drums").check()
    expect(quests.status).to_have_text("x" * 200 + " completed.")
    page.locator("body").evaluate("() => scrollTo(0, 0)")

    covered = []
    for control in page.locator("main :is(input, button, textarea):visible").all():
        control.focus()
        if overlap(control, quests.status):
            covered.append(control.evaluate("element => element.outerHTML"))

    assert covered == []


def overlap(one: Locator, other: Locator) -> bool:
    """Say whether two things that are shown share a part of the screen."""
    first, second = box(one), box(other)
    return bool(first["y"] < second["y"] + second["height"] and second["y"] < first["y"] + first["height"])


def box(place: Locator) -> Any:
    """Return where a thing is on the screen."""
    return place.evaluate("element => element.getBoundingClientRect().toJSON()")


def test_the_settings_are_printed(page: Page) -> None:
    settings = show(page, SettingsScreen)

    page.emulate_media(media="print")

    expect(settings.name).to_be_visible()
    expect(settings.save).to_be_hidden()


def test_a_page_that_is_hard_to_use_is_told(page: Page) -> None:
    page.set_content(
        """<!doctype html><html lang="en"><title>Hard</title><meta name="viewport" content="width=device-width">
        <style>@media (prefers-color-scheme: dark) { p { color: #ccc; background: #fff } }</style>
        <main><h1>Hard</h1><p>To read in the dark</p><div style="width: 350px">Wide</div></main></html>"""
    )

    assert [each.partition(": <")[0] for each in complaints(page)] == ["dark: color-contrast"]
    assert list(sideways(page)) == [320]
