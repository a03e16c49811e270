"""The page Backups for everybody: each of its states measured by axe, on a phone, by the keyboard, on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fixtures.screens.admin_daw import BackupsScreen
from tests.looks import complaints, sideways
from tests.web.daw.rows import backed_up, paired, removed
from tests.web.going import complaints_of, show
from tests.web.product import Product, Visitor


def empty(page: Page) -> None:
    """Leave the page without files."""
    expect(page.get_by_text("No watcher has backed up a file yet.")).to_be_visible()


def listed(page: Page) -> None:
    """Leave the list."""
    expect(BackupsScreen(page).names).to_have_count(50)


def filtered(page: Page) -> None:
    """Leave a part of the list."""
    BackupsScreen(page).filter.fill("y")
    expect(BackupsScreen(page).names).to_have_count(1)


def troubled(page: Page) -> None:
    """Leave a list that could not be refreshed."""
    page.route("**/api/admin/daw/files*", lambda route: route.abort())
    page.evaluate("() => dispatchEvent(new Event('focus'))")
    expect(BackupsScreen(page).trouble).to_be_visible()


def fill(product: Product, nora: Visitor) -> None:
    """Let there be files of every kind, and more than are shown at first."""
    device = paired(product, nora, "w" * 200)
    for _ in range(50):
        backed_up(product, nora, device, "song.als")
    removed(product, backed_up(product, nora, device, None))
    backed_up(product, nora, device, "y" * 255, size=2**62, rev=2**31 - 1)


@pytest.mark.parametrize("sight", [empty, listed, filtered, troubled], ids=lambda sight: str(sight.__name__))
def test_everybody_can_use_it(desk: Page, product: Product, nora: Visitor, sight: Callable[[Page], None]) -> None:
    if sight is not empty:
        fill(product, nora)
    show(desk, BackupsScreen)
    sight(desk)

    assert complaints(desk) == []
    assert sideways(desk) == {}


def test_the_table_has_a_caption_and_names_its_columns(desk: Page, product: Product, nora: Visitor) -> None:
    fill(product, nora)

    table = show(desk, BackupsScreen).table

    expect(table.get_by_role("caption")).to_contain_text("Backed-up files")
    expect(table.get_by_role("columnheader")).to_have_text(
        ["Name", "Owner", "Watcher", "Size", "Version", "Stored", "State"]
    )


def test_a_table_that_is_too_wide_for_a_phone_is_scrolled_by_the_keyboard(
    desk: Page, product: Product, nora: Visitor
) -> None:
    desk.set_viewport_size({"width": 320, "height": 640})
    fill(product, nora)
    show(desk, BackupsScreen)
    frame = desk.get_by_role("region", name="Backed-up files")

    frame.focus()
    desk.keyboard.press("ArrowRight")

    desk.wait_for_function("() => document.querySelector('.sheet').scrollLeft > 0")
    expect(frame).to_have_css("outline-style", "solid")


def test_files_are_printed_and_nothing_beside_them(desk: Page, product: Product, nora: Visitor) -> None:
    fill(product, nora)
    backups = show(desk, BackupsScreen)

    desk.emulate_media(media="print")

    expect(backups.names.first).to_be_visible()
    expect(backups.refreshed).to_be_visible()
    expect(desk.get_by_role("button")).to_have_count(0)
    expect(backups.filter).to_be_hidden()


def test_the_page_loads_without_a_complaint(desk: Page, product: Product, nora: Visitor) -> None:
    fill(product, nora)
    said = complaints_of(desk)

    show(desk, BackupsScreen).frame.link("Today").click()
    expect(desk).to_have_title("Today · Passion OS")
    BackupsScreen(desk).frame.link("Backups").click()
    BackupsScreen(desk).ready()

    expect(BackupsScreen(desk).names).to_have_count(50)
    assert said == []
