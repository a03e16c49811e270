"""Items while the vault is locked, and when it locks: nothing can be written, nothing private is left to be read."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from fixtures.screens.items import IdeasScreen, JournalScreen
from tests.web.going import forget, show
from tests.web.items.test_items import write
from tests.web.product import Visitor
from tests.web.vault.vaults import lock_vault, set_up_vault, unlock


def shown_anywhere(page: Page, text: str) -> Any:
    """Say whether a text is in the document: its markup, its fields, or what is attached to its elements."""
    return page.evaluate(
        """(text) => document.documentElement.outerHTML.includes(text)
            || [...document.querySelectorAll("input, textarea")].some((field) => field.value.includes(text))
            || document.title.includes(text)""",
        text,
    )


def lock_elsewhere(nora: Visitor) -> None:
    """Lock the vault from another device."""
    nora.call("POST", "/api/vault/lock", {"reason": "remote", "op_id": "0b2b4b0e-6a53-4d9c-9d6c-0e1f1a2b3c4d"})


def test_nothing_private_is_left_when_the_vault_locks(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Zanzibar", "Nobody knows of Xylophone", private=True)
    write(ideas, "For all", "to see")
    ideas.search.query.fill("zanzibar")
    expect(ideas.search.results).to_have_count(1)

    lock_vault(page)

    expect(ideas.titles).to_have_text(["For all", "Private, locked"])
    assert [shown_anywhere(page, text) for text in ("anzibar", "ylophone")] == [False, False]


def test_an_open_dialog_is_closed_and_emptied(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Zanzibar", private=True)
    ideas.item("Zanzibar").edit.click()
    ideas.dialog.text.fill("Nobody knows of Xylophone")

    lock_elsewhere(nora)
    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(ideas.frame.vault).to_have_text("Vault locked")
    expect(ideas.dialog.root).to_be_hidden()
    assert [shown_anywhere(page, text) for text in ("anzibar", "ylophone")] == [False, False]


def test_a_question_about_a_deletion_is_closed_and_emptied(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Zanzibar", private=True)
    ideas.item("Zanzibar").delete.click()

    lock_elsewhere(nora)
    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(ideas.deletion.root).to_be_hidden()
    assert not shown_anywhere(page, "anzibar")


@pytest.mark.parametrize("private", [False, True])
def test_only_what_was_meant_to_be_private_is_taken_from_the_form(page: Page, private: bool) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    ideas.form.title.fill("Half written")
    ideas.form.private.set_checked(private)

    lock_vault(page)

    expect(ideas.form.title).to_have_value("" if private else "Half written")
    assert shown_anywhere(page, "Half written") is not private


def test_nothing_can_be_written_while_locked(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Zanzibar", private=True)
    write(ideas, "For all")

    lock_vault(page)

    reason = "The vault is locked. Unlock it to read what is private and to write."
    for control in (ideas.form.create, ideas.item("For all").edit, ideas.item("For all").delete):
        expect(control).to_be_disabled()
        expect(control).to_have_accessible_description(reason)
    for control in (ideas.form.title, ideas.form.text, ideas.form.private, ideas.form.shared):
        expect(control).to_be_disabled()
    expect(ideas.item("Private, locked").edit).to_be_disabled()
    expect(ideas.item("Private, locked").delete).to_be_disabled()


def test_everything_is_back_after_unlocking(page: Page) -> None:
    journal = show(page, JournalScreen)
    set_up_vault(page)
    write(journal, "Zanzibar", "Nobody knows of Xylophone", private=True)
    lock_vault(page)

    unlock(page)

    expect(journal.titles).to_have_text(["Zanzibar"])
    expect(journal.item("Zanzibar").root).to_contain_text("Nobody knows of Xylophone")
    expect(journal.form.create).to_be_enabled()


def test_a_reload_locks_and_reading_goes_on(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Zanzibar", private=True)
    write(ideas, "For all", "to see")

    ideas = show(page, IdeasScreen)

    expect(ideas.titles).to_have_text(["For all", "Private, locked"])
    expect(ideas.item("For all").root).to_contain_text("to see")


def test_a_write_that_meets_a_lock_is_refused_and_locks(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Zanzibar", private=True)
    ideas.form.title.fill("Too late")
    held: list[Route] = []
    page.route("**/api/sync/poll*", lambda route: held.append(route))  # noqa: PLW0108  the driver takes functions only
    expect(ideas.frame.sync).to_have_text("Synced")  # no answer that is on its way tells of the lock
    lock_elsewhere(nora)

    ideas.form.create.click()

    expect(ideas.alert).to_have_text("The vault was locked from another device. Unlock it and try again.")
    page.unroute_all(behavior="ignoreErrors")
    expect(ideas.frame.vault).to_have_text("Vault locked")
    expect(ideas.titles).to_have_text(["Private, locked"])
    expect(ideas.form.title).to_have_value("Too late")
    assert len(nora.call("GET", "/api/ideas")["items"]) == 1


def test_an_address_of_a_locked_item_says_what_to_do(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Zanzibar", private=True)
    [item] = nora.call("GET", "/api/ideas")["items"]
    lock_vault(page)

    page.evaluate("(id) => { location.hash = id; }", item["id"])

    expect(ideas.alert).to_have_text("The vault is locked. Unlock it and try again.")
    expect(ideas.dialog.root).to_be_hidden()


def flip(envelope: dict[str, Any]) -> None:
    """Alter one bit of an envelope."""
    content = bytearray(base64.urlsafe_b64decode(envelope["ct"] + "=="))
    content[5] ^= 1
    envelope["ct"] = base64.urlsafe_b64encode(content).decode().rstrip("=")


def served_otherwise(page: Page, item_id: str, alter: Callable[[dict[str, Any]], None]) -> None:
    """Have an item of polls altered on its way."""

    def answer(route: Route) -> None:
        response = route.fetch()
        poll = response.json()
        for item in poll["changes"]:
            if item["id"] == item_id:
                alter(item)
        route.fulfill(response=response, body=json.dumps(poll))

    page.route("**/api/sync/poll*", answer)


def test_a_damaged_item_is_told_and_the_others_are_read(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Zanzibar", private=True)
    write(ideas, "Xylophone", private=True)
    damaged, _ = sorted(nora.call("GET", "/api/ideas")["items"], key=lambda item: item["seq"])
    served_otherwise(page, damaged["id"], lambda item: flip(item["envelope"]))
    forget(page)

    ideas = show(page, IdeasScreen)
    unlock(page)

    expect(ideas.titles).to_have_text(["Xylophone", "This item is damaged"])
    card = ideas.item("This item is damaged")
    expect(card.root).to_contain_text("This entry has been altered outside of your vault, so it is not shown.")
    expect(card.root).to_contain_text(damaged["id"])
    expect(card.edit).to_be_disabled()
    expect(card.delete).to_be_enabled()
    ideas.search.query.fill("xylo")
    expect(ideas.search.titles).to_have_text(["Xylophone"])
    write(ideas, "Yesterday", private=True)
    expect(card.edit).to_be_disabled()
    page.unroute_all(behavior="ignoreErrors")


def test_an_older_revision_served_again_is_told(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Zanzibar", private=True)
    [old] = nora.call("GET", "/api/ideas")["items"]
    ideas.item("Zanzibar").edit.click()
    ideas.dialog.title.fill("Xylophone")
    ideas.dialog.save.click()
    expect(ideas.titles).to_have_text(["Xylophone"])
    served_otherwise(page, old["id"], lambda item: item.update(old))
    forget(page)

    ideas = show(page, IdeasScreen)

    expect(ideas.titles).to_have_text(["This item is damaged"])
    expect(ideas.item("This item is damaged").root).to_contain_text("older version of this entry")
