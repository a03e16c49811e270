"""How the dashboard keeps up, disturbs nobody who reads, and hands over what it shows."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from fixtures.screens.telemetry import TITLES, TelemetryScreen
from reference_server.services.telemetry.meaning import Request
from reference_server.services.telemetry.tally import Batch
from tests.web.admin.telemetry.days import a_day_of_use
from tests.web.going import show
from tests.web.product import Product
from tests.web.test_navigation import mark, same_document
from tests.web.test_time import SECOND, run, stop_clock

LIMIT = "Requests end in server errors"


def unlock(product: Product, times: int = 1) -> None:
    """Let vaults be unlocked, and have that written down."""
    for _ in range(times):
        product.seams.services.telemetry.request(Request("POST", "/api/vault/unlock", 200, 0.1, None, None))
    product.seams.services.telemetry_writing.store()


def test_figures_keep_up_by_themselves(desk: Page, product: Product) -> None:
    unlock(product)
    stop_clock(desk, datetime.now(UTC))
    dashboard = show(desk, TelemetryScreen)
    mark(desk)
    vault = dashboard.section("vault")
    vault.row("unlock:ok").get_by_role("button").focus()
    unlock(product, 2)

    run(desk, 5 * SECOND - timedelta(milliseconds=1))
    expect(vault.figure("unlock_attempts")).to_have_text("1")
    run(desk, timedelta(milliseconds=1))

    expect(vault.figure("unlock_attempts")).to_have_text("3")
    expect(dashboard.key_figure("vault_unlock_attempts")).to_have_text("3")
    expect(vault.row("unlock:ok").get_by_role("button")).to_be_focused()
    assert same_document(desk)


def test_whoever_wants_it_still_gets_it_still(desk: Page, product: Product) -> None:
    unlock(product)
    stop_clock(desk, datetime.now(UTC))
    dashboard = show(desk, TelemetryScreen)
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url) if "/telemetry/" in request.url else None)

    dashboard.live.uncheck()
    run(desk, 20 * SECOND)

    assert [url for url in asked if "assets" not in url] == []


def test_another_range_is_read_at_once_and_for_all(dashboard: TelemetryScreen) -> None:
    expect(dashboard.range.locator("option")).to_have_text(
        ["Last 24 hours", "Last hour", "Last 7 days", "Last 30 days", "Last 90 days", "Last 365 days"]
    )

    dashboard.range.select_option("7d")

    periods = [dashboard.section(name).period for name in TITLES]
    week_ago = f"{datetime.now(UTC) - timedelta(days=7):%-d %b %Y}"
    for period in periods:
        expect(period).to_contain_text(week_ago)


def test_an_answer_that_comes_late_does_not_take_the_place_of_a_newer_one(dashboard: TelemetryScreen) -> None:
    page = dashboard.page
    held: list[Route] = []
    page.route("**/telemetry/e2ee?range=7d", lambda route: held.append(route))  # noqa: PLW0108  no built-in takes attributes
    week_ago = f"{datetime.now(UTC) - timedelta(days=7):%-d %b %Y}"
    dashboard.range.select_option("7d")
    expect(dashboard.section("activity").period).to_contain_text(week_ago)
    with page.expect_response("**/telemetry/e2ee?range=1h"):
        dashboard.range.select_option("1h")

    with page.expect_response("**/telemetry/e2ee?range=7d") as late:
        held[0].continue_()
    late.value.finished()

    with page.expect_response("**/telemetry/sections/**"):  # the page has gone on since
        dashboard.section("vault").row("unlock:ok").get_by_role("button").click()
    for name in ("vault", "activity"):
        expect(dashboard.section(name).period).not_to_contain_text(week_ago)


def test_a_limit_that_is_broken_is_told_first_of_all(desk: Page, product: Product) -> None:
    for code in (200, 500):
        for _ in range(40):
            product.seams.services.telemetry.request(Request("GET", "/api/today", code, 0.01, None, None))
    product.seams.services.telemetry_writing.store()

    dashboard = show(desk, TelemetryScreen)

    expect(dashboard.limits).to_have_text(f"Broken: {LIMIT}.")
    expect(dashboard.limit(LIMIT)).to_contain_text("Broken")
    expect(dashboard.section("errors").root.get_by_text("1 limit broken.")).to_be_visible()
    expect(dashboard.section("errors").root.get_by_role("rowheader").first).to_have_text(LIMIT)


def test_what_is_missing_is_told(desk: Page, product: Product) -> None:
    unlock(product)
    product.seams.services.telemetry.tally.give_back(Batch(lost=3))
    unlock(product)

    show(desk, TelemetryScreen)

    expect(desk.get_by_text("3 events could not be recorded.")).to_be_visible()


def test_a_section_that_fails_leaves_the_others_alone(dashboard: TelemetryScreen) -> None:
    kept = dashboard.section("watcher").figures.all_inner_texts()
    dashboard.page.route("**/telemetry/watcher*", lambda route: route.fulfill(status=503, body=""))

    dashboard.range.select_option("7d")

    expect(dashboard.section("watcher").trouble).to_contain_text("What is shown is of")
    assert dashboard.section("watcher").figures.all_inner_texts() == kept
    expect(dashboard.section("vault").trouble).to_be_empty()


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_is_shown_is_handed_over(dashboard: TelemetryScreen, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "saved"
    with dashboard.page.expect_download() as saved:
        (dashboard.save_table if kind == "csv" else dashboard.save_json).click()
    saved.value.save_as(file)

    assert saved.value.suggested_filename == f"telemetry-24h.{kind}"
    tried = int(dashboard.section("vault").figure("unlock_attempts").inner_text())
    if kind == "csv":
        rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
        assert {row["section"] for row in rows} == set(TITLES)
        (told,) = [row["value"] for row in rows if row["kind"] == "figure" and row["measure"] == "Tries to unlock"]
        assert int(told) == tried
        assert len([row for row in rows if row["section"] == "vault" and row["kind"] == "line"]) == 2 * 25
    else:
        sections = {section["id"]: section for section in json.loads(file.read_text(encoding="utf-8"))["sections"]}
        assert set(sections) == set(TITLES)
        assert sections["vault"]["figures"][0]["value"] == tried


def test_a_label_is_no_formula_and_no_markup(desk: Page, product: Product, tmp_path: Path) -> None:
    """Routes and problems are the server's own words today; a table must not depend on that."""
    for route in ("=1+1", "<b>bold</b>"):
        product.seams.services.telemetry.request(Request("GET", route, 404, 0.1, None, "not-found"))
    product.seams.services.telemetry_writing.store()
    dashboard = show(desk, TelemetryScreen)

    with desk.expect_download() as saved:
        dashboard.save_table.click()
    saved.value.save_as(tmp_path / "saved.csv")

    expect(dashboard.section("performance").row("GET:<b>bold</b>")).to_contain_text("<b>bold</b>")
    rows = csv.DictReader((tmp_path / "saved.csv").read_text(encoding="utf-8").splitlines())
    assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row.values())


def test_a_year_is_told_week_by_week(desk: Page, product: Product) -> None:
    a_day_of_use(product, people=2)
    dashboard = show(desk, TelemetryScreen)

    dashboard.range.select_option("365d")

    section = dashboard.section("vault")
    section.as_table.click()
    expect(section.root.locator("[data-part=times] tr")).to_have_count(53)
