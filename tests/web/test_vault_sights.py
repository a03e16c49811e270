"""The vault in all its states can be used by everybody, on every screen, by the keyboard alone."""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from fixtures.screens.vault import VaultScreen
from tests.web.going import show
from tests.web.vaults import PASSPHRASE, create, set_up


def recovery_codes(page: Page) -> None:
    """Leave the codes on the screen."""
    create(show(page, VaultScreen))


def an_open_vault(page: Page) -> None:
    """Leave all settings on the screen."""
    set_up(page)


def a_wrong_passphrase(page: Page) -> None:
    """Leave the dialog that unlocks with a problem."""
    vault = set_up(page)
    vault.frame.vault.click()
    vault.frame.vault.click()
    vault.unlocking.passphrase.fill("not the passphrase")
    vault.unlocking.submit("Unlock").click()
    expect(vault.unlocking.alert).to_be_visible()


def a_way_back_in(page: Page) -> None:
    """Leave the longest dialog open."""
    vault = set_up(page)
    vault.ask("Forgot your passphrase?")


SIGHTS: dict[str, Callable[[Page], None]] = {
    "codes": recovery_codes,
    "open": an_open_vault,
    "wrong": a_wrong_passphrase,
    "recovery": a_way_back_in,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_axe_finds_nothing(page: Page, sight: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    SIGHTS[sight](page)

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("sight", SIGHTS)
def test_a_phone_shows_it_without_scrolling_sideways(page: Page, sight: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    SIGHTS[sight](page)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_vault_is_locked_and_unlocked_with_the_keyboard_alone(page: Page) -> None:
    vault = set_up(page)
    vault.frame.vault.focus()

    page.keyboard.press("Enter")
    expect(vault.frame.vault).to_have_text("Vault locked")
    page.keyboard.press("Enter")
    expect(vault.unlocking.passphrase).to_be_focused()
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")

    expect(vault.frame.vault).to_have_text("Vault unlocked")
    expect(vault.frame.vault).to_be_focused()


def test_the_focus_stays_near_a_button_that_goes_away(page: Page) -> None:
    vault = set_up(page)
    vault.facts.get_by_role("button", name="Lock now").focus()

    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Your vault")).to_be_focused()


def test_codes_are_printed_alone(page: Page) -> None:
    recovery_codes(page)

    page.emulate_media(media="print")

    expect(VaultScreen(page).codes.first).to_be_visible()
    expect(page.get_by_role("button", name="I have kept them")).to_be_hidden()
    expect(page.get_by_role("banner")).to_be_hidden()
