"""How long a vault stays open, and what locks it."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, Route, expect

from fixtures.screens.items import IdeasScreen
from fixtures.screens.login import LoginScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.vault import VaultScreen
from tests.web.going import show
from tests.web.product import Visitor
from tests.web.searching import databases
from tests.web.test_items import write
from tests.web.test_time import MINUTE, SECOND, jump, run, stop_clock
from tests.web.vaults import PASSPHRASE, is_open, make_private, opened, set_up, set_up_vault, unlock

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
    vault.frame.vault.click()
    expect(vault.frame.vault).to_have_text("Vault locked")
    assert nora.call("GET", "/api/vault")["vault"]["epoch"] == 1
    page.unroute("**/api/**")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.partition("/api/")[2]))

    page.reload()
    vault.ready()

    vaults = [path for path in sent if path.startswith(("vault", "sync"))]
    assert vaults.index("vault/lock") < vaults.index("sync/poll?since=0")
    assert nora.call("GET", "/api/vault")["vault"]["epoch"] == 2


def test_a_write_that_is_refused_because_of_a_lock_locks_here_too(page: Page, nora: Visitor) -> None:
    vault = set_up(page)
    nora.call("POST", "/api/vault/lock", {"reason": "remote", "op_id": "from-elsewhere"})
    vault.settings.minutes.fill("3")

    vault.settings.save.click()

    expect(vault.alert).to_have_text("The vault was locked from another device. Unlock it and try again.")
    expect(vault.frame.vault).to_have_text("Vault locked")


def test_a_lock_by_hand_elsewhere_is_said_to_be_from_there(page: Page, nora: Visitor) -> None:
    vault = set_up(page)
    nora.call("POST", "/api/vault/lock", {"reason": "manual", "op_id": "from-elsewhere"})

    for _ in range(2):
        with page.expect_response("**/api/sync/poll*"):
            page.evaluate("() => dispatchEvent(new Event('focus'))")

        expect(vault.frame.vault).to_have_text("Vault locked")
        expect(vault.status).to_have_text("The vault was locked from another device.")
        expect(vault.facts).to_contain_text("The vault was locked from another device.")


@pytest.mark.parametrize("hidden", [True, False], ids=["hidden", "seen"])
def test_a_lock_elsewhere_is_heard_of_within_half_a_minute(page: Page, nora: Visitor, *, hidden: bool) -> None:
    stop_clock(page, datetime.now(UTC))
    vault = set_up(page)
    page.evaluate(f"() => Object.defineProperty(document, 'hidden', {{ get: () => {str(hidden).lower()} }})")
    nora.call("POST", "/api/vault/lock", {"reason": "manual", "op_id": "from-elsewhere"})

    with page.expect_response("**/api/sync/poll*"):
        run(page, 30 * SECOND)

    expect(vault.frame.vault).to_have_text("Vault locked")


def test_a_lock_elsewhere_during_a_change_of_the_passphrase_is_heeded_after_it(page: Page, nora: Visitor) -> None:
    vault = set_up(page)

    def lock_first(route: Route) -> None:
        nora.call("POST", "/api/vault/lock", {"reason": "manual", "op_id": "from-elsewhere"})
        route.continue_()

    page.route("**/api/vault/passphrase", lock_first)
    change_passphrase(vault)

    expect(vault.frame.vault).to_have_text("Vault locked")
    expect(vault.facts).to_contain_text("The vault was locked from another device.")
    assert not is_open(page)


def test_who_hears_of_a_lock_while_proving_the_passphrase_does_not_open_the_vault(page: Page, nora: Visitor) -> None:
    vault = set_up(page)
    nora.call("POST", "/api/vault/lock", {"reason": "manual", "op_id": "from-elsewhere"})

    with page.expect_response("**/api/vault"):
        change_passphrase(vault)

    expect(vault.frame.vault).to_have_text("Vault locked")
    expect(vault.alert).to_have_text("The vault was locked meanwhile. Please try again.")
    assert nora.call("GET", "/api/sync/poll?since=0")["vault"]["locked"]


def change_passphrase(vault: VaultScreen) -> None:
    """Ask for another passphrase."""
    vault.ask("Change passphrase")
    dialog = vault.dialog("Change passphrase")
    dialog.present.fill(PASSPHRASE)
    dialog.new.fill("another horse battery staple")
    dialog.again.fill("another horse battery staple")
    dialog.submit("Change passphrase").click()


def test_a_late_answer_of_a_poll_does_not_undo_an_unlock(page: Page, nora: Visitor) -> None:
    vault = set_up(page)
    vault.frame.vault.click()
    expect(vault.frame.vault).to_have_text("Vault locked")
    late: list[Route] = []
    page.route("**/api/sync/poll*", lambda route: late.append(route), times=1)  # noqa: PLW0108  functions only
    with page.expect_request("**/api/sync/poll*"):
        page.evaluate("() => dispatchEvent(new Event('focus'))")
    answer = nora.call("GET", "/api/sync/poll?since=0")
    unlock(page)

    with page.expect_response("**/api/sync/poll*"):
        late[0].fulfill(json={**answer, "vault": {"epoch": 2, "locked": True, "reason": "manual"}})

    assert is_open(page)
    expect(vault.frame.vault).to_have_text("Vault unlocked")


def test_a_lock_during_an_unlock_wins(page: Page) -> None:
    vault = set_up(page)
    vault.frame.vault.click()
    late: list[Route] = []
    page.route("**/api/vault/unlock", lambda route: late.append(route), times=1)  # noqa: PLW0108  functions only
    vault.frame.vault.click()
    vault.unlocking.passphrase.fill("correct horse battery staple")
    with page.expect_request("**/api/vault/unlock"):
        vault.unlocking.submit("Unlock").click()
    page.evaluate("async () => { (await import('/assets/vault/vault.js')).vault.lock('manual'); }")

    late[0].continue_()

    expect(vault.unlocking.alert).to_have_text("The vault was locked meanwhile. Please try again.")
    assert not is_open(page)


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
    assert sorted(databases(page)) == ["device", "search"]

    quests.frame.sign_out.click()
    expect(LoginScreen(page).google).to_be_visible()

    assert databases(page) == ["device"]


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
