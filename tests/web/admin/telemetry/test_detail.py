"""The dialog about a row: what stands in it while it reads, and where the keyboard is afterwards."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from fixtures.screens.telemetry import TelemetryScreen
from reference_server.services.telemetry.meaning import Request
from tests.web.going import show
from tests.web.product import Product
from tests.web.test_time import SECOND, run, stop_clock

UNLOCKED, WRONG = "unlock:ok", "unlock:bad_passphrase"


@pytest.fixture
def live(desk: Page, product: Product) -> TelemetryScreen:
    """The page after two kinds of tries to unlock, its clock standing still."""
    for code, problem in ((200, None), (401, "wrong-passphrase")):
        product.seams.services.telemetry.request(Request("POST", "/api/vault/unlock", code, 0.1, None, problem))
    product.seams.services.telemetry_writing.store()
    stop_clock(desk, datetime.now(UTC))
    return show(desk, TelemetryScreen)


def refresh(live: TelemetryScreen) -> None:
    """Let the page refresh once, until it says so."""
    before = live.refreshed.inner_text()
    run(live.page, 5 * SECOND)
    expect(live.refreshed).not_to_have_text(before)


@pytest.mark.parametrize("by", ["button", "Escape"])
def test_the_keyboard_is_back_at_its_row_after_a_refresh(live: TelemetryScreen, by: str) -> None:
    vault = live.section("vault")
    vault.more_about(UNLOCKED).click()
    expect(live.detail.charts.first).to_be_visible()

    refresh(live)
    if by == "button":
        live.detail.close.click()
    else:
        live.page.keyboard.press(by)

    expect(vault.more_about(UNLOCKED)).to_be_focused()


def test_the_keyboard_is_at_the_heading_when_its_row_is_gone(live: TelemetryScreen) -> None:
    vault = live.section("vault")
    vault.more_about(UNLOCKED).click()
    expect(live.detail.charts.first).to_be_visible()
    live.page.route("**/telemetry/e2ee*", lambda route: route.fulfill(json=_without_rows(route.fetch().json())))

    refresh(live)
    expect(vault.row(UNLOCKED)).to_have_count(0)
    live.detail.close.click()

    expect(live.page.get_by_role("heading", name="Vault", exact=True)).to_be_focused()


@pytest.mark.parametrize("trouble", [False, True])
def test_the_period_of_the_row_before_is_gone(live: TelemetryScreen, trouble: bool) -> None:
    vault, dialog = live.section("vault"), live.detail
    vault.more_about(UNLOCKED).click()
    expect(dialog.period).to_contain_text(" to ")
    dialog.close.click()
    live.page.route("**/telemetry/sections/**", lambda route: route.abort() if trouble else None)

    vault.more_about(WRONG).click()

    expect(dialog.heading).to_have_text(vault.more_about(WRONG).inner_text())
    if trouble:
        expect(dialog.problem).to_be_visible()
    expect(dialog.period).to_be_empty()


def _without_rows(answer: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    return {**answer, "sections": [{**section, "rows": []} for section in answer["sections"]]}
