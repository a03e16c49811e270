"""What is found, in which order, and how it is reached."""

import unicodedata

import pytest
from playwright.sync_api import expect

from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen, InfobaseScreen
from fixtures.screens.search import SearchBox
from fixtures.search.searching import Searched, finds, searching
from fixtures.vault.locking import PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper

# In the order of their making.
TEXTS = {
    "Ladder": "counterpoint in three parts",
    "Counterpane": "a quilt",
    "Counterpoint": "two voices",
    "Études at the Café": "façade",
    unicodedata.normalize("NFD", "Crème brûlée"): unicodedata.normalize("NFD", "naïve"),
    "Straße nach Süden": "GROSSE FUGE",
    "Полночь": "Ёлка и мой йод",
    "ΣΊΣΥΦΟΣ": "the stone",
    "東京 ライブ": "夜の音",
    "Groove🎹sketch": "🥁 loop",
    "ﬁnale": "a ligature",
    "Waltz": "slow",
    "Slow march": "after a waltz in minor",
    "Minor waltz": "slow and low",
    "Sundown": "a minor waltz, slow",
}
QUERIES = {
    # Beginnings of 3 to 8 letters, and longer ones.
    **{"counterpoint"[:length]: ["Counterpoint", "Counterpane", "Ladder"] for length in range(3, 9)},
    "counterpo": ["Counterpoint", "Ladder"],
    "counterpoint": ["Counterpoint", "Ladder"],
    "nterpoint": [],
    # Case and accents.
    "COUNTERPO": ["Counterpoint", "Ladder"],
    "etudes": ["Études at the Café"],
    "ÉTUDES": ["Études at the Café"],
    unicodedata.normalize("NFD", "étud"): ["Études at the Café"],
    "cafe": ["Études at the Café"],
    "facade": ["Études at the Café"],
    unicodedata.normalize("NFC", "crème"): [unicodedata.normalize("NFD", "Crème brûlée")],
    "CREME BRULEE": [unicodedata.normalize("NFD", "Crème brûlée")],
    "naive": [unicodedata.normalize("NFD", "Crème brûlée")],
    "strasse": ["Straße nach Süden"],
    "STRASSE SUDEN": ["Straße nach Süden"],
    "große": ["Straße nach Süden"],
    "ﬁn": ["ﬁnale"],
    "finale": ["ﬁnale"],
    # Other scripts.
    "полн": ["Полночь"],
    "ПОЛНОЧЬ": ["Полночь"],
    "елка": ["Полночь"],
    "ёлка мои": ["Полночь"],
    "σίσυφος": ["ΣΊΣΥΦΟΣ"],
    "σίσυ": ["ΣΊΣΥΦΟΣ"],
    "東京": ["東京 ライブ"],
    "ライブ": ["東京 ライブ"],
    "夜": ["東京 ライブ"],
    "groove": ["Groove🎹sketch"],
    "sketch": ["Groove🎹sketch"],
    "🎹": ["Groove🎹sketch"],
    "🥁 loop": ["Groove🎹sketch"],
    "🎷": [],
    # Each word narrows; title hits come first, then the newest.
    "waltz": ["Minor waltz", "Waltz", "Sundown", "Slow march"],
    "waltz slow": ["Minor waltz", "Slow march", "Waltz", "Sundown"],
    "slow waltz": ["Minor waltz", "Slow march", "Waltz", "Sundown"],
    "slow waltz minor": ["Minor waltz", "Slow march", "Sundown"],
    "slow waltz minor low": ["Minor waltz"],
    "slow waltz tango": [],
}


@pytest.mark.case("E2-SRCH-02")
def test_search_matches_words_as_people_write_them(alice: Person, vault: VaultKeeper) -> None:
    """Search MUST match prefixes, ignore case and accents in any script, join words by and, and keep its order."""
    for number, (title, body) in enumerate(TEXTS.items()):
        if number % 2:
            vault.api.items("infobase").create(title, body=body)
        else:
            vault.add("ideas", title, body)
    phone = alice.device("phone")
    box = searching(phone)
    finds(box, "ladder", "Ladder")

    found = {query: box.find(query) for query in QUERIES}
    several = [query for query, titles in QUERIES.items() if len(titles) > 1]
    again = {query: box.find(query) for query in reversed(several)}
    phone.lock()
    phone.unlock(PASSPHRASE)
    elsewhere = phone.visit(InfobaseScreen).search
    finds(elsewhere, "ladder", "Ladder")
    later = {query: elsewhere.find(query) for query in several}

    assert found == QUERIES
    assert again == later == {query: found[query] for query in several}


WALK = (
    ("ArrowDown", "three"),
    ("ArrowDown", "two"),
    ("ArrowDown", "one"),
    ("ArrowUp", "two"),
    ("Home", "three"),
    ("End", "one"),
    ("ArrowUp", "two"),
)


def goes(box: SearchBox, key: str, title: str) -> None:
    """Press a key in the search box, and see which result it comes to."""
    box.query.press(key)
    expect(box.active, f"after {key}").to_have_count(1)
    expect(box.active, f"after {key}").to_contain_text(title)
    expect(box.query).to_have_attribute("aria-activedescendant", str(box.active.get_attribute("id")))
    expect(box.query).to_be_focused()


@pytest.mark.case("E2-SRCH-03")
@pytest.mark.parametrize("screen", [IdeasScreen, InfobaseScreen], ids=lambda screen: screen.kind)
def test_results_are_opened_from_the_keyboard(alice: Person, vault: VaultKeeper, screen: Searched) -> None:
    """Results MUST be reached, opened and left by the keyboard, and said to assistive technology as they are."""
    vault.add("ideas", "Cadenza one")
    vault.api.items("infobase").create("Cadenza two")
    vault.add("ideas", "Cadenza three")
    phone = alice.device("phone")
    box = searching(phone, screen)
    expect(box.query).to_have_attribute("aria-autocomplete", "list")
    expect(box.query).to_have_attribute("aria-expanded", "false")

    box.query.press_sequentially("cadenza")
    expect(box.titles).to_have_text(["Cadenza three", "Cadenza two", "Cadenza one"])
    expect(box.said).to_have_text("3 results.")
    expect(box.query).to_have_attribute("aria-expanded", "true")
    expect(box.listbox).to_have_attribute("id", str(box.query.get_attribute("aria-controls")))
    for place, name in enumerate(("three Idea, private", "two Infobase, standard", "one Idea, private")):
        expect(box.results.nth(place)).to_have_accessible_name(f"Cadenza {name}")
    for key, title in WALK:
        goes(box, key, f"Cadenza {title}")
    box.query.press("Enter")
    infobase = phone.shows(InfobaseScreen)
    expect(infobase.dialog.title).to_have_value("Cadenza two")
    infobase.dialog.cancel.click()
    finds(infobase.search, "cadenza", "Cadenza three", "Cadenza two", "Cadenza one")
    infobase.search.query.press("ArrowDown")
    infobase.search.query.press("Enter")
    ideas = phone.shows(IdeasScreen)
    expect(ideas.dialog.title).to_have_value("Cadenza three")
    ideas.dialog.cancel.click()

    finds(ideas.search, "cadenza two", "Cadenza two")
    ideas.search.query.press("Escape")
    expect(ideas.search.results).to_have_count(0)
    expect(ideas.search.query).to_have_value("cadenza two")
    expect(ideas.search.query).to_have_attribute("aria-expanded", "false")
    ideas.search.query.press("Escape")
    expect(ideas.search.query).to_have_value("")
    expect(ideas.search.said).to_have_text("")
    expect(ideas.dialogs).to_have_count(0)
