"""Recovery codes: the only way back without the passphrase, each of them once."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from fixtures.api.sealed import ItemType
from fixtures.api.session import refusal_of, refused_with
from fixtures.devices.polling import poll_five_times
from fixtures.eventually import eventually
from fixtures.oracle.browser_storage import BrowserStorage
from fixtures.oracle.encoding import unb64u
from fixtures.oracle.envelopes import Content
from fixtures.oracle.keys import SALT_BYTES
from fixtures.oracle.leaks import LeakScanner, Secret
from fixtures.oracle.recovery import RecoveryCode
from fixtures.oracle.stores import store_files, store_rows
from fixtures.oracle.traffic import Traffic
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen, InfobaseScreen, JournalScreen
from fixtures.screens.screen import Screen
from fixtures.screens.secret_form import SecretForm
from fixtures.screens.vault import VaultScreen
from fixtures.target.profiles import Target
from fixtures.vault.every_answer import every_answer, overheard
from fixtures.vault.items_page import ItemsPage
from fixtures.vault.locking import PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper
from fixtures.vault.vault_secrets import kept_safe, secrets_behind, secrets_of, sent
from fixtures.wire import FaultProxy

# Of people who are made up.
NEW, NEWEST = "five grey herons wade", "six red foxes sleep"
REDEEM = "/api/vault/recovery/redeem"
CODE = re.compile(r"([A-Z2-7]{4}-){7}[A-Z2-7]{4}")
NAMES: dict[str, ItemType] = {"idea_id": "ideas", "entry_id": "infobase", "page_id": "journal"}


def ask_to_unlock(screen: Screen, passphrase: str) -> SecretForm:
    """Try a passphrase on a locked page."""
    screen.frame.vault.click()
    screen.unlocking.passphrase.fill(passphrase)
    screen.unlocking.submit("Unlock").click()
    return screen.unlocking


def salt_of(person: Person) -> bytes:
    """Return the salt of a vault as it is now. Raises `Malformed` where it is not of 128 bits."""
    vault = person.api.vault.get()
    return unb64u(vault and vault.kdf.salt, SALT_BYTES)


def use(keeper: VaultKeeper, code: RecoveryCode) -> None:
    """Send the product commands of every kind that is about something private, and ask for what is private."""
    keeper.reset(code, keeper.redeem(code), PASSPHRASE)
    keeper.unlock()
    for kind in NAMES.values():
        items, withdrawn = keeper.api.items(kind), Content(f"Cadenza withdrawn in {kind}", "moonlit before")
        standard = items.create(f"Standard in {kind}")
        private = items.make_private(standard.id, base_rev=standard.rev, envelope=keeper.seal(kind, withdrawn))
        keeper.edit(private, f"Cadenza edited in {kind}", "moonlit after")
        items.all(mode="private")
    keeper.api.search.query(keeper.tokens("ideas", Content("Cadenza")))
    keeper.api.sync.poll(since=1)


@pytest.mark.case("E2-RECO-01")
def test_recovery_codes_are_shown_once_on_the_device_alone(
    alice: Person, target: Target, record_property: Callable[[str, object], None]
) -> None:
    """Recovery codes MUST be ten, of 160 bits, shown once, and MUST NOT be sent or kept anywhere in any form."""
    phone, laptop = alice.device("phone"), alice.device("laptop")
    traffic = Traffic(phone.context)
    vault = phone.open(VaultScreen)
    vault.create(PASSPHRASE)

    expect(vault.codes).to_have_count(10)
    shown = vault.codes.all_text_contents()
    vault.kept.click()
    expect(vault.facts).to_be_visible()

    assert [code for code in shown if not CODE.fullmatch(code)] == []
    assert len({*shown}) == 10
    scanner = LeakScanner(secrets_of(map(RecoveryCode.typed, shown)))
    made = phone.api.vault.get()
    assert made
    assert made.recovery
    the_set = LeakScanner([Secret("name of the set", made.recovery.set_id)])
    assert scanner.search(BrowserStorage.of(phone.page).pieces) == []
    for device in (phone, laptop):
        again = device.open(VaultScreen)
        device.unlock(PASSPHRASE)
        expect(again.recovery).to_contain_text("10 of 10 codes are unused")
        expect(again.codes).to_have_count(0)
        assert scanner.search(BrowserStorage.of(device.page).pieces) == []
    assert scanner.search([*traffic.sent, *traffic.received]) == []
    assert the_set.search(traffic.sent), "the making of the codes was not seen"
    assert the_set.search(traffic.received), "no answer with the codes' set was seen"
    if target.database is None:
        record_property("not shown", "that the product's store holds no code: its database is not known")
    else:
        database = target.database.get_secret_value()
        rows = [*store_rows(database)]
        assert the_set.search(rows), "the codes' rows were not seen"
        assert scanner.search([*rows, *store_files(database)]) == []


@pytest.mark.case("E2-RECO-02")
def test_a_recovery_code_restores_the_vault(alice: Person, now: datetime) -> None:
    """A recovery code MUST open all that is private and set a new passphrase, as a change does; all devices need it."""
    keeper, codes = kept_safe(alice)
    old_proof, salts = keeper.proof(), {salt_of(alice)}
    phone, laptop = (alice.device(name, clock=now) for name in ("phone", "laptop"))
    ideas = laptop.open(IdeasScreen)
    laptop.unlock(PASSPHRASE)
    traffic, vault = Traffic(phone.context), phone.open(VaultScreen)

    vault.recover(codes[0].shown.lower().replace("-", " "), NEW)
    expect(vault.status).to_contain_text("The vault is open, with its new passphrase.")

    for screen in (IdeasScreen, InfobaseScreen, JournalScreen):
        expect(phone.visit(screen).titles).to_have_text([f"Cadenza in {screen.kind}"])
    poll_five_times(laptop)
    expect(ideas.frame.vault).to_have_text("Vault locked")
    expect(ideas.titles).to_have_text(["Private, locked"])
    refusal = refusal_of(lambda: keeper.add("ideas", "By a device that was open"))
    assert refusal
    assert (refusal.status, refusal.facts["reason"]) == (423, "remote")
    expect(ask_to_unlock(ideas, PASSPHRASE).alert).to_contain_text("not right")
    ideas.unlocking.passphrase.fill(NEW)
    ideas.unlocking.submit("Unlock").click()
    expect(ideas.titles).to_have_text(["Cadenza in ideas"])
    salts.add(salt_of(alice))
    phone.visit(VaultScreen).change_passphrase(NEW, NEWEST)
    expect(vault.status).to_contain_text("Passphrase changed.")
    salts.add(salt_of(alice))
    poll_five_times(laptop)
    expect(ideas.titles).to_have_text(["Private, locked"])
    laptop.unlock(NEWEST)
    for screen in (IdeasScreen, InfobaseScreen, JournalScreen):
        expect(laptop.visit(screen).titles).to_have_text([f"Cadenza in {screen.kind}"])
    assert len(salts) == 3, "a passphrase has the salt of another"
    for passphrase in (PASSPHRASE, NEW):
        assert refused_with(VaultKeeper(alice.api, passphrase).unlock) == 401
    assert refused_with(lambda: alice.api.vault.unlock(old_proof)) == 401
    keeper.passphrase = NEWEST
    keeper.unlock()
    stored = alice.api.vault.get()
    assert stored
    assert stored.recovery
    assert stored.recovery.unused == 9
    secrets = [Secret("a passphrase", PASSPHRASE), Secret("a passphrase", NEW), *secrets_behind(keeper, codes)]
    assert sent(traffic, secrets, to=(REDEEM, "/api/vault/reset", "/api/vault/passphrase")) == []


@pytest.mark.case("E2-RECO-03")
def test_each_recovery_code_works_once(alice: Person, wire: FaultProxy) -> None:
    """A code MUST open the vault once and no more, the others of its set too, and a new set MUST void the old one."""
    _, codes = kept_safe(alice)
    phone, laptop = alice.device("phone"), alice.device("laptop")
    vault = phone.open(VaultScreen)
    for code in codes[:2]:
        vault.recover(code.shown, NEW)
        expect(vault.status).to_contain_text("The vault is open, with its new passphrase.")
        dialog = vault.recover(code.shown, NEWEST)
        expect(dialog.alert).to_contain_text("not valid")
        dialog.submit("Cancel").click()

    vault.ask("Make new recovery codes")
    making = vault.dialog("Make new recovery codes")
    making.passphrase.fill(NEW)
    making.submit("Make new codes").click()
    expect(vault.codes).to_have_count(10)
    fresh = [RecoveryCode.typed(text) for text in vault.codes.all_text_contents()]
    elsewhere = laptop.open(VaultScreen)
    dialog = elsewhere.recover(codes[2].shown, NEWEST)
    expect(dialog.alert).to_contain_text("not valid")
    dialog.give_code(fresh[0].shown, NEWEST)
    expect(elsewhere.status).to_contain_text("The vault is open, with its new passphrase.")

    expect(laptop.visit(IdeasScreen).titles).to_have_text(["Cadenza in ideas"])
    finders = [VaultKeeper(alice.api_device(name, through=wire).api, NEWEST) for name in ("one", "other")]
    race = wire.gather("POST", REDEEM, count=2)
    with ThreadPoolExecutor() as at_once:
        refusals = [*at_once.map(lambda finder: refused_with(lambda: finder.redeem(fresh[1])), finders)]
    assert race.together
    assert sorted(race.answers) == [200, 401]
    assert refused_with(lambda: finders[0].redeem(fresh[1])) == 401, "a code was given twice while its ticket lives"
    winner = finders[refusals.index(None)]
    ticket = winner.redeem(fresh[2], expires_in=1)
    over = datetime.now(UTC) + timedelta(seconds=1)
    assert refused_with(lambda: winner.redeem(fresh[2])) == 401
    eventually(lambda: datetime.now(UTC), until=lambda time: time > over, awaiting="the ticket's end")
    late = refusal_of(lambda: winner.reset(fresh[2], ticket, PASSPHRASE))
    assert late
    assert (late.status, late.slug) == (409, "ticket-invalid")
    ticket = winner.redeem(fresh[2])
    winner.reset(fresh[2], ticket, PASSPHRASE)
    assert refused_with(lambda: winner.reset(fresh[2], ticket, NEW)) == 409
    assert refused_with(lambda: winner.redeem(fresh[2])) == 401


@pytest.mark.case("E2-RECO-04")
def test_without_passphrase_or_code_nothing_opens(alice: Person, administrator: Person) -> None:
    """Nobody MUST get at plaintext or a bare key by any address, and guessing codes MUST be counted and throttled."""
    keeper, codes = kept_safe(alice)
    phone, laptop = alice.device("phone"), alice.device("laptop")
    with overheard(alice.api.session) as told:
        use(keeper, codes[-1])
    pages = [Traffic(device.context) for device in (phone, laptop)]
    page = ItemsPage(keeper, phone, IdeasScreen)
    page.create(Content("Cadenza by hand", "moonlit by hand"), private=True)
    page.edit(Content("Cadenza by hand"), Content("Cadenza edited by hand", "moonlit to the end"))
    vault = laptop.open(VaultScreen)

    dialog = vault.recover(RecoveryCode.new().shown, NEW)
    for left in ("4 attempts left", "3 attempts left", "2 attempts left", "1 attempt left"):
        expect(dialog.alert).to_contain_text(left)
        dialog.give_code(RecoveryCode.new().shown, NEW)
    expect(dialog.alert).to_contain_text("no attempt left")
    dialog.give_code(codes[0].shown, NEW)

    expect(dialog.wait).to_contain_text("You can try again in")
    expect(vault.frame.vault).to_have_text("Vault locked")
    refusal = refusal_of(lambda: keeper.redeem(codes[0]))
    assert refusal
    assert (refusal.status, refusal.slug) == (429, "throttled")
    assert 0 < int(refusal.headers["retry-after"]) <= int(refusal.facts["retry_after"])
    stored = alice.api.vault.get()
    assert stored
    assert stored.recovery
    assert (stored.recovery.unused, stored.epoch) == (9, keeper.epoch)
    secrets = secrets_behind(keeper, codes)
    wrapped = [Secret(f"a key wrapped by {wrap.by}", wrap.ct) for wrap in stored.wraps]
    names = {name: keeper.api.items(kind).all()[0].id for name, kind in NAMES.items()}
    for reader, hidden in ((alice, secrets), (administrator, [*secrets, *wrapped])):
        answers = list(every_answer(reader.api.session, names))
        assert len(answers) > 20
        assert LeakScanner(hidden).search(answers) == []
    scanner = LeakScanner(secrets)
    assert {"/api/vault/unlock", "/api/vault/reset", REDEEM, "/api/search/query"} <= {piece.place for piece in told}
    assert scanner.search([*told, *(piece for traffic in pages for piece in traffic.received)]) == []
