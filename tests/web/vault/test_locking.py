"""How long a vault stays open, and what locks it."""

from datetime import UTC, datetime

from playwright.sync_api import Page, Route, expect

from fixtures.screens.items import IdeasScreen
from fixtures.screens.login import LoginScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.vault import VaultScreen
from tests.web.going import show
from tests.web.items.test_items import write
from tests.web.product import Visitor
from tests.web.search.searching import databases
from tests.web.test_time import MINUTE, SECOND, jump, run, stop_clock
from tests.web.vault.vaults import is_open, make_private, opened, set_up, set_up_vault, unlock

INACTIVE = "The vault locked itself, because nobody was active for a while."


def test_a_vault_stays_open_from_page_to_page(page: Page) -> None:
    vault = set_up(page)
    item = make_private(page, "Hum")

    for name in ("Quests", "Today"):
        vault.frame.link(name).click()
        expect(page).to_have_title(f"{name} · Passion OS")
        expect(vault.frame.vault).to_have_text("Vault unlocked")

    assert opened(page, item) == {"title": "Hum", "body": ""}


def test_a_reload_locks(page: Page) -> None:
    vault = set_up(page)

    page.reload()
    vault.ready()

    expect(vault.frame.vault).to_have_text("Vault locked")
    unlock(page)


def test_nobody_active_for_the_time_of_the_auto_lock_locks(page: Page, nora: Visitor) -> None:
    stop_clock(page, datetime.now(UTC))
    vault = set_up(page)

    run(page, 15 * MINUTE - 2 * SECOND)
    expect(vault.frame.vault).to_have_text("Vault unlocked")
    with page.expect_response("**/api/vault/lock"):  # which the page sends last of all, after all that it shows
        run(page, 2 * SECOND)

    expect(vault.frame.vault).to_have_text("Vault locked")
    expect(vault.status).to_have_text(INACTIVE)
    expect(vault.facts).to_contain_text(INACTIVE)
    assert nora.call("GET", "/api/vault")["vault"]["reason"] == "inactivity"


def test_activity_keeps_the_vault_open(page: Page) -> None:
    stop_clock(page, datetime.now(UTC))
    vault = set_up(page)
    run(page, 10 * MINUTE)

    with page.expect_response("**/api/vault/activity") as told:
        page.keyboard.press("Shift")
        run(page, SECOND)
    run(page, 10 * MINUTE)

    assert told.value.ok
    expect(vault.frame.vault).to_have_text("Vault unlocked")
    run(page, 5 * MINUTE)
    expect(vault.frame.vault).to_have_text("Vault locked")


def test_the_key_that_wakes_the_machine_does_not_count(page: Page) -> None:
    stop_clock(page, datetime.now(UTC))
    vault = set_up(page)
    page.clock.set_fixed_time(datetime.now(UTC) + 20 * MINUTE)  # and no timer has run yet

    page.keyboard.press("Shift")

    expect(vault.frame.vault).to_have_text("Vault locked")


def test_nothing_is_opened_when_the_time_is_over_unnoticed(page: Page) -> None:
    stop_clock(page, datetime.now(UTC))
    set_up(page)
    item = make_private(page, "Hum")
    page.clock.set_fixed_time(datetime.now(UTC) + 20 * MINUTE)

    assert opened(page, item) == "vault-locked"
    assert not is_open(page)


def test_a_night_with_the_lid_closed_locks(page: Page) -> None:
    stop_clock(page, datetime.now(UTC))
    vault = set_up(page)

    jump(page, 480 * MINUTE)

    expect(vault.frame.vault).to_have_text("Vault locked")


def test_a_lock_in_one_tab_locks_the_others(page: Page) -> None:
    vault = set_up(page)
    other = show(page.context.new_page(), VaultScreen)
    unlock(other.page)

    vault.frame.vault.click()

    expect(other.frame.vault).to_have_text("Vault locked")
    assert not is_open(other.page)


def test_activity_in_one_tab_counts_in_the_others(page: Page) -> None:
    stop_clock(page, datetime.now(UTC))
    vault = set_up(page)
    other = page.context.new_page()
    show(other, QuestsScreen)
    unlock(other)
    run(page, 14 * MINUTE)

    page.evaluate(
        """async () => {
            const { vault } = await import("/assets/vault/vault.js");
            new BroadcastChannel(`vault-${vault.userId}`).postMessage({ kind: "activity", at: Date.now() });
        }"""
    )
    run(page, 2 * MINUTE)

    expect(vault.frame.vault).to_have_text("Vault unlocked")


def test_a_lock_that_cannot_be_sent_is_sent_first_of_all_later(page: Page, nora: Visitor) -> None:
    vault = set_up(page)
    page.route("**/api/**", lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/api/vault/lock")):
        vault.frame.vault.click()
    expect(vault.frame.vault).to_have_text("Vault locked")
    assert nora.call("GET", "/api/vault")["vault"]["epoch"] == 1
    page.unroute("**/api/**")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.partition("/api/")[2]))

    page.reload()
    vault.ready()

    vaults = [path for path in sent if path.startswith(("vault", "sync"))]
    assert vaults.index("vault/lock") < [path.startswith("sync/poll?") for path in vaults].index(True)
    assert nora.call("GET", "/api/vault")["vault"]["epoch"] == 2


def test_signing_out_locks(page: Page) -> None:
    vault = set_up(page)
    reasons: list[object] = []

    def note(route: Route) -> None:
        reasons.append((route.request.post_data_json or {}).get("reason"))
        route.continue_()

    page.route("**/api/vault/lock", note)
    vault.frame.sign_out.click()
    expect(LoginScreen(page).google).to_be_visible()

    assert reasons == ["sign_out"]


def test_signing_out_where_nothing_is_open_leaves_no_other_tab_open(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Hum", private=True)
    closed = show(page.context.new_page(), QuestsScreen)
    expect(closed.frame.vault).to_have_text("Vault locked")

    closed.frame.sign_out.click()
    expect(LoginScreen(closed.page).google).to_be_visible()

    expect(ideas.frame.vault).to_have_text("Vault locked")
    assert not is_open(page)
    assert databases(page) == ["device"]


def test_signing_out_takes_along_the_index_that_a_reload_left_behind(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Hum", private=True)
    quests = show(page, QuestsScreen)
    assert sorted(databases(page)) == ["device", "replica", "search"]

    quests.frame.sign_out.click()
    expect(LoginScreen(page).google).to_be_visible()

    assert databases(page) == ["device"]
