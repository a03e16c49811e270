"""Much to search: very long texts, very long words, and very many items."""

import random

from playwright.sync_api import expect

from fixtures.oracle.envelopes import Content
from fixtures.oracle.tokens import words
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.search.searching import finds, searching
from fixtures.vault.locking import PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper

LONGEST_TEXT = 100_000  # characters: as much as an item holds
ITEMS = 10_000
DRAWN = 20
SHOWN = 20


def test_a_very_long_text_is_found_by_its_last_word(alice: Person, vault: VaultKeeper) -> None:
    """Every word of the longest text MUST be found, and the result MUST show where it stands."""
    filler = " ".join(f"word{number}" for number in range(LONGEST_TEXT))
    body = f"{filler[: LONGEST_TEXT - 20]} the end cadenza"[-LONGEST_TEXT:]
    vault.add_many("ideas", [Content("Novel", body), Content("Short story", "cadenza")])
    box = searching(alice.device("phone"))

    finds(box, "cadenza", "Short story", "Novel")
    expect(box.results.nth(1)).to_contain_text("the end cadenza")
    finds(box, "word9999", "Novel")
    finds(box, '"end cadenza"', "Novel")
    finds(box, "word9999 -cadenza")


def test_a_very_long_word_is_found_by_its_beginning(alice: Person, vault: VaultKeeper) -> None:
    """A word without an end MUST be found by any beginning, and only by its own."""
    long = "tremolo" * 2_000
    vault.add_many("ideas", [Content("Endless", long), Content("Ending", "tremolotremolo")])
    box = searching(alice.device("phone"))

    finds(box, "tremolo", "Ending", "Endless")
    finds(box, "tremolo" * 2, "Ending", "Endless")
    finds(box, "tremolo" * 3, "Endless")
    finds(box, f"{'tremolo' * 3}x")


def test_ten_thousand_items_are_searched(alice: Person, vault: VaultKeeper) -> None:
    """Ten thousand items MUST all be indexed, counted, and found one by one."""
    draw = random.Random(10)  # noqa: S311 - the same ones each time
    titles = [f"Sketch {number}" for number in range(ITEMS)]
    vault.add_many("ideas", (Content(title, f"theme {number % 100}") for number, title in enumerate(titles)))
    phone = alice.device("phone")
    box = phone.open(IdeasScreen).search
    seen = box.watch_progress()
    phone.unlock(PASSPHRASE)

    finds(box, "sketch", *titles[: -SHOWN - 1 : -1])
    expect(box.said).to_have_text("10,000 results, 20 of them shown.")
    for title in draw.sample(titles, DRAWN):
        number = words(title)[-1]
        assert title in box.find(f"title:{number}")
    assert {step.total for step in seen()} - {0} == {ITEMS}
