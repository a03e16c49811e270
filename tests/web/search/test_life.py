"""How the search follows the vault and what changes: building, locks, other devices and other tabs."""

import pytest
from playwright.sync_api import Page, Request, expect

from fixtures.eventually import eventually
from fixtures.screens.items import IdeasScreen
from fixtures.screens.screen import Screen
from fixtures.screens.today import TodayScreen
from tests.web.going import show
from tests.web.items.test_items import write
from tests.web.modules import run
from tests.web.product import Visitor
from tests.web.search.searching import databases, make_elsewhere, with_things_to_find
from tests.web.vault.vaults import lock_vault, set_up_vault, unlock

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
    return with_things_to_find(page, nora)


def test_a_lock_empties_and_disables_the_search(page: Page, ideas: IdeasScreen) -> None:
    ideas.search.query.fill("piano")
    expect(ideas.search.results).to_have_count(1)
    assert sorted(databases(page)) == ["device", "replica", "search"]

    lock_vault(page)

    expect(ideas.search.query).to_be_disabled()
    expect(ideas.search.query).to_have_value("")
    expect(ideas.search.results).to_have_count(0)
    expect(ideas.search.said).to_have_text("Searching needs an open vault.")
    eventually(lambda: databases(page), until=lambda found: sorted(found) == ["device", "replica"])


def test_the_search_is_back_after_unlocking(page: Page, ideas: IdeasScreen) -> None:
    lock_vault(page)
    unlock(page)

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
    unlock(page)

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

    unlock(page)

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

    unlock(other)

    there.search.query.fill("title:secret")
    expect(there.search.titles).to_have_text(["Secret piano"])
    assert other.evaluate("() => globalThis.made") < 10


def test_a_lock_in_one_tab_empties_the_search_of_the_other(page: Page, ideas: IdeasScreen) -> None:
    other = page.context.new_page()
    there = show(other, IdeasScreen)
    unlock(other)
    there.search.query.fill("piano")
    expect(there.search.results).to_have_count(1)

    lock_vault(page)

    expect(there.search.query).to_be_disabled()
    expect(there.search.results).to_have_count(0)
    eventually(lambda: databases(page), until=lambda found: sorted(found) == ["device", "replica"])


def test_an_index_that_a_reload_left_behind_goes_with_a_lock_elsewhere(
    page: Page, nora: Visitor, ideas: IdeasScreen
) -> None:
    show(page, TodayScreen)
    assert sorted(databases(page)) == ["device", "replica", "search"]
    nora.call("POST", "/api/vault/lock", {"reason": "remote", "op_id": "0b2b4b0e-6a53-4d9c-9d6c-0e1f1a2b3c4d"})

    page.evaluate("() => dispatchEvent(new Event('focus'))")

    eventually(lambda: databases(page), until=lambda found: sorted(found) == ["device", "replica"])


def test_a_tab_that_is_locked_leaves_the_index_of_another_alone(page: Page, ideas: IdeasScreen) -> None:
    lock_vault(page)
    other = page.context.new_page()
    show(other, TodayScreen)
    expect(Screen(other).frame.vault).to_have_text("Vault locked")
    unlock(page)
    ideas.search.query.fill("piano")
    expect(ideas.search.results).to_have_count(1)
    count = """() => {
        globalThis.deleted = 0;
        const { deleteDatabase } = indexedDB;
        indexedDB.deleteDatabase = (name) => {
            globalThis.deleted += 1;
            return deleteDatabase.call(indexedDB, name);
        };
    }"""
    other.evaluate(count)

    run(other, "vault/vault.js", "await module.vault.load();")

    assert other.evaluate("() => globalThis.deleted") == 0


def test_an_index_that_the_browser_takes_away_is_built_anew(page: Page, ideas: IdeasScreen) -> None:
    page.evaluate(
        """() => {
            const { transaction } = IDBDatabase.prototype;
            IDBDatabase.prototype.transaction = function (...given) {
                if (this.name.startsWith("search-")) {
                    this.close();
                    IDBDatabase.prototype.transaction = transaction;
                    setTimeout(() => this.dispatchEvent(new Event("close")));
                }
                return transaction.apply(this, given);
            };
        }"""
    )

    write(ideas, "Kazoo", private=True)

    ideas.search.query.fill("kazoo")
    expect(ideas.search.titles).to_have_text(["Kazoo"])


def test_what_is_typed_stays_when_the_browser_takes_the_index_away(
    page: Page, nora: Visitor, ideas: IdeasScreen
) -> None:
    ideas.search.query.fill("piano")
    expect(ideas.search.titles).to_have_text(["Secret piano"])

    states = run(
        page,
        "search/search.js",
        """
        const states = new Set();
        const ready = new Promise((done) => module.search.addEventListener("change", () => {
            states.add(module.search.state);
            if (module.search.state === "ready") done();
        }));
        indexedDB.deleteDatabase(`search-${given}`);
        await ready;
        return [...states];
        """,
        nora.call("GET", "/api/auth/me")["id"],
    )

    assert states == ["building", "ready"]
    expect(ideas.search.query).to_have_value("piano")
    expect(ideas.search.titles).to_have_text(["Secret piano"])
    expect(ideas.search.said).to_have_text("1 result.")
