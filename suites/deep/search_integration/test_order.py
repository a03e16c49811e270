"""The order of results, and how more of them are shown than fit at once."""

import pytest
from playwright.sync_api import expect

from fixtures.oracle.envelopes import Content
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.search.searching import Library, finds, searching
from fixtures.vault.items_page import ItemsPage
from fixtures.vault.vault_keeper import VaultKeeper

PAGE = 20  # results that are shown at a time
MANY = 45

# In the order of their making.
RANKED = {
    "Waltz": "slow",
    "Slow march": "after a waltz in minor",
    "Minor waltz": "slow and low",
    "Sundown": "a minor waltz, slow",
}
ORDERS = {
    "waltz": ["Minor waltz", "Waltz", "Sundown", "Slow march"],
    "slow waltz": ["Minor waltz", "Slow march", "Waltz", "Sundown"],
    "minor slow waltz": ["Minor waltz", "Slow march", "Sundown"],
    "body:waltz": ["Sundown", "Slow march"],
    '"minor waltz"': ["Minor waltz", "Sundown"],
}


def test_titles_come_first_and_then_the_newest(library: Library) -> None:
    """The more words a title has the further up it MUST come; of equal ones, the last changed."""
    box = library(RANKED)

    assert {query: box.find(query) for query in ORDERS} == ORDERS
    assert {query: box.find(query) for query in reversed(ORDERS)} == ORDERS


EDITS = {
    "text": (Content("One", "waltz"), Content("One", "waltz again"), ["One", "Three", "Two"]),
    "title": (Content("Two", "waltz"), Content("Two waltzes", "waltz"), ["Two waltzes", "Three", "One"]),
}


@pytest.mark.parametrize(("before", "after", "order"), EDITS.values(), ids=EDITS)
def test_an_edit_changes_the_order(
    alice: Person, vault: VaultKeeper, before: Content, after: Content, order: list[str]
) -> None:
    """What was edited MUST be the newest, and be judged by its new title."""
    for title in ("One", "Two", "Three"):
        vault.add("ideas", title, "waltz")
    page = ItemsPage(vault, alice.device("phone"), IdeasScreen)
    box = IdeasScreen(page.screen.page).search
    finds(box, "waltz", "Three", "Two", "One")

    page.edit(before, after)

    finds(box, "waltz", *order)


def many(vault: VaultKeeper, count: int) -> list[str]:
    """Write so many ideas, and return their titles newest first."""
    titles = [f"Etude number {number}" for number in range(1, count + 1)]
    vault.add_many("ideas", (Content(title) for title in titles))
    return titles[::-1]


def test_results_are_shown_page_by_page(alice: Person, vault: VaultKeeper) -> None:
    """Twenty results MUST be shown at a time, be counted, and follow one another without a gap."""
    titles = many(vault, MANY)
    box = searching(alice.device("phone"))
    finds(box, "etude", *titles[:PAGE])
    expect(box.said).to_have_text(f"{MANY} results, {PAGE} of them shown.")

    box.further.click()
    expect(box.titles).to_have_text(titles[: 2 * PAGE])
    expect(box.said).to_have_text(f"{MANY} results, {2 * PAGE} of them shown.")
    expect(box.query).to_be_focused()
    expect(box.active).to_contain_text(titles[PAGE])
    box.further.click()

    expect(box.titles).to_have_text(titles)
    expect(box.said).to_have_text(f"{MANY} results.")
    expect(box.further).to_be_hidden()
    finds(box, "etude number", *titles[:PAGE])


def test_a_page_that_is_just_full_has_no_second(alice: Person, vault: VaultKeeper) -> None:
    """Exactly twenty results MUST be all that there is to see."""
    titles = many(vault, PAGE)
    box = searching(alice.device("phone"))

    finds(box, "etude", *titles)

    expect(box.said).to_have_text(f"{PAGE} results.")
    expect(box.further).to_be_hidden()


def test_results_that_must_be_read_are_paged_too(alice: Person, vault: VaultKeeper) -> None:
    """Where only the texts tell what is a hit, no page MUST lack one, and the count MUST come when it is known."""
    titles = many(vault, MANY)
    vault.add_many("ideas", (Content(f"Number etude {number}", "etude") for number in range(MANY)))
    box = searching(alice.device("phone"))
    finds(box, '"etude number"', *titles[:PAGE])
    expect(box.said).to_have_text(f"More than {PAGE} results.")

    box.further.click()
    expect(box.titles).to_have_text(titles[: 2 * PAGE])
    box.further.click()

    expect(box.titles).to_have_text(titles)
    expect(box.said).to_have_text(f"{MANY} results.")
    expect(box.further).to_be_hidden()
