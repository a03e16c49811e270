"""Ideas, infobase and journal: writing things down, for oneself alone or not."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from fixtures.screens.items import IdeasScreen, InfobaseScreen, ItemsScreen, JournalScreen
from tests.web.going import show
from tests.web.product import Visitor
from tests.web.vault.vaults import set_up_vault

SCREENS = (IdeasScreen, InfobaseScreen, JournalScreen)


def write(screen: ItemsScreen, title: str, text: str = "", *, private: bool = False) -> None:
    """Make an item by the form."""
    screen.form.title.fill(title)
    screen.form.text.fill(text)
    screen.form.private.set_checked(private)
    screen.form.create.click()
    expect(screen.status).to_have_text(f"{title} created.")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.kind)
def test_what_is_written_is_standard_unless_asked_for(page: Page, nora: Visitor, screen: type[ItemsScreen]) -> None:
    items = show(page, screen)
    expect(items.form.private).not_to_be_checked()

    write(items, "Bass line", "Low,\nand slow")

    expect(items.titles).to_have_text(["Bass line"])
    expect(items.item("Bass line").root).to_contain_text("Standard")
    expect(items.item("Bass line").root.locator("[data-part=body]")).to_have_text("Low,\nand slow", use_inner_text=True)
    [item] = nora.call("GET", f"/api/{screen.kind}")["items"]
    assert (item["mode"], item["title"], item["body"]) == ("standard", "Bass line", "Low,\nand slow")
    expect(items.form.title).to_be_focused()
    expect(items.form.text).to_have_value("")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.kind)
def test_what_is_private_reaches_the_server_as_an_envelope(
    page: Page, nora: Visitor, screen: type[ItemsScreen]
) -> None:
    items = show(page, screen)
    set_up_vault(page)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108  the driver takes functions only

    write(items, "Zanzibar", "Nobody knows of Xylophone", private=True)

    expect(items.titles).to_have_text(["Zanzibar"])
    expect(items.item("Zanzibar").root).to_contain_text("Nobody knows of Xylophone")
    expect(items.item("Zanzibar").root).to_contain_text("Private")
    [item] = nora.call("GET", f"/api/{screen.kind}")["items"]
    assert (item["mode"], item["title"], item["envelope"]["rev"]) == ("private", None, 1)
    said = [f"{request.url} {request.post_data or ''}".lower() for request in sent]
    assert [each for each in said if "zanzibar" in each or "xylophone" in each] == []


def test_a_vault_is_needed_for_what_is_private(page: Page) -> None:
    ideas = show(page, IdeasScreen)

    expect(ideas.form.private).to_be_disabled()
    ideas.form.root.get_by_role("link", name="Set up a vault").click()

    expect(page.get_by_role("heading", name="Vault", exact=True, level=1)).to_be_visible()


def test_the_journal_shows_the_day_and_shares_nothing(page: Page, nora: Visitor) -> None:
    nora.call("PATCH", "/api/auth/me", {"time_zone": "Pacific/Kiritimati"})
    journal = show(page, JournalScreen)

    write(journal, "A quiet day")

    expect(journal.item("A quiet day").root.get_by_role("time")).to_have_text(re.compile(r"\w+day, \d+ \w+ 20\d\d"))
    expect(journal.form.shared).to_have_count(0)
    expect(page.get_by_role("search")).to_have_count(0)


def test_what_is_standard_can_be_shared(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)

    ideas.form.shared.check()
    write(ideas, "Jam session")

    expect(ideas.item("Jam session").root).to_contain_text("Shared with others")
    assert nora.call("GET", "/api/ideas")["items"][0]["shared"] is True


def test_what_is_private_cannot_be_shared(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)

    ideas.form.private.check()

    expect(ideas.form.shared).to_be_disabled()


@pytest.mark.parametrize("private", [False, True])
def test_a_change_is_saved(page: Page, nora: Visitor, private: bool) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Bass line", "Low", private=private)

    ideas.item("Bass line").edit.click()
    expect(ideas.dialog.text).to_have_value("Low")
    ideas.dialog.title.fill("Bass lines")
    ideas.dialog.save.click()

    expect(ideas.status).to_have_text("Bass lines saved.")
    expect(ideas.titles).to_have_text(["Bass lines"])
    expect(ideas.item("Bass lines").root).to_contain_text("Low")
    [item] = nora.call("GET", "/api/ideas")["items"]
    assert (item["rev"], item["mode"]) == (2, "private" if private else "standard")


@pytest.mark.parametrize("private", [False, True])
def test_a_deletion_is_asked_about(page: Page, nora: Visitor, private: bool) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Bass line", private=private)

    ideas.item("Bass line").delete.click()
    expect(ideas.deletion.root).to_contain_text("“Bass line”")
    ideas.deletion.confirm.click()

    expect(ideas.status).to_have_text("Bass line deleted.")
    expect(ideas.titles).to_have_count(0)
    expect(page.get_by_text("No idea yet.")).to_be_visible()
    assert nora.call("GET", "/api/ideas")["items"] == []


@pytest.mark.parametrize("private", [False, True])
def test_a_change_of_privacy_makes_another_item(page: Page, nora: Visitor, private: bool) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Bass line", "Low", private=private)
    [before] = nora.call("GET", "/api/ideas")["items"]

    ideas.item("Bass line").edit.click()
    ideas.dialog.private.set_checked(not private)
    ideas.dialog.save.click()

    expect(ideas.status).to_have_text("Bass line saved.")
    expect(ideas.titles).to_have_text(["Bass line"])
    expect(ideas.item("Bass line").root).to_contain_text("Standard" if private else "Private")
    [after] = nora.call("GET", "/api/ideas")["items"]
    assert (after["id"] == before["id"], after["rev"]) == (False, 1)
    assert after["title"] == ("Bass line" if private else None)


def test_what_becomes_standard_can_be_shared_at_once(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Bass line", private=True)

    ideas.item("Bass line").edit.click()
    ideas.dialog.private.uncheck()
    ideas.dialog.shared.check()
    ideas.dialog.save.click()

    expect(ideas.item("Bass line").root).to_contain_text("Shared with others")
    assert nora.call("GET", "/api/ideas")["items"][0]["shared"] is True


def test_a_conflict_keeps_what_was_typed_and_offers_the_present_version(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    write(ideas, "Bass line", "Low")
    [item] = nora.call("GET", "/api/ideas")["items"]
    ideas.item("Bass line").edit.click()
    ideas.dialog.text.fill("Typed here")
    nora.call("PATCH", f"/api/ideas/{item['id']}", {"base_rev": 1, "body": "Changed elsewhere"})

    ideas.dialog.save.click()

    expect(ideas.dialog.alert).to_be_visible()
    expect(ideas.dialog.text).to_have_value("Typed here")
    expect(ideas.dialog.root).to_contain_text("What you typed is still here, and nothing was saved.")
    ideas.dialog.root.get_by_role("button", name="Load the present version").click()
    expect(ideas.dialog.text).to_have_value("Changed elsewhere")
    ideas.dialog.text.fill("Both")
    ideas.dialog.save.click()
    expect(ideas.status).to_have_text("Bass line saved.")
    assert nora.call("GET", f"/api/ideas/{item['id']}")["body"] == "Both"


def test_a_conflict_with_a_deletion_keeps_what_was_typed(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    write(ideas, "Bass line", "Low")
    [item] = nora.call("GET", "/api/ideas")["items"]
    ideas.item("Bass line").edit.click()
    ideas.dialog.text.fill("Typed here")
    nora.call("DELETE", f"/api/ideas/{item['id']}?base_rev=1")

    ideas.dialog.save.click()

    expect(ideas.dialog.alert).to_have_text("This was deleted elsewhere in the meantime.")
    expect(ideas.dialog.root).to_contain_text("What you typed is still here.")
    expect(ideas.dialog.text).to_have_value("Typed here")
    ideas.dialog.keep_as_new.click()
    expect(ideas.dialog.root).to_be_hidden()
    expect(ideas.item("Bass line").root).to_contain_text("Typed here")
    [kept] = nora.call("GET", "/api/ideas")["items"]
    assert (kept["body"], kept["id"] != item["id"]) == ("Typed here", True)


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(
    ("title", "text", "field", "reason"),
    [
        (" ", "", "Title", "Must not be empty"),
        ("x" * 201, "", "Title", "Must be at most 200 characters"),
        ("x", "y" * 100_001, "Text", "Must be at most 100000 characters"),
    ],
)
def test_limits_are_told_at_the_field(
    page: Page, nora: Visitor, private: bool, title: str, text: str, field: str, reason: str
) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    ideas.form.title.fill(title)
    ideas.form.text.fill(text)
    ideas.form.private.set_checked(private)

    ideas.form.create.click()

    control = ideas.form.root.get_by_label(field, exact=True)
    expect(control).to_have_attribute("aria-invalid", "true")
    expect(control).to_have_accessible_description(re.compile(reason))
    expect(ideas.form.title).to_have_value(title)
    assert nora.call("GET", "/api/ideas")["items"] == []
