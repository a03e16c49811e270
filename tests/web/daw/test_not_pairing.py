"""Whom the Devices page does not let in, or not yet, and how it says so."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Page, Route, expect

from fixtures.screens.devices import DevicesScreen
from tests.web.daw.letting_in import find, note_paths, pair
from tests.web.daw.watchers import WaitingWatcher, check_code, public_text
from tests.web.product import Visitor
from tests.web.vault.vaults import PASSPHRASE, lock_vault

GONE = "This watcher waits no more"


def test_nobody_is_paired_before_the_codes_were_compared(
    page: Page, devices: DevicesScreen, watcher: WaitingWatcher
) -> None:
    find(devices, watcher.code)
    sent = note_paths(page, "POST")

    devices.decision.pair.click()

    expect(devices.alert).to_have_text(
        "The watcher shows the same check code must be ticked: compare the two codes first."
    )
    expect(devices.decision.same).to_be_focused()
    assert [path for path in sent if path.startswith("daw/")] == []


def test_a_refused_watcher_gets_nothing(devices: DevicesScreen, watcher: WaitingWatcher) -> None:
    find(devices, watcher.code)

    devices.decision.refuse.click()

    expect(devices.status).to_have_text("Studio is refused, and gets no key.")
    expect(devices.decision.root).to_be_hidden()
    expect(devices.pairing.code).to_be_focused()
    expect(devices.pairing.code).to_have_value("")
    assert watcher.asks()["error"] == "access_denied"
    expect(devices.empty).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "Code is required."), ("BCDF", "Code must be 8 letters, such as BCDF-GHJK."), ("BCDF-GHJ1", None)],
)
def test_what_is_no_code_is_told_at_the_field_and_costs_no_attempt(
    page: Page, devices: DevicesScreen, typed: str, told: str | None
) -> None:
    sent = note_paths(page, "GET")

    find(devices, typed)

    expect(devices.alert).to_have_text(told or "Code must be 8 letters, such as BCDF-GHJK.")
    expect(devices.pairing.code).to_be_focused()
    assert [path for path in sent if path.startswith("daw/pairings")] == []


def test_an_unknown_code_is_told_at_the_field(devices: DevicesScreen) -> None:
    find(devices, "BBBB-BBBB")

    expect(devices.alert).to_have_text("Code is unknown, or has expired; compare it with what the watcher shows now.")
    expect(devices.pairing.code).to_have_attribute("aria-invalid", "true")
    expect(devices.pairing.code).to_be_focused()


def test_who_guesses_waits(page: Page, devices: DevicesScreen) -> None:
    page.route(
        "**/api/daw/pairings/*",
        lambda route: route.fulfill(status=429, json={"type": "/problems/throttled", "retry_after": 900}),
    )

    find(devices, "BBBB-BBBB")

    expect(devices.alert).to_have_text("Too many attempts. Please wait 15 minutes and try again.")
    expect(devices.pairing.code).to_have_value("BBBB-BBBB")


def test_a_server_that_is_not_reached_is_told(page: Page, devices: DevicesScreen, watcher: WaitingWatcher) -> None:
    page.route("**/api/daw/pairings/*", lambda route: route.abort())

    find(devices, watcher.code)

    expect(devices.alert).to_have_text("The server could not be reached. Check your connection and try again.")
    expect(devices.decision.root).to_be_hidden()


def test_a_vault_that_was_locked_meanwhile_keeps_the_watcher_out(
    page: Page, nora: Visitor, devices: DevicesScreen, watcher: WaitingWatcher
) -> None:
    find(devices, watcher.code)
    devices.decision.same.check()
    nora.call("POST", "/api/vault/lock", {"reason": "manual", "op_id": "11111111-2222-4333-8444-555555555555"})

    devices.decision.pair.click()
    expect(devices.alert).to_contain_text("Unlock it and try again.")
    assert watcher.asks()["error"] == "authorization_pending"
    devices.unlock.click()
    devices.unlocking.passphrase.fill(PASSPHRASE)
    devices.unlocking.submit("Unlock").click()
    expect(page.get_by_role("heading", name="Is this your watcher?")).to_be_focused()
    devices.decision.pair.click()

    expect(devices.status).to_have_text("Studio is paired.")
    expect(devices.alert).to_be_hidden()


def test_a_vault_that_is_locked_here_seals_nothing(page: Page, devices: DevicesScreen, watcher: WaitingWatcher) -> None:
    find(devices, watcher.code)
    devices.decision.same.check()
    lock_vault(page)
    sent = note_paths(page, "POST")

    devices.decision.pair.click()

    expect(devices.alert).to_have_text("The vault is locked. Unlock it and try again.")
    assert [path for path in sent if path.startswith("daw/")] == []


@pytest.mark.parametrize("answer", ["pair", "refuse"])
def test_a_watcher_that_waits_no_more_is_told(
    nora: Visitor, devices: DevicesScreen, watcher: WaitingWatcher, answer: str
) -> None:
    find(devices, watcher.code)
    devices.decision.same.check()
    nora.call("POST", f"/api/daw/pairings/{watcher.code}/deny")

    getattr(devices.decision, answer).click()

    expect(devices.alert).to_contain_text(GONE)
    expect(devices.decision.root).to_be_hidden()
    expect(devices.pairing.code).to_be_focused()


def test_a_pairing_whose_answer_is_lost_is_noticed(page: Page, devices: DevicesScreen, watcher: WaitingWatcher) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/approve", lose)

    pair(devices, watcher)

    expect(devices.status).to_have_text("Studio is paired.")
    expect(devices.names).to_have_text(["Studio"])
    expect(devices.decision.root).to_be_hidden()
    expect(devices.alert).to_be_hidden()


def test_a_key_that_somebody_has_put_in_the_place_of_the_watchers_is_noticed(
    page: Page, devices: DevicesScreen, watcher: WaitingWatcher
) -> None:
    other = public_text(ec.generate_private_key(ec.SECP256R1()))

    def exchange(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "public_key": other})

    page.route("**/api/daw/pairings/*", exchange)

    find(devices, watcher.code)

    expect(devices.decision.check_code).to_have_text(check_code(watcher.device_id, other))
    expect(devices.decision.check_code).not_to_have_text(watcher.check_code)
