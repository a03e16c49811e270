"""Letting a watcher in on the Devices page: found by its code, compared, and answered."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from playwright.sync_api import Page, Route, expect

from fixtures.screens.devices import DevicesScreen
from fixtures.screens.vault import VaultScreen
from tests.web.daw.rows import person_of
from tests.web.daw.watchers import WaitingWatcher, check_code, derived, opened, plain, public_text, said
from tests.web.going import show
from tests.web.product import Product, Visitor
from tests.web.vault.vaults import PASSPHRASE, lock_vault, set_up_vault

GONE = "This watcher waits no more"


@pytest.fixture
def devices(page: Page) -> DevicesScreen:
    """The page of somebody whose vault is open."""
    screen = show(page, DevicesScreen)
    set_up_vault(page)
    return screen


@pytest.fixture
def watcher(product: Product) -> WaitingWatcher:
    """One that waits."""
    return WaitingWatcher.asking(product)


def find(devices: DevicesScreen, code: str) -> None:
    """Ask for the watcher of this code."""
    devices.pairing.code.fill(code)
    devices.pairing.find.click()


def pair(devices: DevicesScreen, watcher: WaitingWatcher) -> None:
    """Compare, and let the watcher in."""
    find(devices, watcher.code)
    expect(devices.decision.check_code).to_have_text(watcher.check_code)
    devices.decision.same.check()
    devices.decision.pair.click()


def vault_key(nora: Visitor) -> tuple[bytes, str]:
    """Return the key of somebody's vault, as their passphrase opens it, and its id."""
    view = nora.call("GET", "/api/vault")["vault"]
    (wrap,) = [each for each in view["wraps"] if each["by"] == "password"]
    master = PBKDF2HMAC(SHA256(), 32, plain(view["kdf"]["salt"]), view["kdf"]["iterations"]).derive(PASSPHRASE.encode())
    facts = said("passion-os/wrap/1", person_of(nora), wrap["kid"], wrap["pol"], "password", wrap["by_id"])
    uvk = AESGCM(derived(master, "passion-os/1/kek")).decrypt(plain(wrap["iv"]), plain(wrap["ct"]), facts)
    return uvk, str(view["kid"])


def note_paths(page: Page, method: str) -> list[str]:
    """Return a list that gets the paths below `/api/` of what is sent from now on."""
    sent: list[str] = []
    page.on(
        "request",
        lambda request: sent.append(request.url.partition("/api/")[2]) if request.method == method else None,
    )
    return sent


def test_a_watcher_that_is_paired_gets_the_key_of_the_persons_vault(
    devices: DevicesScreen, nora: Visitor, watcher: WaitingWatcher
) -> None:
    pair(devices, watcher)
    expect(devices.status).to_have_text("Studio is paired.")

    given = watcher.asks()
    uvk, kid = vault_key(nora)
    found = opened(watcher.key, given["key"], person_of(nora), watcher.device_id, kid)
    assert given["kid"] == kid
    assert found == derived(uvk, f"passion-os/1/watch/{kid}/{watcher.device_id}")


def test_the_list_shows_who_was_paired(devices: DevicesScreen, watcher: WaitingWatcher) -> None:
    expect(devices.empty).to_be_visible()

    pair(devices, watcher)

    expect(devices.names).to_have_text(["Studio"])
    expect(devices.empty).to_be_hidden()
    expect(devices.decision.root).to_be_hidden()
    expect(devices.pairing.code).to_have_value("")
    expect(devices.page.get_by_role("heading", name="Your watchers")).to_be_focused()


def test_the_person_sees_who_asks(devices: DevicesScreen, product: Product) -> None:
    watcher = WaitingWatcher.asking(product, "Basement", platform="macOS", version="1.2.3")

    find(devices, watcher.code)

    for fact in ("Basement", "macOS", "1.2.3", watcher.check_code):
        expect(devices.decision.root).to_contain_text(fact)
    expect(devices.page.get_by_role("heading", name="Is this your watcher?")).to_be_focused()
    expect(devices.decision.same).not_to_be_checked()


@pytest.mark.parametrize("dash", ["", " ", "\u2013"])
def test_a_code_is_read_however_it_is_typed(devices: DevicesScreen, watcher: WaitingWatcher, dash: str) -> None:
    find(devices, f" {watcher.code.lower().replace('-', dash)} ")

    expect(devices.decision.check_code).to_have_text(watcher.check_code)
    expect(devices.pairing.code).to_have_value(watcher.code)


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


def test_the_address_gives_the_code_until_it_is_used(page: Page, nora: Visitor, watcher: WaitingWatcher) -> None:
    page.goto(f"/devices?code={watcher.code}")
    devices = DevicesScreen(page)
    devices.ready()
    set_up_vault(page)
    expect(devices.pairing.code).to_have_value(watcher.code)

    devices.pairing.find.click()
    devices.decision.same.check()
    devices.decision.pair.click()
    expect(devices.names).to_have_text(["Studio"])

    assert page.url == f"{nora.url}/devices"


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


def test_without_a_vault_the_page_leads_to_one(page: Page) -> None:
    devices = show(page, DevicesScreen)
    expect(devices.pairing.root).to_be_hidden()

    devices.no_vault.get_by_role("link", name="Set up a vault").click()

    VaultScreen(page).ready()
    expect(VaultScreen(page).creation.root).to_be_visible()


def test_the_code_survives_the_unlocking(page: Page, devices: DevicesScreen, watcher: WaitingWatcher) -> None:
    lock_vault(page)
    devices.pairing.code.fill(watcher.code)

    devices.unlock.click()
    devices.unlocking.passphrase.fill(PASSPHRASE)
    devices.unlocking.submit("Unlock").click()

    expect(devices.frame.vault).to_have_text("Vault unlocked")
    expect(devices.unlock).to_be_hidden()
    expect(devices.pairing.code).to_have_value(watcher.code)
    expect(devices.pairing.code).to_be_focused()


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


def test_another_code_takes_the_place_of_the_one_before(devices: DevicesScreen, product: Product) -> None:
    first, second = WaitingWatcher.asking(product, "Attic"), WaitingWatcher.asking(product, "Basement")
    find(devices, first.code)
    devices.decision.same.check()

    find(devices, second.code)

    expect(devices.decision.check_code).to_have_text(second.check_code)
    expect(devices.decision.same).not_to_be_checked()


def test_markup_is_shown_as_the_text_it_is(devices: DevicesScreen, product: Product) -> None:
    name = "<b>Studio</b>"
    watcher = WaitingWatcher.asking(product, name)

    pair(devices, watcher)

    expect(devices.names).to_have_text([name])
    expect(devices.device(name).remove).to_have_accessible_name(f"Remove {name}")
    expect(devices.page.locator("main b")).to_have_count(0)
