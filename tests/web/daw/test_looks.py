"""The Devices page for everybody: each of its states measured by axe, on a phone, by the keyboard alone, on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from fixtures.screens.devices import DevicesScreen
from tests.looks import complaints, sideways
from tests.web.daw.rows import backed_up, paired
from tests.web.daw.watchers import WaitingWatcher
from tests.web.going import show
from tests.web.product import Product, Visitor
from tests.web.vault.vaults import lock_vault, set_up_vault

LONG = "x" * 200


@pytest.fixture
def watcher(product: Product) -> WaitingWatcher:
    """One with the longest name that there can be."""
    return WaitingWatcher.asking(product, LONG)


def opened(page: Page) -> DevicesScreen:
    """Leave the page with an open vault."""
    devices = show(page, DevicesScreen)
    set_up_vault(page)
    return devices


def without_vault(page: Page, _: WaitingWatcher) -> None:
    """Leave the page without a vault."""
    expect(show(page, DevicesScreen).no_vault).to_be_visible()


def without_watchers(page: Page, _: WaitingWatcher) -> None:
    """Leave the empty list."""
    expect(opened(page).empty).to_be_visible()


def locked(page: Page, watcher: WaitingWatcher) -> None:
    """Leave the vault locked."""
    devices = opened(page)
    lock_vault(page)
    expect(devices.unlock).to_be_visible()


def refused_code(page: Page, _: WaitingWatcher) -> None:
    """Leave a problem at the code."""
    devices = opened(page)
    devices.pairing.find.click()
    expect(devices.alert).to_be_visible()


def deciding(page: Page, watcher: WaitingWatcher) -> DevicesScreen:
    """Leave the question whether to let a watcher in."""
    devices = opened(page)
    devices.pairing.code.fill(watcher.code)
    devices.pairing.find.click()
    expect(devices.decision.check_code).to_have_text(watcher.check_code)
    return devices


def refused_decision(page: Page, watcher: WaitingWatcher) -> None:
    """Leave a problem at the comparison."""
    devices = deciding(page, watcher)
    devices.decision.pair.click()
    expect(devices.alert).to_be_visible()


def listed(page: Page, _: WaitingWatcher) -> None:
    """Leave the list of watchers."""
    expect(show(page, DevicesScreen).names).to_have_count(2)


def renaming(page: Page, _: WaitingWatcher) -> None:
    """Leave the dialog open that renames."""
    devices = show(page, DevicesScreen)
    devices.device("Studio").rename.click()
    expect(devices.renaming.root).to_be_visible()


def removing(page: Page, _: WaitingWatcher) -> None:
    """Leave the question before a removal."""
    devices = show(page, DevicesScreen)
    devices.device(LONG).remove.click()
    expect(devices.removal.root).to_be_visible()


FEW: tuple[Callable[[Page, WaitingWatcher], object], ...] = (
    without_vault,
    without_watchers,
    locked,
    refused_code,
    deciding,
    refused_decision,
)
MANY: tuple[Callable[[Page, WaitingWatcher], object], ...] = (listed, renaming, removing)


@pytest.mark.parametrize("sight", [*FEW, *MANY], ids=lambda sight: str(sight.__name__))
def test_everybody_can_use_it(
    page: Page,
    product: Product,
    nora: Visitor,
    watcher: WaitingWatcher,
    sight: Callable[[Page, WaitingWatcher], object],
) -> None:
    for name in ("Studio", LONG) if sight in MANY else ():
        backed_up(product, nora, paired(product, nora, name), "song.als")

    sight(page, watcher)

    assert complaints(page) == []
    assert sideways(page) == {}


def test_a_watcher_is_paired_with_the_keyboard_alone(page: Page, product: Product) -> None:
    watcher = WaitingWatcher.asking(product)
    devices = opened(page)
    devices.pairing.code.focus()

    page.keyboard.type(watcher.code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Is this your watcher?")).to_be_focused()
    for key in ("Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)

    expect(devices.names).to_have_text(["Studio"])
    expect(page.get_by_role("heading", name="Your watchers")).to_be_focused()


def test_buttons_are_told_apart_by_what_they_are_about(page: Page, product: Product, nora: Visitor) -> None:
    for name in ("Attic", "Basement"):
        paired(product, nora, name)

    show(page, DevicesScreen)

    for name in ("Rename Attic", "Remove Attic", "Rename Basement", "Remove Basement"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()


def test_the_check_code_stands_on_one_line(page: Page, watcher: WaitingWatcher) -> None:
    page.set_viewport_size({"width": 320, "height": 640})

    code = deciding(page, watcher).decision.check_code

    assert height(code) < 2 * float(code.evaluate("place => parseFloat(getComputedStyle(place).fontSize)"))


def height(place: Locator) -> float:
    """Return how high a thing is on the screen."""
    return float(place.evaluate("place => place.getBoundingClientRect().height"))


def test_watchers_are_printed_and_nothing_beside_them(page: Page, product: Product, nora: Visitor) -> None:
    paired(product, nora)
    devices = show(page, DevicesScreen)

    page.emulate_media(media="print")

    expect(devices.names).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)
