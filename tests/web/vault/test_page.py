"""The Vault page: every operation, and every refusal with a clear sentence."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from fixtures.screens.today import TodayScreen
from fixtures.screens.vault import VaultScreen
from reference_server.routes.here import SESSION_COOKIE
from tests.web import modules
from tests.web.going import show
from tests.web.product import Visitor
from tests.web.test_time import SECOND, run, stop_clock
from tests.web.vault.vaults import PASSPHRASE, create, is_open, set_up

NEW = "another passphrase entirely"


def test_a_vault_is_set_up_and_its_codes_are_shown_once(page: Page, nora: Visitor) -> None:
    vault = show(page, VaultScreen)
    expect(vault.frame.root.get_by_role("link", name="Set up vault")).to_be_visible()

    codes = create(vault)

    assert all(re.fullmatch(r"([A-Z2-7]{4}-){7}[A-Z2-7]{4}", code) for code in codes)
    expect(vault.frame.vault).to_have_text("Vault unlocked")
    expect(vault.facts).to_be_hidden()
    vault.kept.click()
    expect(page.get_by_role("heading", name="Your vault")).to_be_focused()
    assert codes[0] not in page.content()
    assert nora.call("GET", "/api/vault")["vault"]["recovery"]["unused"] == 10


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("", "", "Passphrase is required. Passphrase again is required."),
        ("elevenchars", "elevenchars", "Passphrase must have at least 12 characters."),
        ("long enough words", "long enough word", "Passphrase again is not the same."),
    ],
)
def test_a_passphrase_that_will_not_do_is_refused_at_its_field(page: Page, first: str, second: str, said: str) -> None:
    vault = show(page, VaultScreen)
    vault.creation.passphrase.fill(first)
    vault.creation.again.fill(second)

    vault.creation.submit("Create vault").click()

    expect(vault.alert).to_have_text(said)
    expect(vault.creation.root.locator("[aria-invalid]").first).to_be_focused()


def test_what_is_typed_can_be_shown(page: Page) -> None:
    vault = show(page, VaultScreen)
    expect(vault.creation.passphrase).to_have_attribute("type", "password")

    vault.creation.root.get_by_label("Show what I type").check()

    expect(vault.creation.passphrase).to_have_attribute("type", "text")
    expect(vault.creation.again).to_have_attribute("type", "text")


def test_codes_are_downloaded_as_text(page: Page) -> None:
    codes = create(show(page, VaultScreen))

    with page.expect_download() as download:
        page.get_by_role("button", name="Download as text").click()

    assert Path(download.value.path()).read_text(encoding="utf-8").split() == codes


def test_codes_leave_the_page_at_lock(page: Page) -> None:
    vault = show(page, VaultScreen)
    codes = create(vault)

    vault.frame.vault.click()

    expect(vault.frame.vault).to_have_text("Vault locked")
    expect(vault.codes).to_have_count(0)
    assert codes[0] not in page.content()


def test_a_lock_closes_dialogs_and_empties_fields(page: Page) -> None:
    vault = set_up(page)
    vault.ask("Change passphrase")
    dialog = vault.dialog("Change passphrase")
    dialog.present.fill(PASSPHRASE)

    page.evaluate("async () => { (await import('/assets/vault/vault.js')).vault.lock('manual'); }")

    expect(dialog.root).to_be_hidden()
    expect(vault.frame.vault).to_have_text("Vault locked")
    assert (
        page.locator("input[data-secret]").evaluate_all("fields => fields.map((field) => field.value).join('')") == ""
    )
    assert not is_open(page)


def test_a_wrong_passphrase_is_told_with_the_attempts_left(page: Page) -> None:
    vault = set_up(page)
    vault.frame.vault.click()
    vault.frame.vault.click()

    vault.unlocking.passphrase.fill("not the passphrase")
    vault.unlocking.submit("Unlock").click()

    expect(vault.unlocking.alert).to_have_text("Passphrase is not right; 4 attempts left for now.")
    expect(vault.unlocking.passphrase).to_be_focused()
    assert page.url.endswith("/vault")


def test_a_wait_is_counted_down_and_over(page: Page) -> None:
    stop_clock(page, datetime.now(UTC))
    vault = set_up(page)
    vault.frame.vault.click()
    page.route("**/api/vault/unlock", too_many, times=1)
    vault.frame.vault.click()
    vault.unlocking.passphrase.fill(PASSPHRASE)
    vault.unlocking.submit("Unlock").click()
    expect(vault.unlocking.alert).to_have_text("Too many attempts. Please wait 75 seconds and try again.")
    expect(vault.unlocking.wait).to_have_text("You can try again in 01:15.")
    expect(vault.unlocking.submit("Unlock")).to_be_disabled()

    run(page, 74 * SECOND)
    expect(vault.unlocking.wait).to_have_text("You can try again in 00:01.")
    run(page, SECOND)

    expect(vault.unlocking.wait).to_be_hidden()
    expect(vault.unlocking.alert).to_be_hidden()
    vault.unlocking.submit("Unlock").click()
    expect(vault.frame.vault).to_have_text("Vault unlocked")


@pytest.mark.parametrize(
    ("headers", "said", "shown"),
    [({}, "a while", False), ({"Retry-After": "75"}, "75 seconds", True)],
    ids=["nobody", "header"],
)
def test_a_wait_is_as_long_as_somebody_says(page: Page, headers: dict[str, str], said: str, *, shown: bool) -> None:
    vault = set_up(page)
    vault.frame.vault.click()
    page.route("**/api/vault/unlock", lambda route: route.fulfill(status=429, headers=headers, body="Too many."))

    vault.frame.vault.click()
    vault.unlocking.passphrase.fill("not the right one")
    vault.unlocking.submit("Unlock").click()

    expect(vault.unlocking.alert).to_have_text(f"Too many attempts. Please wait {said} and try again.")
    expect(vault.unlocking.wait).to_be_visible(visible=shown)
    expect(vault.unlocking.submit("Unlock")).to_be_enabled(enabled=not shown)


def test_a_proof_is_wiped_when_it_does_not_open_the_vault(page: Page) -> None:
    set_up(page)
    body = """const { fill } = Uint8Array.prototype;
        let wiped = 0;
        Uint8Array.prototype.fill = function (...given) {
            if (this.length === 32 && given[0] === 0) wiped += 1;
            return fill.apply(this, given);
        };
        const refused = await module.prove(given).then(() => "", ({ type }) => type);
        Uint8Array.prototype.fill = fill;
        return [refused, wiped];"""

    # What the passphrase comes to, and the proof that comes of that.
    assert modules.run(page, "vault/proof.js", body, "not the right one") == ["wrong-passphrase", 2]


def too_many(route: Route) -> None:
    """Answer as after too many attempts."""
    document = {"type": "/problems/throttled", "status": 429, "detail": "Wait.", "retry_after": 75}
    route.fulfill(status=429, json=document, content_type="application/problem+json")


def test_a_server_that_asks_for_less_than_the_floor_gets_no_proof(page: Page) -> None:
    vault = set_up(page)
    vault.frame.vault.click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    def weaken(route: Route) -> None:
        answer = route.fetch()
        view = answer.json()["vault"]
        route.fulfill(response=answer, json={"vault": {**view, "kdf": {**view["kdf"], "iterations": 1}}})

    page.route("**/api/vault", weaken)
    vault.frame.vault.click()
    vault.unlocking.passphrase.fill(PASSPHRASE)
    vault.unlocking.submit("Unlock").click()

    expect(vault.unlocking.alert).to_contain_text("weaker encryption than this version accepts")
    assert [url for url in sent if url.endswith("/unlock")] == []


def test_settings_are_saved(page: Page, nora: Visitor) -> None:
    vault = set_up(page)

    vault.settings.minutes.fill("3")
    vault.settings.save.click()

    expect(vault.status).to_have_text("Vault settings saved.")
    assert nora.call("GET", "/api/vault")["vault"]["auto_lock_minutes"] == 3


def test_settings_that_make_no_sense_are_refused_at_the_field(page: Page) -> None:
    vault = set_up(page)

    vault.settings.minutes.fill("1441")
    vault.settings.save.click()

    expect(vault.alert).to_contain_text("Lock after minutes without activity must be")


def test_the_vault_is_locked_on_all_devices_from_one_that_has_not_opened_it(
    page: Page, browser: Browser, nora: Visitor
) -> None:
    set_up(page)
    other = browser.new_context(base_url=nora.url)
    other.add_cookies([{"name": SESSION_COOKIE, "value": nora.secret, "url": nora.url}])
    laptop = show(other.new_page(), VaultScreen)

    laptop.lock_elsewhere.click()
    expect(laptop.status).to_have_text("The vault is locked on all devices.")

    page.evaluate("() => dispatchEvent(new Event('focus'))")
    expect(VaultScreen(page).facts).to_contain_text("The vault was locked from another device.")
    assert not is_open(page)
    other.close()


def test_every_page_leads_to_the_vault(page: Page) -> None:
    today = show(page, TodayScreen)

    today.frame.root.get_by_role("link", name="Set up vault").click()

    VaultScreen(page).ready()
    expect(VaultScreen(page).creation.root).to_be_visible()


def test_a_due_renewal_is_told(page: Page) -> None:
    set_up(page)
    page.clock.install(time=datetime.now(UTC) + timedelta(days=400))

    vault = show(page, VaultScreen)

    expect(vault.keys).to_contain_text("They have been due to be renewed since ")
