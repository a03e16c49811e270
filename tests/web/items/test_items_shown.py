"""What the lists of ideas, infobase and journal show, and how one comes to an item."""

import json

from playwright.sync_api import Page, expect

from fixtures.screens.items import IdeasScreen, InfobaseScreen, JournalScreen
from tests.web.going import complaints_of, show
from tests.web.items.test_items import write
from tests.web.product import Visitor
from tests.web.vault.vaults import set_up_vault

MARKUP = '<img src=x onerror="document.title=1"><b>bold</b>'


def test_markup_is_shown_as_the_text_it_is(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)

    write(ideas, MARKUP, MARKUP, private=True)
    ideas.search.query.fill("bold")

    expect(ideas.titles).to_have_text([MARKUP])
    expect(ideas.search.titles).to_have_text([MARKUP])
    expect(page.locator("main b, main img")).to_have_count(0)


def test_fifty_are_shown_and_more_on_demand(page: Page, nora: Visitor) -> None:
    for number in range(60):
        nora.call("POST", "/api/ideas", {"title": f"Idea {number}"})
    ideas = show(page, IdeasScreen)
    expect(ideas.titles).to_have_count(50)

    page.get_by_role("button", name="Show more", exact=True).press("Enter")

    expect(ideas.titles).to_have_count(60)
    expect(page.get_by_role("button", name="Show more", exact=True)).to_be_hidden()
    expect(ideas.titles.nth(50)).to_be_focused()


def test_a_long_text_is_shown_in_full_on_demand(page: Page, nora: Visitor) -> None:
    nora.call("POST", "/api/ideas", {"title": "Novel", "body": "word " * 1000 + "end"})
    ideas = show(page, IdeasScreen)
    expect(ideas.item("Novel").root).not_to_contain_text("end")

    ideas.item("Novel").root.get_by_role("button", name="Show all Novel").click()

    expect(ideas.item("Novel").root).to_contain_text("end")
    expect(ideas.item("Novel").root.get_by_role("button", name="Show less Novel")).to_be_visible()


def test_an_address_opens_the_item_that_it_names(page: Page, nora: Visitor) -> None:
    item = nora.call("POST", "/api/infobase", {"title": "Tunings", "body": "DADGAD"})

    page.goto(f"/infobase#{item['id']}")

    infobase = InfobaseScreen(page)
    expect(infobase.dialog.title).to_have_value("Tunings")
    expect(infobase.dialog.text).to_have_value("DADGAD")
    assert page.url.endswith("/infobase")


def test_what_another_device_did_is_seen_on_return(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    write(ideas, "Bass line")
    [item] = nora.call("GET", "/api/ideas")["items"]
    nora.call("POST", "/api/ideas", {"title": "Drums"})
    nora.call("PATCH", f"/api/ideas/{item['id']}", {"base_rev": 1, "title": "Bass lines"})

    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(ideas.titles).to_have_text(["Drums", "Bass lines"])


def test_a_refresh_that_fails_is_no_answer_to_what_a_dialog_asks(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    write(ideas, "Bass line")
    page.route("**/api/auth/me", lambda route: route.fulfill(status=503))
    ideas.item("Bass line").delete.click()

    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(page.get_by_role("alert", include_hidden=True).filter(has_text="(503)")).to_have_count(1)
    expect(ideas.deletion.alert).to_be_hidden()
    ideas.deletion.cancel.click()
    expect(ideas.alert).to_have_text("The server could not do this just now (503). Please try again.")


def test_pages_keep_a_load_of_items_apart(page: Page, nora: Visitor) -> None:
    for kind in ("ideas", "infobase", "journal"):
        nora.call("POST", f"/api/{kind}", {"title": f"Of {kind}"})

    ideas = show(page, IdeasScreen)
    expect(ideas.titles).to_have_text(["Of ideas"])
    ideas.frame.link("Journal").click()
    expect(JournalScreen(page).titles).to_have_text(["Of journal"])
    ideas.frame.link("Infobase").click()
    expect(InfobaseScreen(page).titles).to_have_text(["Of infobase"])


def test_pages_complain_of_nothing(page: Page, nora: Visitor) -> None:
    complaints = complaints_of(page)

    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Bass line", json.dumps(MARKUP), private=True)
    ideas.search.query.fill("bass")
    expect(ideas.search.results).to_have_count(1)
    ideas.frame.link("Journal").click()
    expect(page.get_by_text("Nothing is written yet.")).to_be_visible()

    assert complaints == []
