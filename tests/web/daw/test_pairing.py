"""Letting a watcher in on the Devices page: found by its code, compared, and given its key."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from playwright.sync_api import Page, expect

from fixtures.screens.devices import DevicesScreen
from fixtures.screens.vault import VaultScreen
from tests.web.daw.letting_in import find, pair
from tests.web.daw.rows import person_of
from tests.web.daw.watchers import WaitingWatcher, derived, opened, plain, said
from tests.web.going import show
from tests.web.product import Product, Visitor
from tests.web.vault.vaults import PASSPHRASE, lock_vault, set_up_vault


def vault_key(nora: Visitor) -> tuple[bytes, str]:
    """Return the key of somebody's vault, as their passphrase opens it, and its id."""
    view = nora.call("GET", "/api/vault")["vault"]
    (wrap,) = [each for each in view["wraps"] if each["by"] == "password"]
    master = PBKDF2HMAC(SHA256(), 32, plain(view["kdf"]["salt"]), view["kdf"]["iterations"]).derive(PASSPHRASE.encode())
    facts = said("passion-os/wrap/1", person_of(nora), wrap["kid"], wrap["pol"], "password", wrap["by_id"])
    uvk = AESGCM(derived(master, "passion-os/1/kek")).decrypt(plain(wrap["iv"]), plain(wrap["ct"]), facts)
    return uvk, str(view["kid"])


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
