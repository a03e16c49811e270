"""Items and their search for everybody: measured by axe, on a phone, with the keyboard alone, in forced colours."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fixtures.screens.items import IdeasScreen, InfobaseScreen, ItemsScreen, JournalScreen
from tests.looks import complaints, sideways
from tests.web.going import show
from tests.web.items.test_items import write
from tests.web.items.test_items_locked import lock_elsewhere
from tests.web.modules import run
from tests.web.product import Visitor
from tests.web.vault.vaults import lock_vault, set_up_vault, unlock

CHANGE_MEANWHILE = """async () => {
    const { store } = await import("/assets/items/store.js");
    const { save } = await import("/assets/items/writing.js");
    const item = store.of("ideas").find(({ mode }) => mode === "private");
    await save(item, { title: "Secret organ", body: "", isPrivate: true });
}"""


def fill(page: Page, screen: type[ItemsScreen]) -> ItemsScreen:
    """Show a page with something of each kind."""
    items = show(page, screen)
    set_up_vault(page)
    write(items, "x" * 200, "y" * 700)
    write(items, "Secret piano", "a bassoon beneath", private=True)
    return items


def without_a_vault(page: Page) -> None:
    """Show the page as it is before there is a vault."""
    show(page, IdeasScreen)


def locked(page: Page) -> None:
    """Leave the vault locked."""
    fill(page, IdeasScreen)
    lock_vault(page)


def editing(page: Page) -> None:
    """Leave the dialog open."""
    ideas = fill(page, IdeasScreen)
    ideas.item("Secret piano").edit.click()
    expect(ideas.dialog.root).to_be_visible()


def deleting(page: Page) -> None:
    """Leave the question open."""
    ideas = fill(page, IdeasScreen)
    ideas.item("Secret piano").delete.click()
    expect(ideas.deletion.root).to_be_visible()


def found(page: Page) -> None:
    """Leave results open, one of them chosen."""
    fill(page, IdeasScreen)
    search = IdeasScreen(page).search
    search.query.fill("bassoon")
    expect(search.results).to_have_count(1)
    search.query.press("ArrowDown")


def not_found(page: Page) -> None:
    """Leave a query without results."""
    fill(page, IdeasScreen)
    search = IdeasScreen(page).search
    search.query.fill("tuba")
    expect(search.said).to_have_text("No results for “tuba”.")


def indexing(page: Page) -> None:
    """Leave the index half made, and results open that the server found meanwhile."""
    locked(page)
    run(page, "search/index-db.js", "module.IndexDb.prototype.read = () => new Promise(() => {});")
    unlock(page)
    search = IdeasScreen(page).search
    search.query.fill("bassoon")
    expect(search.results).to_have_count(1)
    expect(search.said).to_have_text("1 result. Still indexing: results may be incomplete.")
    expect(search.progress).to_be_visible()


def in_conflict(page: Page) -> None:
    """Leave the dialog open after a change that came too late."""
    editing(page)
    ideas = IdeasScreen(page)
    page.evaluate(CHANGE_MEANWHILE)
    ideas.dialog.save.click()
    expect(ideas.dialog.alert).to_be_visible()


SIGHTS: dict[str, Callable[[Page], object]] = {
    "no vault": without_a_vault,
    "journal": lambda page: fill(page, JournalScreen),
    "infobase": lambda page: fill(page, InfobaseScreen),
    "locked": locked,
    "editing": editing,
    "deleting": deleting,
    "found": found,
    "not found": not_found,
    "indexing": indexing,
    "conflict": in_conflict,
}


@pytest.mark.parametrize("sight", SIGHTS)
def test_everybody_can_use_it(page: Page, sight: str) -> None:
    SIGHTS[sight](page)

    assert complaints(page) == []
    assert sideways(page) == {}


def test_a_private_idea_is_made_with_the_keyboard_alone(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    ideas.form.title.focus()

    for key in ("W", "a", "l", "t", "z", "Tab", "3", "Tab", "Space"):
        page.keyboard.press(key)
    expect(ideas.form.private).to_be_checked()
    page.keyboard.press("Tab")  # past the box that shares, which is for standard things only
    page.keyboard.press("Enter")

    expect(ideas.status).to_have_text("Waltz created.")
    expect(ideas.item("Waltz").root).to_contain_text("Private")


def test_buttons_of_items_are_told_apart_by_what_they_are_about(page: Page) -> None:
    items = fill(page, IdeasScreen)

    names = [button.inner_text() for button in items.page.get_by_role("article").get_by_role("button").all()]

    assert len(names) == len(set(names)) == 5


def test_forced_colours_leave_a_switch_to_be_told(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    ground = "element => getComputedStyle(element).backgroundColor"
    before = ideas.form.private.evaluate(ground)

    ideas.form.private.check()

    assert ideas.form.private.evaluate(ground) != before


def test_the_focus_returns_from_the_dialog(page: Page, nora: Visitor) -> None:
    nora.call("POST", "/api/ideas", {"title": "Waltz"})
    ideas = show(page, IdeasScreen)

    ideas.item("Waltz").edit.press("Enter")
    expect(ideas.dialog.title).to_be_focused()
    page.keyboard.press("Escape")

    expect(ideas.item("Waltz").edit).to_be_focused()


def test_the_focus_stays_near_an_item_that_is_deleted(page: Page, nora: Visitor) -> None:
    nora.call("POST", "/api/ideas", {"title": "Waltz"})
    ideas = show(page, IdeasScreen)

    ideas.item("Waltz").delete.press("Enter")
    expect(ideas.deletion.root.get_by_role("button", name="Keep it")).to_be_focused()
    ideas.deletion.confirm.press("Enter")

    expect(page.get_by_role("heading", name="My ideas")).to_be_focused()


def test_the_focus_stays_near_an_item_whose_privacy_changes(page: Page) -> None:
    ideas = fill(page, IdeasScreen)

    ideas.item("Secret piano").edit.press("Enter")
    ideas.dialog.private.uncheck()
    ideas.dialog.save.press("Enter")

    expect(ideas.status).to_have_text("Secret piano saved.")
    expect(page.get_by_role("heading", name="My ideas")).to_be_focused()


def test_the_focus_stays_near_a_field_that_a_lock_disables(page: Page, nora: Visitor) -> None:
    ideas = fill(page, IdeasScreen)
    ideas.form.title.fill("Waltz")
    lock_elsewhere(nora)

    ideas.form.title.press("Enter")

    expect(page.get_by_text("Unlock it to read what is private and to write.")).to_be_focused()


def test_the_focus_stays_near_a_dialog_that_a_lock_closes(page: Page, nora: Visitor) -> None:
    ideas = fill(page, IdeasScreen)
    ideas.item("Secret piano").edit.press("Enter")
    expect(ideas.dialog.title).to_be_focused()
    lock_elsewhere(nora)

    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(page.get_by_text("Unlock it to read what is private and to write.")).to_be_focused()


def test_a_refusal_is_seen_from_wherever_the_command_was_given(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    ideas = fill(page, IdeasScreen)
    ideas.form.title.fill("Waltz")
    page.route("**/api/ideas", lambda route: route.fulfill(status=500))

    ideas.form.create.click()

    expect(ideas.alert).to_be_in_viewport(ratio=1)


def test_an_open_vault_ends_a_refusal_for_want_of_it(page: Page, nora: Visitor) -> None:
    ideas = fill(page, IdeasScreen)
    ideas.form.title.fill("Waltz")
    page.route("**/api/sync/poll*", lambda route: route.abort())  # else the page may hear of the lock before
    lock_elsewhere(nora)
    ideas.form.create.click()
    expect(ideas.alert).to_be_visible()

    page.unroute("**/api/sync/poll*")
    unlock(page)

    expect(ideas.status).to_have_text("The vault is unlocked.")
    expect(ideas.alert).to_be_hidden()


def test_a_confirmation_goes_when_the_person_goes_on(page: Page) -> None:
    ideas = fill(page, IdeasScreen)
    expect(ideas.status).to_have_text("Secret piano created.")

    IdeasScreen(page).search.query.press_sequentially("b")

    expect(ideas.status).to_be_empty()
