"""What a device remembers of a vault between visits: whatever its tabs do, and whatever becomes of its database."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from fixtures.eventually import eventually
from fixtures.screens.items import IdeasScreen
from fixtures.screens.vault import VaultScreen
from tests.web.going import show
from tests.web.items.test_items import write
from tests.web.modules import run
from tests.web.product import Visitor
from tests.web.vault.vaults import is_open, set_up, set_up_vault, unlock

# A browser that takes a database away closes its connections; the next use may come before it says so.
_TAKE_AWAY = """() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...given) {
        if (this.name.startsWith("device-")) this.close();
        return transaction.apply(this, given);
    };
}"""


def test_a_vault_whose_memory_is_gone_locks_all_the_same(page: Page, nora: Visitor) -> None:
    vault = set_up(page)
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.evaluate(_TAKE_AWAY)

    vault.frame.vault.click()

    expect(vault.frame.vault).to_have_text("Vault locked")
    assert not is_open(page)
    eventually(lambda: nora.call("GET", "/api/vault")["vault"]["epoch"], until=lambda epoch: epoch == 2)
    unlock(page)
    assert problems == []


def test_a_memory_that_the_browser_closes_lasts_as_long_as_the_page(page: Page) -> None:
    show(page, VaultScreen)
    body = """const memory = await module.DeviceMemory.of("somebody");
        memory.rememberRevision("an-id", 1);
        const { transaction } = IDBDatabase.prototype;
        let asked = 0;
        IDBDatabase.prototype.transaction = function (...names) {
            asked += 1;
            this.close();
            this.dispatchEvent(new Event("close"));
            return transaction.apply(this, names);
        };
        memory.rememberRevision("an-id", 2);
        memory.keepLock({ op_id: "one", reason: "manual" });
        memory.rememberRevision("an-id", 3);
        const [pending] = await memory.pendingLocks();
        IDBDatabase.prototype.transaction = transaction;
        return [memory.revisionOf("an-id"), pending.op_id, asked];"""

    assert run(page, "vault/memory.js", body) == [3, "one", 1]


def test_thousands_of_items_that_are_seen_at_once_keep_no_lock_waiting(page: Page) -> None:
    show(page, VaultScreen)
    body = """const memory = await module.DeviceMemory.of("somebody");
        const { transaction } = IDBDatabase.prototype;
        let begun = 0;
        IDBDatabase.prototype.transaction = function (...given) {
            begun += 1;
            return transaction.apply(this, given);
        };
        for (let item = 0; item < 5000; item += 1) memory.rememberRevision(`item-${item}`, 7);
        memory.keepLock({ op_id: "one", reason: "manual" });
        const [pending] = await memory.pendingLocks();
        const few = begun <= 4;
        while (!(await module.DeviceMemory.of("somebody")).revisionOf("item-4999"));
        IDBDatabase.prototype.transaction = transaction;
        return [pending.op_id, few];"""

    assert run(page, "vault/memory.js", body) == ["one", True]


def remembered(page: Page, then: str) -> Any:
    """Return what another visit finds, after what two tabs have done that began at the same time."""
    body = f"""const [one, other] = await Promise.all([1, 2].map(() => module.DeviceMemory.of("somebody")));
        {then}
        const later = await module.DeviceMemory.of("somebody");
        return [later.revisionOf("an-id"), later.policyOrder];"""
    return run(page, "vault/memory.js", body)


def test_no_tab_lowers_what_another_one_has_seen(page: Page) -> None:
    seen = """one.rememberRevision("an-id", 5);
        one.rememberPolicyOrder(3);
        other.rememberRevision("an-id", 4);
        other.rememberPolicyOrder(2);"""

    assert remembered(page, seen) == [5, 3]


def test_a_lock_that_a_closed_tab_could_not_send_is_sent_by_another(page: Page, nora: Visitor) -> None:
    vault = set_up(page)
    other = show(page.context.new_page(), VaultScreen)
    unlock(other.page)

    def fail(route: Route) -> None:
        route.abort()

    page.context.route("**/api/**", fail)
    vault.frame.vault.click()
    expect(other.frame.vault).to_have_text("Vault locked")
    page.close()
    assert nora.call("GET", "/api/vault")["vault"]["epoch"] == 1

    with other.page.expect_response("**/api/vault/lock"):  # by a poll of its own, or by this one
        other.page.context.unroute("**/api/**")
        other.page.evaluate("() => dispatchEvent(new Event('focus'))")

    assert nora.call("GET", "/api/vault")["vault"]["epoch"] == 2


def test_an_item_that_is_back_after_it_was_deleted_is_reported(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Deleted here", private=True)
    write(ideas, "Deleted elsewhere", private=True)
    items = nora.call("GET", "/api/ideas")["items"]
    elsewhere, here = items
    ideas.item("Deleted here").delete.click()
    ideas.deletion.confirm.click()
    expect(ideas.status).to_have_text("Deleted here deleted.")
    delete = """const { sync } = await import("/assets/sync.js");
        await sync.now();
        await module.guarded("DELETE", `api/ideas/${given}?base_rev=1`);
        await sync.now();"""
    run(page, "vault/guarded.js", delete, elsewhere["id"])
    expect(ideas.titles).to_have_count(0)

    def bring_back(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "changes": [here, elsewhere]})

    page.route("**/api/sync/poll*", bring_back)
    page.reload()
    ideas.ready()
    unlock(page)

    expect(ideas.damaged).to_have_count(2)
    for item in items:
        expect(ideas.damaged_item(item["id"]).damage).to_contain_text("older version")


def test_a_revision_behind_what_was_seen_is_reported(page: Page) -> None:
    set_up(page)
    script = """async (rev) => {
        const { noteSeen } = await import("/assets/vault/contents.js");
        try { noteSeen({ id: "some-id", rev }); return null; } catch (problem) { return problem.reason; }
    }"""
    assert page.evaluate(script, 7) is None

    page.reload()
    VaultScreen(page).ready()

    assert page.evaluate(script, 6) == "older"
    assert page.evaluate(script, 7) is None
