"""A vault is opened by its passphrase, where that was given and nowhere else."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from playwright.sync_api import expect

from fixtures.api.client import Api
from fixtures.api.session import COOKIE, refusal_of
from fixtures.devices.browser_device import BrowserDevice
from fixtures.devices.polling import poll_once
from fixtures.oracle.browser_storage import BrowserStorage
from fixtures.oracle.leaks import LeakScanner, Secret
from fixtures.oracle.recovery import RecoveryCode
from fixtures.oracle.traffic import Traffic
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.screens.login import LoginScreen
from fixtures.screens.vault import VaultScreen
from fixtures.target.profiles import Target
from fixtures.vault.key_ring import KeyRing, passphrase_keys
from fixtures.vault.locking import LOCKED, MARK, PASSPHRASE, TITLE, reason_of
from fixtures.vault.vault_keeper import VaultKeeper

UNLOCK = "/api/vault/unlock"
WRONG = "four red horses run"


@pytest.mark.case("E2-LOCK-01")
def test_making_a_vault_sends_neither_passphrase_nor_key(alice: Person, server: Target) -> None:
    """Making a vault MUST send neither passphrase, derived key nor vault key; unlocking sends the proof, once."""
    phone = alice.device("phone")
    traffic = Traffic(phone.context)
    screen = phone.open(VaultScreen)

    screen.create(PASSPHRASE)
    expect(screen.codes).to_have_count(10)
    codes = screen.codes.all_inner_texts()
    screen.kept.click()
    while_made = [*traffic.sent]
    phone.lock()
    phone.unlock(PASSPHRASE)

    made = phone.api.vault.get()
    assert made
    derived = passphrase_keys(made, PASSPHRASE)
    ring = KeyRing.by_passphrase(made, alice.api.account.me().id, derived)
    proof = Secret("unlock proof", derived.proof)
    secrets = [
        Secret("passphrase", PASSPHRASE),
        Secret("master key", derived.master),
        Secret("key around the vault key", derived.kek),
        Secret("vault key", ring.active.uvk),
        Secret("key around item keys", ring.active.item_wrap),
        Secret("key of search tokens", ring.active.search),
        Secret("recovery key", ring.recovery or b""),
        *(Secret("recovery code", code) for code in codes),
        *(Secret("bytes of a recovery code", RecoveryCode.typed(code).value) for code in codes),
        *(Secret("key of a recovery code", RecoveryCode.typed(code).key) for code in codes),
    ]
    assert LeakScanner([*secrets, proof]).search(while_made) == []
    assert LeakScanner(secrets).search(traffic.sent) == []
    sent = [finding.place for finding in LeakScanner([proof]).search(traffic.sent)]
    assert sent == [f"POST {server.address('/api/vault/unlock')}, body"]
    assert LeakScanner([Secret("vault's name", made.kid)]).search(while_made), "the making of the vault was not seen"


def waits(api: Api, proof: str) -> int | None:
    """Return for how many seconds nothing is tried, None where something is."""
    refusal = refusal_of(lambda: api.vault.unlock(proof))
    if refusal is None or refusal.status != 429:
        return None
    assert refusal.headers["retry-after"] == str(refusal.facts["retry_after"])
    return int(refusal.headers["retry-after"])


@pytest.mark.case("E2-LOCK-04")
def test_the_right_passphrase_unlocks_and_guessing_is_slow(alice: Person, vault: VaultKeeper) -> None:
    """The right passphrase MUST unlock; a wrong one MUST NOT, MUST say so, and many MUST lead to growing waits."""
    vault.add("ideas", TITLE)
    vault.api.vault.lock()
    wrong, right = vault.proof(WRONG), vault.proof()
    phone = alice.device("phone")
    screen = phone.open(IdeasScreen)

    screen.frame.vault.click()
    screen.unlocking.passphrase.fill(WRONG)
    with phone.answer("POST", UNLOCK):
        screen.unlocking.submit("Unlock").click()
    expect(screen.unlocking.alert).to_have_text("Passphrase is not right; 4 attempts left for now.")
    expect(screen.locked).to_have_count(1)
    assert phone.api.sync.vault().locked
    screen.unlocking.passphrase.fill(PASSPHRASE)
    screen.unlocking.submit("Unlock").click()

    expect(screen.titles).to_have_text([TITLE])
    assert not phone.api.sync.vault().locked
    phone.lock()
    refusals = [refusal_of(partial(vault.api.vault.unlock, wrong)) for _ in range(5)]
    assert [each and each.facts.get("attempts_left") for each in refusals] == [4, 3, 2, 1, 0]
    for sent, wait in ((wrong, 900), (right, 1800)):
        assert waits(vault.api, sent) == pytest.approx(wait, abs=60)
    assert waits(alice.api_device("another").api, right) == pytest.approx(3600, abs=60)
    screen.frame.vault.click()
    screen.unlocking.passphrase.fill(PASSPHRASE)
    with phone.answer("POST", UNLOCK):
        screen.unlocking.submit("Unlock").click()
    expect(screen.unlocking.wait).to_contain_text("You can try again in")
    expect(screen.unlocking.submit("Unlock")).to_be_disabled()
    expect(screen.titles).to_have_text(["Private, locked"])
    assert phone.api.sync.vault().locked


@pytest.mark.case("E2-LOCK-08")
def test_unlocking_one_device_unlocks_no_other(alice: Person, vault: VaultKeeper, now: datetime) -> None:
    """Unlocking one device MUST leave every other locked, in its page and at the product."""
    vault.add("ideas", TITLE)
    vault.api.vault.lock()
    phone, laptop = alice.device("phone"), alice.device("laptop", clock=now)
    screens = {device.name: device.open(IdeasScreen) for device in (phone, laptop)}

    phone.unlock(PASSPHRASE)
    expect(screens["phone"].titles).to_have_text([TITLE])
    poll_once(laptop)

    for screen in (screens["laptop"], laptop.reload(IdeasScreen)):
        expect(screen.frame.vault).to_have_text(LOCKED)
        expect(screen.titles).to_have_text(["Private, locked"])
        expect(screen.form.create).to_be_disabled()
    here, there = phone.api.sync.vault(), laptop.api.sync.vault()
    assert (here.locked, there.locked, there.reason) == (False, True, "manual")
    for api in (laptop.api, vault.api):
        write = partial(api.at_epoch(here.epoch).items("ideas").create, "Unasked")
        assert reason_of(write) == ("vault-locked", "manual")
    laptop.unlock(PASSPHRASE)
    expect(screens["laptop"].titles).to_have_text([TITLE])


Return = Callable[[Person, BrowserDevice], BrowserDevice]


def by_reload(_alice: Person, phone: BrowserDevice) -> BrowserDevice:
    """Load the page anew."""
    phone.reload(IdeasScreen)
    return phone


def in_a_new_tab(_alice: Person, phone: BrowserDevice) -> BrowserDevice:
    """Open the same page beside the one that is open."""
    tab = phone.new_window()
    tab.open(IdeasScreen)
    return tab


def after_signing_out(alice: Person, phone: BrowserDevice) -> BrowserDevice:
    """Sign out and in again."""
    phone.shows(IdeasScreen).frame.sign_out.click()
    phone.shows(LoginScreen)
    phone.keep(COOKIE, alice.sign_in.session(alice.account))
    phone.open(IdeasScreen)
    return phone


def after_signing_out_in_a_locked_tab(alice: Person, phone: BrowserDevice) -> BrowserDevice:
    """Sign out where the vault was not opened, see that this locks where it was, and sign in again."""
    in_a_new_tab(alice, phone).shows(IdeasScreen).frame.sign_out.click()
    expect(phone.shows(IdeasScreen).titles).to_have_text(["Private, locked"])
    phone.keep(COOKIE, alice.sign_in.session(alice.account))
    phone.open(IdeasScreen)
    return phone


@pytest.mark.case("E2-LOCK-09")
@pytest.mark.parametrize(
    "come_back",
    [by_reload, in_a_new_tab, after_signing_out, after_signing_out_in_a_locked_tab],
    ids=lambda way: way.__name__,
)
def test_who_comes_back_needs_the_passphrase(alice: Person, vault: VaultKeeper, come_back: Return) -> None:
    """A reload, a new tab and a new sign-in MUST each show nothing private before the passphrase was given again."""
    vault.add("ideas", TITLE)
    phone = alice.device("phone")
    screen = phone.open(IdeasScreen)
    phone.unlock(PASSPHRASE)
    expect(screen.titles).to_have_text([TITLE])
    shown = phone.watch_for(MARK)

    page = come_back(alice, phone)

    screen = page.shows(IdeasScreen)
    expect(screen.frame.vault).to_have_text(LOCKED)
    expect(screen.titles).to_have_text(["Private, locked"])
    expect(screen.form.create).to_be_disabled()
    assert shown == []
    left = BrowserStorage.of(page.page)
    keys = [Secret("passphrase", PASSPHRASE), Secret("vault key", vault.ring.active.uvk)]
    assert LeakScanner([Secret("content", MARK), *keys]).search(left.pieces) == []
    assert left.keys == []
    page.unlock(PASSPHRASE)
    expect(screen.titles).to_have_text([TITLE])
