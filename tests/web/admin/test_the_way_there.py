"""The page of administrators about backed-up files: who sees it, and how it is reached and left, in its folder."""

import pytest
from playwright.sync_api import Page, expect

from fixtures.screens.admin_daw import BackupsScreen
from fixtures.screens.devices import DevicesScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.today import TodayScreen
from tests.web.daw.rows import backed_up
from tests.web.going import show
from tests.web.product import Product, Visitor
from tests.web.test_navigation import mark, same_document


def test_others_see_nothing_of_anybody(page: Page, product: Product, nora: Visitor, studio: str) -> None:
    backed_up(product, nora, studio, "song.als")

    backups = show(page, BackupsScreen)

    expect(backups.denied).to_be_visible()
    expect(backups.names).to_have_count(0)
    expect(backups.table).to_be_hidden()
    expect(backups.frame.link("Backups")).to_be_hidden()
    assert "song.als" not in page.content()


def test_others_are_led_to_their_own_watchers(page: Page) -> None:
    backups = show(page, BackupsScreen)
    mark(page)

    backups.denied.get_by_role("link", name="Devices").click()

    DevicesScreen(page).ready()
    expect(page).to_have_url("/devices")
    assert same_document(page)


def test_administrators_go_there_and_back_without_leaving_the_document(desk: Page) -> None:
    today = show(desk, TodayScreen)
    mark(desk)

    today.frame.link("Backups").click()
    expect(desk).to_have_title("Backups · Passion OS")
    expect(desk).to_have_url("/admin/daw")
    BackupsScreen(desk).ready()
    expect(today.frame.navigation.locator("[aria-current]")).to_have_text("Backups")
    today.frame.link("Quests").click()
    expect(desk).to_have_url("/quests")
    QuestsScreen(desk).ready()
    desk.go_back()

    expect(BackupsScreen(desk).refreshed).to_be_visible()
    assert same_document(desk)


@pytest.mark.parametrize("first", [TodayScreen, BackupsScreen])
def test_what_surrounds_the_page_leads_where_it_always_does(
    desk: Page, product: Product, first: type[TodayScreen | BackupsScreen]
) -> None:
    frame = show(desk, first).frame
    frame.link("Backups").click()
    BackupsScreen(desk).ready()

    found = desk.locator("header a, #forgot, link[rel=icon]").evaluate_all("links => links.map((link) => link.href)")

    below = {address.removeprefix(f"{product.url}/") for address in found}
    assert {"today", "vault", "vault#recovery", "admin/daw", "assets/icon.svg"} <= below
    assert not [path for path in below if path.startswith(("admin/admin", "admin/today", "http"))]


def test_who_is_signed_out_is_led_back_here(desk: Page) -> None:
    show(desk, BackupsScreen)
    desk.context.clear_cookies()

    desk.evaluate("() => dispatchEvent(new Event('focus'))")

    desk.wait_for_url("**/login?return_to=%2Fadmin%2Fdaw")


def test_the_banner_of_an_administrator_stands_on_one_line_of_a_small_laptop(desk: Page) -> None:
    desk.set_viewport_size({"width": 1280, "height": 800})
    frame = show(desk, TodayScreen).frame
    expect(frame.link("Telemetry")).to_be_visible()

    first, last = (each.bounding_box() for each in (frame.link("Today"), frame.sign_out))

    assert first
    assert last
    assert first["y"] < last["y"] + last["height"] / 2 < first["y"] + first["height"]
