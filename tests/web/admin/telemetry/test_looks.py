"""The dashboard for everybody: each of its states measured by axe, on a phone, by the keyboard, on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fixtures.screens.telemetry import TelemetryScreen
from tests.looks import complaints, sideways
from tests.web.going import complaints_of, show
from tests.web.product import Visitor


def whole(dashboard: TelemetryScreen) -> None:
    """Leave everything as it is, all tables open."""
    for summary in dashboard.page.locator("summary").all():
        summary.click()


def about_a_row(dashboard: TelemetryScreen) -> None:
    """Leave the dialog about a route open."""
    dashboard.section("performance").row("GET:/api/today").get_by_role("button").click()
    expect(dashboard.detail.charts).to_have_count(5)


def row_that_failed(dashboard: TelemetryScreen) -> None:
    """Leave the dialog with a problem."""
    dashboard.page.route("**/telemetry/sections/**", lambda route: route.abort())
    dashboard.section("vault").row("unlock:ok").get_by_role("button").click()
    expect(dashboard.detail.problem).to_be_visible()


def troubled(dashboard: TelemetryScreen) -> None:
    """Leave sections that could not be refreshed."""
    dashboard.page.route("**/api/admin/telemetry/**", lambda route: route.abort())
    dashboard.range.select_option("1h")
    expect(dashboard.section("errors").trouble).not_to_be_empty()


@pytest.mark.parametrize(
    "sight", [whole, about_a_row, row_that_failed, troubled], ids=lambda sight: str(sight.__name__)
)
def test_everybody_can_use_it(dashboard: TelemetryScreen, sight: Callable[[TelemetryScreen], None]) -> None:
    sight(dashboard)

    assert complaints(dashboard.page) == []
    assert sideways(dashboard.page) == {}


def test_everybody_can_use_it_when_there_is_nothing_yet(desk: Page) -> None:
    dashboard = show(desk, TelemetryScreen)
    expect(dashboard.section("vault").nothing).to_be_visible()
    expect(desk.get_by_text("Nothing has been recorded yet.")).to_be_visible()

    assert complaints(desk) == []
    assert sideways(desk) == {}


def test_others_than_administrators_are_told_so(page: Page, nora: Visitor) -> None:
    dashboard = show(page, TelemetryScreen)

    expect(dashboard.denied).to_be_visible()
    expect(dashboard.section("activity").root).to_be_hidden()
    assert complaints(page) == []


def test_a_chart_is_read_by_the_keyboard(dashboard: TelemetryScreen) -> None:
    chart = dashboard.section("vault").charts.first
    told = dashboard.section("vault").root.locator("[data-part=told]").first
    expect(chart).to_have_accessible_name("Unlocked, Wrong passphrase, over time")
    expect(chart).to_have_accessible_description("Arrow keys read the values one after the other.")

    chart.focus()
    chart.press("End")
    expect(told).to_contain_text("Unlocked 12, Wrong passphrase")
    last = told.inner_text()
    chart.press("ArrowLeft")
    expect(told).not_to_have_text(last)
    chart.press("ArrowRight")
    expect(told).to_have_text(last)
    chart.press("Home")
    expect(told).not_to_have_text(last)
    chart.press("Escape")

    expect(told).to_be_empty()


def test_a_chart_is_read_by_pointing(dashboard: TelemetryScreen) -> None:
    section = dashboard.section("search")
    told = section.root.locator("[data-part=told]").first

    section.charts.first.hover()

    expect(told).to_contain_text("Searches")
    dashboard.range.hover()
    expect(told).to_be_empty()


def test_the_dashboard_is_printed_with_its_charts_and_tables(dashboard: TelemetryScreen) -> None:
    dashboard.page.emulate_media(media="print")

    expect(dashboard.section("performance").charts.first).to_be_visible()
    expect(dashboard.section("performance").root.get_by_role("table").last).to_be_visible()
    expect(dashboard.section("performance").root.get_by_text("GET /api/today")).to_be_visible()
    expect(dashboard.save_table).to_be_hidden()
    expect(dashboard.live).to_be_hidden()


def test_the_page_loads_without_a_complaint(desk: Page, dashboard: TelemetryScreen) -> None:
    said = complaints_of(desk)

    dashboard.frame.link("Today").click()
    expect(desk).to_have_title("Today · Passion OS")
    dashboard.frame.link("Telemetry").click()
    dashboard.ready()

    expect(dashboard.section("vault").charts.first).to_be_visible()
    assert said == []
