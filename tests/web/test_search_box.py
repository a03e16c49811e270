"""The search box, as people use it."""

from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from fixtures.eventually import eventually
from fixtures.screens.items import IdeasScreen, InfobaseScreen
from fixtures.screens.today import TodayScreen
from tests.web.going import show
from tests.web.modules import run
from tests.web.own_vault import lock_vault, set_up_vault, unlock_vault
from tests.web.product import Visitor
from tests.web.test_items import write

_HOLD = """() => {
    const name = `search-${given}`;
    return new Promise((held) => navigator.locks.request(name, () => new Promise((let_go) => {
        globalThis.letGo = let_go;
        held();
    })));
}"""


@pytest.fixture
def ideas(page: Page, nora: Visitor) -> IdeasScreen:
    """The Ideas page with an open vault and a few things that can be found."""
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
    run(page, "vault/vault.js", body, {"kind": kind, "titles": titles, "text": text})


def test_results_come_while_somebody_types_with_title_hits_first(ideas: IdeasScreen) -> None:
    ideas.search.query.press_sequentially("bas")

    expect(ideas.search.titles).to_have_text(["Bass line", "Secret piano", "Tunings", "Drums"])
    expect(ideas.search.said).to_have_text("4 results.")
    expect(ideas.search.results.nth(1)).to_contain_text("Idea, private")
    expect(ideas.search.results.nth(2)).to_contain_text("Infobase, standard")
    expect(ideas.search.results.nth(1).locator("mark")).to_have_text(["bassoon"])


def test_further_words_narrow_the_results(ideas: IdeasScreen) -> None:
    ideas.search.query.fill("bass -drums")
    expect(ideas.search.titles).to_have_text(["Bass line", "Secret piano", "Tunings"])

    ideas.search.query.fill('bass "low"')
    expect(ideas.search.titles).to_have_text(["Bass line"])

    ideas.search.query.fill("title:bass")
    expect(ideas.search.titles).to_have_text(["Bass line"])


def test_a_result_is_opened_from_the_keyboard(page: Page, ideas: IdeasScreen) -> None:
    query = ideas.search.query
    query.fill("bass")
    expect(query).to_have_attribute("aria-expanded", "true")

    query.press("ArrowDown")
    query.press("ArrowDown")
    expect(ideas.search.active).to_contain_text("Secret piano")
    expect(query).to_have_attribute("aria-activedescendant", str(ideas.search.active.get_attribute("id")))
    query.press("End")
    expect(ideas.search.active).to_contain_text("Drums")
    query.press("Home")
    query.press("ArrowUp")
    expect(ideas.search.active).to_contain_text("Drums")
    expect(query).to_be_focused()
    query.press("Enter")

    expect(ideas.dialog.title).to_have_value("Drums")
    page.keyboard.press("Escape")
    expect(query).to_be_focused()


def test_a_result_of_the_other_page_is_opened_there_and_the_vault_stays_open(page: Page, ideas: IdeasScreen) -> None:
    ideas.search.query.fill("cello")
    expect(ideas.search.results).to_have_count(1)

    ideas.search.query.press("Enter")

    infobase = InfobaseScreen(page)
    expect(infobase.dialog.title).to_have_value("Tunings")
    expect(infobase.frame.vault).to_have_text("Vault unlocked")
    infobase.dialog.cancel.click()
    infobase.search.query.fill("piano")
    expect(infobase.search.titles).to_have_text(["Secret piano"])


def test_a_result_is_opened_with_a_click(ideas: IdeasScreen) -> None:
    ideas.search.query.fill("piano")

    ideas.search.results.click()

    expect(ideas.dialog.title).to_have_value("Secret piano")
    expect(ideas.search.results).to_be_hidden()


def test_escape_closes_and_then_clears(ideas: IdeasScreen) -> None:
    query = ideas.search.query
    query.fill("bass")
    expect(ideas.search.results.first).to_be_visible()

    query.press("Escape")
    expect(ideas.search.results.first).to_be_hidden()
    expect(query).to_have_value("bass")
    expect(query).to_have_attribute("aria-expanded", "false")
    query.press("ArrowDown")
    expect(ideas.search.results.first).to_be_visible()
    query.press("Escape")
    query.press("Escape")

    expect(query).to_have_value("")
    expect(ideas.search.said).to_have_text("")


def test_that_nothing_is_found_is_said(ideas: IdeasScreen) -> None:
    ideas.search.query.fill("tuba")
    expect(ideas.search.said).to_have_text("No results for “tuba”.")

    ideas.search.query.fill("b")
    expect(ideas.search.said).to_have_text("Type at least two letters of a word.")

    ideas.search.query.fill("-bass")
    expect(ideas.search.said).to_have_text("Type what is to be found, beside what is not.")


def test_many_results_are_shown_in_parts(page: Page, ideas: IdeasScreen) -> None:
    make_elsewhere(page, "ideas", *(f"Song {number}" for number in range(25)), text="encryption of everything")
    page.evaluate("() => dispatchEvent(new Event('focus'))")
    expect(ideas.titles).to_have_count(29)

    ideas.search.query.fill("song")
    expect(ideas.search.said).to_have_text("25 results, 20 of them shown.")
    ideas.search.query.fill("encryption")
    expect(ideas.search.said).to_have_text("More than 20 results.")
    ideas.search.further.click()

    expect(ideas.search.results).to_have_count(25)
    expect(ideas.search.said).to_have_text("25 results.")
    expect(ideas.search.active).to_contain_text("Song 4")
    expect(ideas.search.further).to_be_hidden()


def test_a_lock_empties_and_disables_the_search(page: Page, ideas: IdeasScreen) -> None:
    ideas.search.query.fill("piano")
    expect(ideas.search.results).to_have_count(1)
    assert sorted(databases(page)) == ["device", "search"]

    lock_vault(page)

    expect(ideas.search.query).to_be_disabled()
    expect(ideas.search.query).to_have_value("")
    expect(ideas.search.results).to_have_count(0)
    expect(ideas.search.said).to_have_text("Searching needs an open vault.")
    eventually(lambda: databases(page), until=lambda found: found == ["device"])


def test_the_search_is_back_after_unlocking(page: Page, ideas: IdeasScreen) -> None:
    lock_vault(page)
    unlock_vault(page)

    ideas.search.query.fill("piano")

    expect(ideas.search.titles).to_have_text(["Secret piano"])


def test_changes_reach_the_results(page: Page, ideas: IdeasScreen) -> None:
    ideas.item("Secret piano").edit.click()
    ideas.dialog.title.fill("Secret harp")
    ideas.dialog.save.click()
    expect(ideas.status).to_have_text("Secret harp saved.")
    ideas.search.query.fill("piano")
    expect(ideas.search.said).to_have_text("No results for “piano”.")
    ideas.search.query.fill("harp")
    expect(ideas.search.titles).to_have_text(["Secret harp"])
    ideas.search.query.press("Escape")

    ideas.item("Secret harp").delete.click()
    ideas.deletion.confirm.click()
    expect(ideas.status).to_have_text("Secret harp deleted.")
    ideas.search.query.fill("bassoon")
    expect(ideas.search.said).to_have_text("No results for “bassoon”.")

    make_elsewhere(page, "infobase", "Tuba")
    page.evaluate("() => dispatchEvent(new Event('focus'))")
    ideas.search.query.fill("tub")
    expect(ideas.search.titles).to_have_text(["Tuba"])


def test_no_word_leaves_the_device_for_the_search(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108  the driver takes functions only
    with page.expect_response("**/api/search/tokens/**"):
        write(ideas, "Zanzibar", "Nobody knows of Xylophone", private=True)
    write(ideas, "Readable")

    ideas.search.query.fill("xylophone")
    expect(ideas.search.titles).to_have_text(["Zanzibar"])

    stored = run(
        page,
        "search/index-db.js",
        """const db = await new Promise((resolve) => {
            const request = indexedDB.open(module.nameFor(given));
            request.onsuccess = () => resolve(request.result);
        });
        const all = db.transaction("entries").objectStore("entries").getAll();
        await new Promise((resolve) => { all.onsuccess = resolve; });
        db.close();
        return JSON.stringify(all.result);""",
        nora.call("GET", "/api/auth/me")["id"],
    )
    said = [f"{request.url} {request.post_data or ''}" for request in sent] + [stored]
    assert [each for each in said if "anzibar" in each.lower() or "xylo" in each.lower()] == []
    assert [request.method for request in sent if "/search/" in request.url] == ["PUT"]
    state = nora.call("GET", "/api/search/state")
    assert (state["items"], state["indexed"]) == (1, 1)


def test_the_server_helps_while_the_index_is_being_built(page: Page, nora: Visitor, ideas: IdeasScreen) -> None:
    me = nora.call("GET", "/api/auth/me")["id"]
    lock_vault(page)
    page.evaluate(_HOLD.replace("given", repr(me)).replace("'", '"'))
    unlock_vault(page)

    ideas.search.query.fill("bassoon")
    expect(ideas.search.titles).to_have_text(["Secret piano"])
    expect(ideas.search.said).to_have_text("1 result. Still indexing: results may be incomplete.")
    ideas.search.query.fill("bassoon -piano")
    expect(ideas.search.said).to_contain_text("No results")
    ideas.search.query.fill("drums")
    expect(ideas.search.said).to_contain_text("No results")

    page.evaluate("() => globalThis.letGo()")
    expect(ideas.search.progress).to_be_hidden()
    ideas.search.query.fill("drum")
    expect(ideas.search.titles).to_have_text(["Drums"])
    expect(ideas.search.said).to_have_text("1 result.")


def test_progress_is_shown_while_the_index_is_being_built(page: Page, ideas: IdeasScreen) -> None:
    lock_vault(page)
    run(
        page,
        "search/search.js",
        """globalThis.told = [];
        module.search.addEventListener("change", () => {
            const bar = document.querySelector("#search [role=progressbar]");
            if (bar.checkVisibility()) globalThis.told.push([bar.ariaValueText, bar.ariaValueNow, bar.ariaValueMax]);
        });""",
    )

    unlock_vault(page)

    ideas.search.query.fill("piano")
    expect(ideas.search.results).to_have_count(1)
    assert page.evaluate("() => globalThis.told.at(0)") == ["Indexing 0 of 5", "0", "5"]


def test_another_tab_takes_over_what_one_has_built(page: Page, ideas: IdeasScreen) -> None:
    other = page.context.new_page()
    there = show(other, IdeasScreen)
    run(
        other,
        "search/tokens.js",
        """globalThis.made = 0;
        const { of } = module.Tokens.prototype;
        module.Tokens.prototype.of = function (names) {
            globalThis.made += names.length;
            return of.call(this, names);
        };""",
    )

    unlock_vault(other)

    there.search.query.fill("title:secret")
    expect(there.search.titles).to_have_text(["Secret piano"])
    assert other.evaluate("() => globalThis.made") < 10


def test_a_lock_in_one_tab_empties_the_search_of_the_other(page: Page, ideas: IdeasScreen) -> None:
    other = page.context.new_page()
    there = show(other, IdeasScreen)
    unlock_vault(other)
    there.search.query.fill("piano")
    expect(there.search.results).to_have_count(1)

    lock_vault(page)

    expect(there.search.query).to_be_disabled()
    expect(there.search.results).to_have_count(0)
    eventually(lambda: databases(page), until=lambda found: found == ["device"])


def test_an_index_that_a_reload_left_behind_goes_with_a_lock_elsewhere(
    page: Page, nora: Visitor, ideas: IdeasScreen
) -> None:
    show(page, TodayScreen)
    assert sorted(databases(page)) == ["device", "search"]
    nora.call("POST", "/api/vault/lock", {"reason": "remote", "op_id": "0b2b4b0e-6a53-4d9c-9d6c-0e1f1a2b3c4d"})

    page.evaluate("() => dispatchEvent(new Event('focus'))")

    eventually(lambda: databases(page), until=lambda found: found == ["device"])
