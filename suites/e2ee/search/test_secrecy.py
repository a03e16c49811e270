"""What the search tells of what it searches: nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from fixtures.devices.browser_device import BrowserDevice
from fixtures.oracle.browser_storage import BrowserStorage
from fixtures.oracle.encoding import unb64u
from fixtures.oracle.envelopes import Content
from fixtures.oracle.leaks import LeakScanner, Secret
from fixtures.oracle.tokens import FIELDS, GROUP, content_tokens, prefix_tokens, word_token, words
from fixtures.oracle.traffic import Traffic
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.search.searching import finds
from fixtures.target.profiles import Target
from fixtures.vault.answers import kept
from fixtures.vault.canaries import canary, words_of
from fixtures.vault.items_page import ItemsPage
from fixtures.vault.locking import PASSPHRASE, new_vault
from fixtures.vault.vault_keeper import VaultKeeper

QUERY = "/api/search/query"
ROWS = "that no row of the database holds a word: its address is not known"


def sent(traffic: Traffic, request: str, path: str) -> list[Any]:
    """Return the bodies of requests of a kind."""
    bodies = [piece for piece in traffic.sent if piece.place.startswith(request) and piece.place.endswith(", body")]
    return [json.loads(piece.content) for piece in bodies if path in piece.place]


def ask_while_indexing(phone: BrowserDevice, user_id: str, word: str, title: str) -> None:
    """Find a title while the index is not there yet, so that the product is asked; go on when it is."""
    box = IdeasScreen(phone.page).search
    phone.lock()
    go_on = box.hold_indexing(user_id)
    phone.unlock(PASSPHRASE)
    box.query.fill(word)
    expect(box.titles).to_have_text([title])
    go_on()
    expect(box.said).not_to_contain_text("incomplete")


def beginnings_of(key: Any, content: Content) -> set[str]:
    """Return the tokens of all beginnings of words, which stay on the device."""
    places = [(t, field) for t in ("ideas", "infobase") for field in FIELDS]
    said = words(f"{content.title} {content.body}")
    return {token for place in places for each in said for token in prefix_tokens(key, *place, each)}


def check_rows(
    server: Target, secrets: LeakScanner, token: LeakScanner, record_property: Callable[[str, object], None]
) -> None:
    """See the tokens in the product's rows, and none of the words; say so where the rows cannot be read."""
    if server.database is None:
        record_property("not shown", ROWS)
        return
    rows = [*kept(server)]
    assert token.search(rows), "the tokens were not seen"
    assert secrets.search(rows) == []


@pytest.mark.case("E2-SRCH-07")
def test_only_tokens_leave_the_device(
    alice: Person, bob: Person, vault: VaultKeeper, server: Target, record_property: Callable[[str, object], None]
) -> None:
    """Of what is private nothing but keyed tokens MUST be sent for the search, or stored for it."""
    other = new_vault(bob.api_device("keeper").api)
    content = canary()
    word = words(content.body)[-1]
    pages = [
        ItemsPage(keeper, person.device("phone"), IdeasScreen) for keeper, person in ((vault, alice), (other, bob))
    ]
    mine, theirs = (Traffic(page.device.context) for page in pages)
    phone, box = pages[0].device, IdeasScreen(pages[0].device.page).search

    for page in pages:
        with page.device.answer("PUT", "/api/search/tokens/*"):
            page.create(content, private=True)
    with phone.answer("PUT", "/api/search/tokens/*"):
        pages[0].edit(content, content)
    pages[0].create(Content("Readable", "for all"), private=False)
    finds(box, word, content.title)
    ask_while_indexing(phone, vault.user_id, word.upper(), content.title)
    finds(box, word[:4], content.title)

    key = vault.ring.active.search
    wanted = content_tokens(key, "ideas", content)
    places = [(t, field) for t in ("ideas", "infobase") for field in FIELDS]
    first, second = ({*put["tokens"]} for put in sent(mine, "PUT", "/api/search/tokens/"))
    queries = [{*query["tokens"]} for query in sent(mine, "POST", QUERY)]
    asked = {word_token(key, *place, word) for place in places}
    assert first & second == wanted
    assert queries, "the product was not asked"
    assert all(asked <= tokens for tokens in queries)
    for tokens in (first, second, *queries):
        assert len(tokens) % GROUP == 0
        assert not tokens & beginnings_of(key, content)
    (put,) = sent(theirs, "PUT", "/api/search/tokens/")
    assert content_tokens(other.ring.active.search, "ideas", content) <= {*put["tokens"]}
    assert not {*put["tokens"]} & (first | second)
    secrets, token = LeakScanner(words_of(content)), LeakScanner([Secret("a token", unb64u(next(iter(wanted))))])
    assert secrets.search([*mine.sent, *theirs.sent]) == []
    stored = BrowserStorage.of(phone.page).below("IndexedDB")
    assert token.search(stored), "the index was not seen"
    assert secrets.search(stored) == []
    check_rows(server, secrets, token, record_property)
