"""A lock that was made elsewhere: heard of in time, and right whatever the page is doing then."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.product import Visitor
from tests.web.test_time import SECOND, run, stop_clock
from tests.web.vault.vaults import PASSPHRASE, is_open, set_up, unlock


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
    vault.change_passphrase(PASSPHRASE, "another horse battery staple")

    expect(vault.frame.vault).to_have_text("Vault locked")
    expect(vault.facts).to_contain_text("The vault was locked from another device.")
    assert not is_open(page)


def test_who_hears_of_a_lock_while_proving_the_passphrase_does_not_open_the_vault(page: Page, nora: Visitor) -> None:
    vault = set_up(page)
    nora.call("POST", "/api/vault/lock", {"reason": "manual", "op_id": "from-elsewhere"})

    with page.expect_response("**/api/vault"):
        vault.change_passphrase(PASSPHRASE, "another horse battery staple")

    expect(vault.frame.vault).to_have_text("Vault locked")
    expect(vault.alert).to_have_text("The vault was locked meanwhile. Please try again.")
    assert nora.call("GET", "/api/sync/poll?since=0")["vault"]["locked"]


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
