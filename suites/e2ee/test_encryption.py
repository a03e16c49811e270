"""What is private is sealed on the device: as the protocol says, for one place, under the policy in force."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from fixtures.api.items import Item
from fixtures.api.policies import Policy
from fixtures.api.session import refusal_of
from fixtures.devices.browser_device import BrowserDevice
from fixtures.devices.polling import POLLS, poll_five_times
from fixtures.oracle.envelopes import Content
from fixtures.oracle.iv_ledger import IvLedger
from fixtures.oracle.keys import LEAST_ITERATIONS
from fixtures.oracle.traffic import Traffic
from fixtures.oracle.wraps import Wrap
from fixtures.people.actors import Person
from fixtures.screens.items import DAMAGE, IdeasScreen
from fixtures.screens.screen import Screen
from fixtures.screens.secret_form import SecretForm
from fixtures.screens.vault import VaultScreen
from fixtures.vault.items_page import create
from fixtures.vault.key_requests import RecoverySet
from fixtures.vault.locking import PASSPHRASE, new_vault
from fixtures.vault.tampering import WAYS, Victim, all_sealed, sealed, told_anew
from fixtures.vault.vault_keeper import VaultKeeper
from fixtures.vault.vault_secrets import KINDS, secrets_behind, sent

S = TypeVar("S", bound=Screen)

HIDDEN = "moonlit-cadenza"
SENTENCE = re.compile(r"\w+\W+\w+\W+\w+")  # the product words it; what to rotate to, the Vault page says
A_DAY = timedelta(days=1)
MANY, MANY_RENEWED_MS = 501, 60_000


def opened(device: BrowserDevice, screen: type[S]) -> S:
    """Go to a screen and open the vault there."""
    shown = device.open(screen)
    device.unlock(PASSPHRASE)
    return shown


def renewal(vault: VaultScreen) -> SecretForm:
    """Ask the page to renew the keys."""
    vault.ask("Renew keys")
    return confirmed(vault.dialog("Renew keys"))


def confirmed(dialog: SecretForm) -> SecretForm:
    """Give the passphrase that a renewal of the keys asks for."""
    dialog.passphrase.fill(PASSPHRASE)
    dialog.submit("Renew keys").click()
    return dialog


def titles_by_oracle(keeper: VaultKeeper) -> dict[str, str]:
    """Return the titles of all private items, opened from what the product stores by the passphrase alone."""
    keeper.unlock()
    return {item.id: keeper.open(item).title for item in keeper.api.export.take().items if item.mode == "private"}


def policy_for(people: list[Person], administrator: Person, *, number: int) -> Policy:
    """Bring a policy into force, due at once, for a cohort that these people alone belong to."""
    cohort = people[0].account.subject
    for person in people:
        person.api.account.join_cohort(cohort)
    iterations = LEAST_ITERATIONS + number
    return administrator.api.policies.create(
        f"{number}-{cohort}", iterations=iterations, audience=cohort, rotate_within_days=0
    )


def writes_under(policy: Policy, keeper: VaultKeeper, item: Item) -> list[Callable[[], object]]:
    """Return every write of something sealed under a policy: a new item, a change of one, recovery codes."""
    ideas, seal, codes = keeper.api.items("ideas"), keeper.ring.seal, RecoverySet.new(keeper.ring, policy.id)
    new = seal(Content("New"), t="ideas", item_id=str(uuid4()), rev=1, pol=policy.id)
    next_one = seal(Content("Changed"), t="ideas", item_id=item.id, rev=item.rev + 1, pol=policy.id)
    return [
        lambda: ideas.create_private(new),
        lambda: ideas.edit_private(item.id, base_rev=item.rev, envelope=next_one),
        lambda: keeper.api.recovery.create(**codes.fields),
    ]


@pytest.mark.case("E2-ENCR-01")
def test_stored_items_open_with_an_independent_decryptor(alice: Person) -> None:
    """Private items MUST be AES-256-GCM envelopes as the protocol says, each write with a key and IVs of its own."""
    phone, keeper, ledger = alice.device("phone"), VaultKeeper(alice.api, PASSPHRASE), IvLedger()
    vault = phone.open(VaultScreen)
    vault.create(PASSPHRASE)
    vault.kept.click()
    keeper.unlock()
    policy = keeper.policy

    ideas = phone.visit(IdeasScreen)
    create(phone, ideas, Content("Cadenza", "The same text"), private=True)
    ideas.item("Cadenza").edit.click()
    with phone.answer("PATCH", "/api/ideas/*"):
        ideas.dialog.save.click()
    create(phone, ideas, Content("Cadenza", "The same text"), private=True)
    by_hand = [*all_sealed(alice.api.export.take())]
    for number in range(MANY):
        envelope = keeper.ring.seal(Content(f"Entry {number}"), t="journal", item_id=str(uuid4()), rev=1, pol=policy.id)
        keeper.api.items("journal").create_private(envelope)
    before = alice.api.vault.get()
    vault = phone.visit(VaultScreen)
    renewal(vault)
    expect(vault.status).to_contain_text("The keys are renewed.", timeout=MANY_RENEWED_MS)

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
    parts = [(one.body.iv, one.body.ct, one.dek.iv, one.dek.ct) for one in by_hand]
    assert [len({*part}) for part in zip(*parts, strict=True)] == [3] * 4, "the same text was sealed twice alike"
    writes = {one.body.ct: one for one in (*by_hand, *all_sealed(export))}.values()
    item_keys = {one.item_key(keeper.ring.key(one.kid), user_id=keeper.user_id) for one in writes}
    assert len(item_keys) == len(writes) > MANY, "a write has no key of its own"
    for one in writes:
        ledger.envelope(one)
    assert ledger.problems() == []


@pytest.mark.case("E2-ENCR-02")
def test_altered_ciphertexts_are_shown_as_damaged(alice: Person, bob: Person) -> None:
    """What was altered, moved, swapped or served again from before MUST be shown as damaged, without its text."""
    keeper, stranger = (new_vault(person.api) for person in (alice, bob))
    other, whole = (keeper.add("ideas", title) for title in (f"Other {HIDDEN}", "Unharmed"))
    rows, expected = {}, {}
    for way, (damage, spoil) in WAYS.items():
        past = keeper.add("ideas", f"{way} {HIDDEN}")
        victim = Victim(keeper, keeper.edit(past, f"{way} {HIDDEN}"), past, other, stranger)
        rows[past.id], expected[past.id] = spoil(victim, f"foreign {HIDDEN}"), (way, DAMAGE[damage])
    gone = keeper.add("ideas", f"Deleted {HIDDEN}")
    keeper.api.items("ideas").delete(gone.id, base_rev=1)
    rows[gone.id], expected[gone.id] = gone.model_dump(mode="json"), ("brought back", DAMAGE["older"])
    phone = alice.device("phone")
    ideas = opened(phone, IdeasScreen)
    expect(ideas.titles).to_have_count(len(WAYS) + 2)
    for side in ("Left", "Right"):
        create(phone, ideas, Content(f"{side} {HIDDEN}"), private=True)
        expect(ideas.item(f"{side} {HIDDEN}").root).to_be_visible()
    right, left, *_ = keeper.api.items("ideas").all()
    for one, another in ((left, right), (right, left), (other, left)):
        victim = Victim(keeper, one, one, another, stranger)
        rows[one.id], expected[one.id] = victim.in_its_place(sealed(another)), ("swapped", DAMAGE["integrity"])
    laptop = alice.device("laptop")
    laptop.alter("/api/vault", lambda answer: answer["vault"]["kdf"].update(iterations=LEAST_ITERATIONS - 1))

    shown = phone.watch_for(HIDDEN)
    phone.alter(POLLS, told_anew(rows))
    ideas = phone.reload(IdeasScreen)
    phone.unlock(PASSPHRASE)
    asking = laptop.open(IdeasScreen)
    asking.frame.vault.click()
    asking.unlocking.passphrase.fill(PASSPHRASE)
    asking.unlocking.submit("Unlock").click()

    expect(ideas.damaged).to_have_count(len(expected))
    for item_id, (way, said) in expected.items():
        expect(ideas.damaged_item(item_id).damage, way).to_contain_text(said)
    expect(ideas.item(keeper.open(whole).title).root).to_be_visible()
    assert shown == []
    expect(asking.unlocking.alert).to_contain_text("weaker encryption")
    assert not [line for line in laptop.network if "/api/vault/unlock" in line]


@pytest.mark.case("E2-ENCR-03")
def test_a_rotation_keeps_every_item_readable(alice: Person, administrator: Person, now: datetime) -> None:
    """A new policy MUST make a rotation due, and a rotation MUST be whole or not at all, and keep all readable."""
    keeper = VaultKeeper(alice.api, PASSPHRASE)
    made = keeper.create()
    codes = keeper.make_codes()
    for kind in KINDS:
        keeper.add(kind, f"Before in {kind}")
    policy = policy_for([alice], administrator, number=2)
    phone, laptop = (alice.device(name, clock=now + A_DAY) for name in ("phone", "laptop"))
    traffic, secrets = Traffic(phone.context), secrets_behind(keeper, codes)
    vault, ideas = opened(phone, VaultScreen), opened(laptop, IdeasScreen)
    expect(vault.keys).to_contain_text("due to be renewed since")
    expect(vault.keys).to_contain_text(f"Policy {policy.id} is in force now")

    phone.keeps_pages()
    let_through = phone.cut_off("GET", POLLS)
    dialog = renewal(vault)
    expect(dialog.alert).to_contain_text("could not be reached")
    let_through()
    for path in ("prepare", "commit"):
        phone.before("POST", f"/api/vault/rotate/{path}", lambda: keeper.add("ideas", "In between"))
        with phone.answer("POST", f"/api/vault/rotate/{path}"):
            confirmed(dialog)
        expect(dialog.alert).to_be_visible()
        assert [*titles_by_oracle(keeper).values()].count("In between") == {"prepare": 1, "commit": 2}[path]
        assert keeper.ring.active.kid == made.kid
    confirmed(dialog)
    expect(vault.status).to_contain_text("The keys are renewed.")
    poll_five_times(laptop)
    expect(ideas.frame.vault).to_have_text("Vault locked")
    expect(ideas.status).to_contain_text("its keys were renewed")
    laptop.unlock(PASSPHRASE)
    create(phone, phone.visit(IdeasScreen), Content("Afterwards"), private=True)
    poll_five_times(laptop)

    expect(ideas.titles).to_have_text(["Afterwards", "In between", "In between", "Before in ideas"])
    titles = titles_by_oracle(keeper)
    assert {*titles.values()} == {*(f"Before in {kind}" for kind in KINDS), "In between", "Afterwards"}
    rotated, stored = alice.api.vault.get(), alice.api.export.take().items
    assert rotated
    assert rotated.kid != made.kid
    assert {(item.kid, item.pol) for item in stored} == {(rotated.kid, policy.id)}
    assert rotated.crypto_policy_version == policy.id
    assert rotated.kdf.iterations >= policy.iterations > made.kdf.iterations
    assert rotated.next_rotation_due > now + 300 * A_DAY
    secrets += secrets_behind(keeper, codes)
    assert sent(traffic, secrets, to=[f"/api/vault/rotate/{step}" for step in ("prepare", "rewraps", "commit")]) == []
    finder = VaultKeeper(alice.api.with_token(), "forgotten")
    finder.reset(codes[0], finder.redeem(codes[0]), "five blue horses run")
    assert titles_by_oracle(finder) == titles


@pytest.mark.case("E2-ENCR-04")
def test_a_deprecated_policy_takes_no_new_writes(
    alice: Person, bob: Person, administrator: Person, now: datetime
) -> None:
    """Under a deprecated policy nothing MUST be written and all be read, and the page MUST say what to rotate to."""
    old = policy_for([alice, bob], administrator, number=2)
    keeper, other = (new_vault(person.api) for person in (alice, bob))
    for each in (keeper, other):
        each.add("ideas", "Before")
    (item,) = keeper.api.items("ideas").all()
    phone = alice.device("phone", clock=now + A_DAY)
    ideas = opened(phone, IdeasScreen)
    expect(ideas.item("Before").root).to_be_visible()
    new = policy_for([alice, bob], administrator, number=3)
    administrator.api.policies.deprecate(old.id)

    create(phone, ideas, Content("Refused"), private=True)
    expect(ideas.alert).to_have_text(SENTENCE)
    for call in writes_under(old, keeper, item):
        refusal = refusal_of(call)
        assert refusal
        assert (refusal.status, refusal.slug, refusal.facts["target"]) == (409, "policy-deprecated", new.id)
    assert keeper.api.items("ideas").all() == [item]
    expect(ideas.item("Before").root).to_be_visible()
    vault = phone.visit(VaultScreen)
    expect(vault.keys).to_contain_text("due to be renewed since")
    expect(vault.keys).to_contain_text(f"Policy {new.id} is in force now")
    renewal(vault)
    expect(vault.status).to_contain_text("The keys are renewed.")
    ideas = phone.visit(IdeasScreen)
    create(phone, ideas, Content("Afterwards"), private=True)

    expect(ideas.titles).to_have_text(["Afterwards", "Before"])
    assert {item.pol for item in keeper.api.items("ideas").all()} == {new.id}
    laptop = bob.device("laptop")
    expect(opened(laptop, IdeasScreen).item("Before").root).to_be_visible()
    administrator.api.policies.deprecate(old.id, status="forbidden")
    forbidden = opened(laptop, IdeasScreen)
    expect(forbidden.damaged).to_have_count(1)
    (kept,) = other.api.items("ideas").all()
    expect(forbidden.damaged_item(kept.id).damage).to_contain_text(DAMAGE["policy"])
