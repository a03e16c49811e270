"""The vault for everybody: each of its states measured by axe, on a phone, by the keyboard alone, on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fixtures.screens.items import IdeasScreen
from fixtures.screens.vault import VaultScreen
from tests.looks import complaints, sideways
from tests.web.going import forget, show
from tests.web.items.test_items import write
from tests.web.items.test_items_locked import flip, served_otherwise
from tests.web.vault.vaults import PASSPHRASE, create, lock_vault, set_up, set_up_vault, unlock

DIALOGS = {
    "Change passphrase": "Change passphrase",
    "Renew keys": "Renew keys",
    "Make new recovery codes": "Make new recovery codes",
    "Forgot your passphrase?": "Open the vault with a recovery code",
}
TOO_MANY = {"type": "/problems/throttled", "title": "Throttled", "status": 429, "detail": "Wait.", "retry_after": 600}


def refused(page: Page) -> None:
    """Leave the form for a new vault with a problem at each field."""
    vault = show(page, VaultScreen)
    vault.creation.submit("Create vault").click()
    expect(vault.alert).to_be_visible()


def codes(page: Page) -> None:
    """Leave the recovery codes on the screen."""
    create(show(page, VaultScreen))


def locked(page: Page) -> VaultScreen:
    """Leave the vault locked."""
    vault = set_up(page)
    vault.frame.vault.click()
    expect(vault.frame.vault).to_have_text("Vault locked")
    return vault


def unlocking(page: Page) -> VaultScreen:
    """Leave the dialog open that asks for the passphrase."""
    vault = locked(page)
    vault.frame.vault.click()
    expect(vault.unlocking.passphrase).to_be_visible()
    return vault


def wrong(page: Page) -> None:
    """Leave a wrong passphrase refused."""
    vault = unlocking(page)
    vault.unlocking.passphrase.fill("not the passphrase")
    vault.unlocking.submit("Unlock").click()
    expect(vault.unlocking.alert).to_be_visible()


def throttled(page: Page) -> None:
    """Leave the person waiting."""
    vault = unlocking(page)
    page.route("**/api/vault/unlock", lambda route: route.fulfill(status=429, json=TOO_MANY))
    vault.unlocking.passphrase.fill("not the passphrase")
    vault.unlocking.submit("Unlock").click()
    expect(vault.unlocking.wait).to_be_visible()


def working(page: Page) -> None:
    """Leave the person's passphrase on its way."""
    vault = unlocking(page)
    page.route("**/api/vault/unlock", lambda _: None)
    vault.unlocking.passphrase.fill(PASSPHRASE)
    vault.unlocking.submit("Unlock").click()
    expect(vault.unlocking.root.get_by_role("progressbar")).to_be_visible()


def wrong_code(page: Page) -> None:
    """Leave a recovery code refused."""
    asking("Forgot your passphrase?")(page)
    recover(page, "0" * 32)
    expect(VaultScreen(page).dialog(DIALOGS["Forgot your passphrase?"]).alert).to_be_visible()


def recover(page: Page, code: str) -> None:
    """Fill and send the dialog that takes a recovery code."""
    dialog = VaultScreen(page).dialog(DIALOGS["Forgot your passphrase?"])
    dialog.code.fill(code)
    dialog.new.fill(PASSPHRASE)
    dialog.again.fill(PASSPHRASE)
    dialog.submit("Open the vault").press("Enter")


def damaged(page: Page) -> None:
    """Leave an item on the screen that does not open."""
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    with page.expect_response("**/api/ideas") as made:
        write(ideas, "Secret piano", "a bassoon beneath", private=True)
    served_otherwise(page, made.value.json()["id"], lambda item: flip(item["envelope"]))
    forget(page)
    ideas = show(page, IdeasScreen)
    unlock(page)
    expect(ideas.damaged).to_have_count(1)


def asking(button: str) -> Callable[[Page], None]:
    """Leave the dialog of this button open."""

    def ask(page: Page) -> None:
        vault = set_up(page)
        vault.ask(button)
        expect(vault.dialog(DIALOGS[button]).root).to_be_visible()

    return ask


SIGHTS: dict[str, Callable[[Page], object]] = {
    "refused": refused,
    "codes": codes,
    "open": set_up,
    "locked": locked,
    "unlocking": unlocking,
    "working": working,
    "wrong": wrong,
    "wrong code": wrong_code,
    "throttled": throttled,
    "damaged": damaged,
    **{button: asking(button) for button in DIALOGS},
}


@pytest.mark.parametrize("sight", SIGHTS)
def test_everybody_can_use_it(page: Page, sight: str) -> None:
    SIGHTS[sight](page)

    assert complaints(page) == []
    assert sideways(page) == {}


def test_the_way_out_shares_a_line_with_the_vault_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    frame = locked(page).frame

    tops = [
        place.evaluate("element => element.getBoundingClientRect().bottom") for place in (frame.vault, frame.sign_out)
    ]

    assert abs(tops[0] - tops[1]) < 16


def test_a_vault_is_made_and_opened_again_with_the_keyboard_alone(page: Page) -> None:
    vault = show(page, VaultScreen)
    vault.creation.passphrase.focus()

    for key in (PASSPHRASE, "Tab", PASSPHRASE, "Tab", "Tab"):
        type_or_press(page, key)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_focused()
    for key in ("Tab", "Tab", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="Your vault")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(vault.frame.vault).to_have_text("Vault locked")
    vault.frame.vault.focus()
    page.keyboard.press("Enter")
    expect(vault.unlocking.passphrase).to_be_focused()
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")

    expect(vault.frame.vault).to_have_text("Vault unlocked")
    expect(vault.frame.vault).to_be_focused()


def type_or_press(page: Page, what: str) -> None:
    """Type a text, or press the Tab key."""
    if what == "Tab":
        page.keyboard.press(what)
    else:
        page.keyboard.type(what)


def test_the_focus_stays_near_a_button_that_goes_away(page: Page) -> None:
    vault = set_up(page)
    vault.facts.get_by_role("button", name="Lock now").focus()

    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Your vault")).to_be_focused()


@pytest.mark.parametrize("button", DIALOGS)
def test_a_dialog_gives_the_focus_back(page: Page, button: str) -> None:
    vault = set_up(page)
    opener = page.get_by_role("main").get_by_role("button", name=button, exact=True)

    opener.press("Enter")
    expect(vault.dialog(DIALOGS[button]).root.locator("input").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(opener).to_be_focused()


def test_the_focus_goes_on_to_new_codes(page: Page) -> None:
    vault = set_up(page)
    vault.ask("Make new recovery codes")
    dialog = vault.dialog("Make new recovery codes")
    dialog.passphrase.fill(PASSPHRASE)

    dialog.passphrase.press("Enter")

    expect(vault.codes).to_have_count(10)
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_focused()


def test_the_focus_goes_on_to_a_vault_that_a_code_has_opened(page: Page) -> None:
    vault = show(page, VaultScreen)
    code = create(vault)[0]
    vault.kept.click()
    lock_vault(page)
    vault.ask("Forgot your passphrase?")

    recover(page, code)

    expect(vault.frame.vault).to_have_text("Vault unlocked")
    expect(page.get_by_role("heading", name="Your vault")).to_be_focused()


def test_codes_are_printed_with_nothing_beside_them(page: Page) -> None:
    vault = show(page, VaultScreen)
    create(vault)

    page.emulate_media(media="print")

    expect(vault.codes).to_have_count(10)
    expect(vault.codes.first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(vault.frame.root).to_be_hidden()


def test_paper_has_no_dialog_on_it(page: Page) -> None:
    vault = unlocking(page)

    page.emulate_media(media="print")

    expect(vault.unlocking.root).to_be_hidden()
    expect(vault.facts).to_be_visible()


def test_forced_colours_tell_an_open_vault(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    vault = set_up(page)
    dot = "element => getComputedStyle(element, '::before').backgroundColor"
    before = vault.frame.vault.evaluate(dot)

    vault.frame.vault.click()
    expect(vault.frame.vault).to_have_text("Vault locked")

    assert vault.frame.vault.evaluate(dot) != before
