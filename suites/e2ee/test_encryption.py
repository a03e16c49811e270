"""What is private is sealed on the device: as the protocol says, for one place, under the policy in force."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from fixtures.actors import Person
from fixtures.api.export import Export
from fixtures.api.items import Item
from fixtures.api.policies import Policy
from fixtures.api.session import refusal_of
from fixtures.browser_device import BrowserDevice
from fixtures.oracle.encoding import b64u, unb64u
from fixtures.oracle.envelopes import Content, Envelope
from fixtures.oracle.iv_ledger import IvLedger
from fixtures.oracle.keys import LEAST_ITERATIONS
from fixtures.oracle.wraps import Wrap
from fixtures.screens.items import IdeasScreen, ItemsScreen
from fixtures.screens.secret_form import SecretForm
from fixtures.screens.vault import VaultScreen
from fixtures.tampering import WAYS, Damage, Victim, sealed
from fixtures.vault_keeper import VaultKeeper

Json = dict[str, Any]
S = TypeVar("S", bound=ItemsScreen)

PASSPHRASE = "four blue horses run"
HIDDEN = "moonlit-cadenza"
A_POLL, A_DAY = timedelta(seconds=30), timedelta(days=1)
MANY = 501
POLLS = "/api/sync/poll"
SAID: dict[Damage, str] = {
    "integrity": "altered outside of your vault",
    "format": "not in a form that this version can read",
    "key": "key of this entry is not in your vault",
    "policy": "under a policy that may no longer be opened",
    "older": "an older version of this entry",
}


def opened(device: BrowserDevice, screen: type[S]) -> S:
    """Go to a screen and open the vault there."""
    shown = device.open(screen)
    device.unlock(PASSPHRASE)
    return shown


def write(device: BrowserDevice, screen: ItemsScreen, title: str, text: str = "") -> None:
    """Write a private item by the page's form."""
    screen.form.title.fill(title)
    screen.form.text.fill(text)
    screen.form.private.check()
    with device.answer("POST", f"/api/{screen.kind}"):
        screen.form.create.click()


def renewal(vault: VaultScreen) -> SecretForm:
    """Ask the page to renew the keys."""
    vault.ask("Renew keys")
    return confirmed(vault.dialog("Renew keys"))


def confirmed(dialog: SecretForm) -> SecretForm:
    """Give the passphrase that a renewal of the keys asks for."""
    dialog.passphrase.fill(PASSPHRASE)
    dialog.submit("Renew keys").click()
    return dialog


def poll_five_times(device: BrowserDevice) -> None:
    """Let the device ask for changes as often as a change may need to be there."""
    for _ in range(5):
        with device.answer("GET", POLLS):
            device.clock.advance(A_POLL)


def titles_by_oracle(keeper: VaultKeeper) -> dict[str, str]:
    """Return the titles of all private items, opened from what the product stores by the passphrase alone."""
    keeper.unlock()
    return {item.id: keeper.open(item).title for item in keeper.api.export.take().items if item.mode == "private"}


def envelopes_in(export: Export) -> Iterator[Envelope]:
    """Yield every envelope that the product stores, those of past revisions too."""
    for item in export.items:
        for stored in (item, *item.history):
            if stored.envelope:
                yield Envelope.read(stored.envelope.model_dump())


@pytest.mark.case("E2-ENCR-01")
def test_stored_items_open_with_an_independent_decryptor(alice: Person) -> None:
    """Private items MUST be AES-256-GCM envelopes as the protocol says, each write with a key and IVs of its own."""
    phone, keeper, ledger = alice.device("phone"), VaultKeeper(alice.api, PASSPHRASE), IvLedger()
    vault = phone.open(VaultScreen)
    vault.creation.passphrase.fill(PASSPHRASE)
    vault.creation.again.fill(PASSPHRASE)
    vault.creation.submit("Create vault").click()
    vault.kept.click()
    keeper.unlock()
    policy = keeper.policy

    ideas = phone.visit(IdeasScreen)
    write(phone, ideas, "Cadenza", "The same text")
    ideas.item("Cadenza").edit.click()
    with phone.answer("PATCH", "/api/ideas/*"):
        ideas.dialog.save.click()
    write(phone, ideas, "Cadenza", "The same text")
    by_hand = [*envelopes_in(alice.api.export.take())]
    for number in range(MANY):
        envelope = keeper.ring.seal(
            Content(f"Entry {number}"), t="journal", item_id=str(uuid4()), rev=1, pol=policy.id
        )
        keeper.api.items("journal").create_private(envelope)
    before = alice.api.vault.get()
    vault = phone.visit(VaultScreen)
    renewal(vault)
    expect(vault.status).to_contain_text("The keys are renewed.")

    titles = titles_by_oracle(keeper)
    export, after = alice.api.export.take(), alice.api.vault.get()
    assert before
    assert after
    assert sorted(titles.values()) == sorted([*(f"Entry {number}" for number in range(MANY)), "Cadenza", "Cadenza"])
    assert {(item.kid, item.pol) for item in export.items} == {(after.kid, policy.id)}
    assert after.kid != before.kid
    assert {keeper.ring.key(one.kid).kid for one in by_hand} == {before.kid}
    for known in (before, after):
        assert known.kdf.algorithm == policy.kdf == "PBKDF2-HMAC-SHA256"
        assert known.kdf.iterations >= max(policy.iterations, LEAST_ITERATIONS)
        for wrap in known.wraps:
            ledger.wrap(Wrap.read(wrap.model_dump()))
    assert len(by_hand) == 3
    for part in (lambda e: e.body.iv, lambda e: e.body.ct, lambda e: e.dek.iv, lambda e: e.dek.ct):
        assert len({part(envelope) for envelope in by_hand}) == 3, "the same text was sealed twice in the same way"
    for envelope in (*by_hand, *envelopes_in(export)):
        ledger.envelope(envelope)
    assert ledger.uses >= 2 * MANY
    assert ledger.problems() == []


@pytest.mark.case("E2-ENCR-02")
def test_altered_ciphertexts_are_shown_as_damaged(alice: Person, bob: Person) -> None:
    """What was altered, moved, swapped or served again from before MUST be shown as damaged, with nothing of its text."""
    keeper, stranger = (VaultKeeper(person.api, PASSPHRASE) for person in (alice, bob))
    for vault in (keeper, stranger):
        vault.create()
    other, whole = (keeper.add("ideas", title) for title in (f"Other {HIDDEN}", "Unharmed"))
    rows = {other.id: {**other.model_dump(mode="json"), "rev": 2}}
    expected = {}
    for way, (damage, spoil) in WAYS.items():
        past = keeper.add("ideas", f"{way} {HIDDEN}")
        victim = Victim(keeper, keeper.edit(past, f"{way} {HIDDEN}"), past, other, stranger)
        rows[past.id], expected[past.id] = spoil(victim, f"foreign {HIDDEN}"), (way, SAID[damage])
    phone = alice.device("phone")
    ideas = opened(phone, IdeasScreen)
    expect(ideas.titles).to_have_count(len(WAYS) + 2)
    for side in ("Left", "Right"):
        write(phone, ideas, f"{side} {HIDDEN}")
        expect(ideas.item(f"{side} {HIDDEN}").root).to_be_visible()
    right, left, *_ = keeper.api.items("ideas").all()
    for one, another in ((left, right), (right, left)):
        victim = Victim(keeper, one, one, another, stranger)
        rows[one.id], expected[one.id] = victim.in_its_place(sealed(another)), ("swapped", SAID["integrity"])

    shown = phone.watch_for(HIDDEN)
    phone.alter(POLLS, lambda answer: answer.update(changes=[rows.get(one["id"], one) for one in answer["changes"]]))
    ideas = phone.reload(IdeasScreen)
    phone.unlock(PASSPHRASE)

    expect(ideas.damaged).to_have_count(len(WAYS) + 3)
    for item_id, (way, said) in expected.items():
        expect(ideas.damaged_item(item_id).damage, way).to_contain_text(said)
    expect(ideas.titles.filter(has_text="Unharmed")).to_have_count(1)
    assert keeper.open(whole).title == "Unharmed"
    assert shown == []


@pytest.mark.case("E2-ENCR-03")
def test_a_rotation_keeps_every_item_readable() -> None:
    """MUST"""


@pytest.mark.case("E2-ENCR-04")
def test_a_deprecated_policy_takes_no_new_writes() -> None:
    """MUST"""
