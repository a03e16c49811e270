"""What tests of the search look for, and where it is kept."""

from typing import Any

from playwright.sync_api import Page, expect

from fixtures.screens.items import IdeasScreen
from tests.web.going import show
from tests.web.items.test_items import write
from tests.web.modules import run
from tests.web.product import Visitor
from tests.web.vault.vaults import set_up_vault


def with_things_to_find(page: Page, nora: Visitor) -> IdeasScreen:
    """Show the Ideas page with an open vault and a few things that can be found."""
    for title, text in (("Bass line", "slow and low"), ("Drums", "follow the bass"), ("Chords", "of a waltz")):
        nora.call("POST", "/api/ideas", {"title": title, "body": text})
    nora.call("POST", "/api/infobase", {"title": "Tunings", "body": "for bass and cello"})
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Secret piano", "a bassoon beneath", private=True)
    expect(ideas.search.query).to_be_enabled()
    return ideas


def databases(page: Page) -> Any:
    """Return the names of the browser's databases, without what names the person."""
    return page.evaluate(
        "async () => (await indexedDB.databases()).map(({ name }) => name.slice(0, name.indexOf('-')))"
    )


def make_elsewhere(page: Page, kind: str, *titles: str, text: str = "") -> None:
    """Make items that the page does not know of yet, as another device would."""
    body = """for (const title of given.titles)
        await module.guarded("POST", `api/${given.kind}`, { title, body: given.text });"""
    run(page, "vault/guarded.js", body, {"kind": kind, "titles": titles, "text": text})
