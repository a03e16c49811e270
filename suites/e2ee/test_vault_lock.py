"""A vault is open where its passphrase was given, for as long as somebody is there; everywhere else it is locked."""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from fixtures.actors import Person
from fixtures.api.client import Api
from fixtures.api.items import Item
from fixtures.api.sealed import ItemType
from fixtures.api.session import COOKIE, Refused, refusal_of, refused_with
from fixtures.api.vault import VaultState
from fixtures.browser_device import BrowserDevice
from fixtures.eventually import eventually
from fixtures.key_ring import KeyRing, passphrase_keys
from fixtures.oracle.browser_storage import BrowserStorage
from fixtures.oracle.envelopes import Content
from fixtures.oracle.heap import heap_strings, living_keys
from fixtures.oracle.leaks import LeakScanner, Secret
from fixtures.oracle.recovery import RecoveryCode
from fixtures.oracle.traffic import Traffic
from fixtures.screens.items import IdeasScreen, InfobaseScreen, ItemsScreen, JournalScreen
from fixtures.screens.login import LoginScreen
from fixtures.screens.screen import Screen
from fixtures.screens.vault import VaultScreen
from fixtures.target import Target
from fixtures.vault_keeper import VaultKeeper

PASSPHRASE = "four blue horses run"  # noqa: S105 - made for the test
WRONG = "four red horses run"
MARK = "Zwielichtkadenz"  # no page says this by itself
TITLE, BODY = f"{MARK} in D", f"the {MARK} modulates"
LOCKED, OPEN = "Vault locked", "Vault unlocked"
POLL, UNLOCK = "/api/sync/poll", "/api/vault/unlock"
SENTENCE = re.compile(r"\w+\W+\w+\W+\w+")
A_SECOND, A_MINUTE, AN_HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
AT_THE_END = 1_000_000  # beyond every change: a poll from there tells of the vault, and where the end is
KINDS: dict[ItemType, type[ItemsScreen]] = {"ideas": IdeasScreen, "infobase": InfobaseScreen, "journal": JournalScreen}

Note = Callable[[str, object], None]


@pytest.fixture
def vault(alice: Person) -> VaultKeeper:
    """Alice's vault, made and open on a device without screens."""
    keeper = VaultKeeper(alice.api_device("keeper").api, PASSPHRASE)
    keeper.create()
    return keeper


def reason_of(call: Callable[[], object]) -> tuple[str, str] | None:
    """Return the kind of refusal and the reason that it gives, None where the call is let through."""
    refusal = refusal_of(call)
    return (refusal.slug, refusal.facts.get("reason", "")) if refusal else None


@pytest.mark.case("E2-LOCK-01")
def test_making_a_vault_sends_neither_passphrase_nor_key(alice: Person, server: Target) -> None:
    """Making a vault MUST send neither passphrase, derived key nor vault key; unlocking sends the proof, once."""
    phone = alice.device("phone")
    traffic = Traffic(phone.context)
    screen = phone.open(VaultScreen)

    screen.creation.passphrase.fill(PASSPHRASE)
    screen.creation.again.fill(PASSPHRASE)
    screen.creation.submit("Create vault").click()
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


Write = Callable[[Api], object]


def writes_to(vault: VaultKeeper, t: ItemType) -> Mapping[str, Write]:
    """Return a write of each kind, made with the keys of an open vault; each is about an item of its own."""
    items = vault.api.items(t)
    edited, deleted, hidden = (items.create(title) for title in ("For all", "To be deleted", "To be made private"))
    resealed, removed, revealed, indexed = (vault.add(t, TITLE, BODY) for _ in range(4))
    content = Content("Afterwards")
    made, after = vault.seal(t, content), vault.seal(t, content)
    again = vault.seal(t, content, item_id=resealed.id, rev=2)
    tokens, kid = vault.tokens(t, content), vault.ring.active.kid
    return {
        "create": lambda api: api.items(t).create("Afterwards"),
        "create private": lambda api: api.items(t).create_private(made),
        "edit": lambda api: api.items(t).edit(edited.id, base_rev=1, body="Afterwards"),
        "edit private": lambda api: api.items(t).edit_private(resealed.id, base_rev=1, envelope=again),
        "delete": lambda api: api.items(t).delete(deleted.id, base_rev=1),
        "delete private": lambda api: api.items(t).delete(removed.id, base_rev=1),
        "make private": lambda api: api.items(t).make_private(hidden.id, base_rev=1, envelope=after),
        "make standard": lambda api: api.items(t).make_standard(revealed.id, base_rev=1, title="Afterwards"),
        "search tokens": lambda api: api.search.put_tokens(t, indexed.id, kid=kid, rev=1, tokens=tokens),
    }


def all_of(vault: VaultKeeper, t: ItemType) -> object:
    """Return all that is stored of a kind of item: contents, tombstones, what can be searched."""
    api = vault.api
    found = api.search.query(vault.tokens(t, Content(TITLE, BODY)))
    return api.items(t).all(), api.sync.poll(since=1).changes, api.search.state(), [match.id for match in found]


@pytest.mark.case("E2-LOCK-02")
@pytest.mark.parametrize("t", KINDS)
def test_nothing_is_written_while_locked(alice: Person, vault: VaultKeeper, t: ItemType, record_property: Note) -> None:
    """While locked, every write to vault content MUST be refused with the reason, and MUST change nothing."""
    writes = writes_to(vault, t)
    before = all_of(vault, t)
    phone = alice.device("phone")
    screen = phone.open(KINDS[t])
    phone.unlock(PASSPHRASE)
    expect(screen.form.create).to_be_enabled()

    phone.lock()

    for control in (screen.form.title, screen.form.text, screen.form.private, screen.form.create):
        expect(control).to_be_disabled()
    for card in (screen.item("For all"), screen.item("Private, locked")):
        expect(card.edit.first).to_be_disabled()
        expect(card.delete.first).to_be_disabled()
    for epoch in (vault.epoch, vault_of(vault.api).epoch, None):
        api = vault.api.at_epoch(epoch)
        refusals = {name: reason_of(partial(write, api)) for name, write in writes.items()}
        assert refusals == dict.fromkeys(writes, ("vault-locked", "manual")), f"with epoch {epoch}"
    stale = vault.api
    vault.unlock()
    assert reason_of(partial(writes["create"], stale)) == ("vault-locked", "manual")
    assert all_of(vault, t) == before
    assert [name for name, write in writes.items() if refused_with(partial(write, vault.api))] == []
    record_property("not shown", "that uploads are refused: the product has none yet")


@pytest.mark.case("E2-LOCK-03")
@pytest.mark.parametrize("t", KINDS)
def test_reading_goes_on_while_locked(alice: Person, vault: VaultKeeper, t: ItemType) -> None:
    """While locked, standard items MUST stay readable, and private ones MUST be shown as such and nothing more."""
    private = vault.edit(vault.add(t, TITLE, f"{BODY} once"), TITLE, BODY)
    vault.api.items(t).create("Open letter", body="to everybody")
    vault.api.vault.lock()
    phone = alice.device("phone")
    traffic, shown = Traffic(phone.context), phone.watch_for(MARK)

    screen = phone.open(KINDS[t])
    phone.go(f"{screen.path}#{private.id}")

    expect(screen.alert).to_have_text(SENTENCE)
    expect(screen.dialogs).to_have_count(0)
    expect(screen.titles).to_have_text(["Open letter", "Private, locked"])
    expect(screen.item("Open letter").root).to_contain_text("to everybody")
    if isinstance(screen, IdeasScreen | InfobaseScreen):
        expect(screen.search.query).to_be_disabled()
    scanner = LeakScanner([Secret("content", MARK)])
    assert shown == []
    assert scanner.search([*traffic.received, *BrowserStorage.of(phone.page).pieces]) == []
    (listed,) = phone.api.items(t).all(mode="private")
    (exported,) = (item for item in phone.api.export.take().items if item.mode == "private")
    for item in (listed, exported, phone.api.items(t).get(private.id)):
        assert (item.title, item.body) == (None, None)
        assert vault.open(item) == Content(TITLE, BODY)
    (past,) = phone.api.items(t).history(private.id)
    assert past.envelope
    assert vault.ring.open_envelope(past.envelope) == Content(TITLE, f"{BODY} once")


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
    assert vault_of(phone.api).locked
    screen.unlocking.passphrase.fill(PASSPHRASE)
    screen.unlocking.submit("Unlock").click()

    expect(screen.titles).to_have_text([TITLE])
    assert not vault_of(phone.api).locked
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
    assert vault_of(phone.api).locked


def waits(api: Api, proof: str) -> int | None:
    """Return for how many seconds nothing is tried, None where something is."""
    refusal = refusal_of(lambda: api.vault.unlock(proof))
    if refusal is None or refusal.status != 429:
        return None
    assert refusal.headers["retry-after"] == str(refusal.facts["retry_after"])
    return int(refusal.headers["retry-after"])


def vault_of(api: Api) -> VaultState:
    """Return how the product says the vault is for a session."""
    state = api.sync.poll(since=AT_THE_END).vault
    assert state
    return state


def page_of(alice: Person, vault: VaultKeeper, now: datetime, limit: timedelta = 15 * A_MINUTE) -> BrowserDevice:
    """Return a device whose page shows a private item, and locks after so long without activity."""
    vault.add("ideas", TITLE, BODY)
    phone = alice.device("phone", clock=now)
    settings = phone.open(VaultScreen).settings
    phone.unlock(PASSPHRASE)
    settings.minutes.fill(str(limit // A_MINUTE))
    with phone.answer("PATCH", "/api/vault"):
        settings.save.click()
    expect(phone.visit(IdeasScreen).titles).to_have_text([TITLE])
    return phone


def idle(phone: BrowserDevice, limit: timedelta) -> None:
    """Let all but the last second pass, in which the page asks for what is new and nobody does anything."""
    with phone.answer("GET", POLL):
        phone.clock.advance(30 * A_SECOND)
    phone.clock.advance(limit - 31 * A_SECOND)
    screen = phone.shows(IdeasScreen)
    expect(screen.titles).to_have_text([TITLE])
    expect(screen.frame.vault).to_have_text(OPEN)


def press_key(phone: BrowserDevice) -> None:
    """Press a key that does nothing."""
    phone.page.keyboard.press("Shift")


def move_pointer(phone: BrowserDevice) -> None:
    """Move the pointer to where nothing is."""
    phone.page.mouse.move(3, 3)
    phone.page.mouse.move(7, 7)


Absence = Callable[[Person, VaultKeeper, datetime], list[BrowserDevice]]


def after(minutes: int, *stirs: Callable[[BrowserDevice], None]) -> Absence:
    """Come back when the time is over, after having been active each time at the last moment."""

    def leave(alice: Person, vault: VaultKeeper, now: datetime) -> list[BrowserDevice]:
        limit = minutes * A_MINUTE
        phone = page_of(alice, vault, now, limit)
        for stir in stirs:
            idle(phone, limit)
            stir(phone)
        idle(phone, limit)
        phone.clock.advance(A_SECOND)
        return [phone]

    leave.__name__ = " then ".join((f"{minutes} min", *(stir.__name__ for stir in stirs)))
    return leave


def with_two_windows(alice: Person, vault: VaultKeeper, now: datetime) -> list[BrowserDevice]:
    """Leave two windows of one browser open."""
    phone = page_of(alice, vault, now)
    window = phone.new_window()
    window.open(IdeasScreen)
    window.unlock(PASSPHRASE)
    for each in (phone, window):
        expect(each.shows(IdeasScreen).titles).to_have_text([TITLE])
    phone.clock.advance(15 * A_MINUTE - A_SECOND)
    for each in (phone, window):
        expect(each.shows(IdeasScreen).frame.vault).to_have_text(OPEN)
    phone.clock.advance(A_SECOND)
    return [phone, window]


def asleep(alice: Person, vault: VaultKeeper, now: datetime) -> list[BrowserDevice]:
    """Close the lid for a weekend; opening it is activity, which comes too late."""
    phone = page_of(alice, vault, now)
    phone.clock.advance(60 * AN_HOUR)
    move_pointer(phone)
    return [phone]


def out_of_sight(alice: Person, vault: VaultKeeper, now: datetime) -> list[BrowserDevice]:
    """Have a page whose own time does not run; the product, which polls keep asking, asked to wait for a second."""
    phone = page_of(alice, vault, now)
    phone.api.vault.unlock(vault.proof(), expires_in=1)
    assert not vault_of(phone.api).locked
    eventually(lambda: vault_of(phone.api), until=lambda state: state.locked, awaiting="the end of the grant")
    form = phone.shows(IdeasScreen).form
    form.title.fill("Too late")
    with phone.answer("POST", "/api/ideas"):
        form.create.click()
    return [phone]


@pytest.mark.case("E2-LOCK-05")
@pytest.mark.parametrize(
    "leave",
    [
        after(1),
        after(15, press_key),
        after(60, move_pointer),
        after(1440),
        with_two_windows,
        asleep,
        out_of_sight,
    ],
    ids=lambda leave: leave.__name__,
)
def test_inactivity_locks(alice: Person, vault: VaultKeeper, now: datetime, leave: Absence) -> None:
    """Without activity the vault MUST lock at its time limit and not before; only a person's activity postpones it."""
    windows = leave(alice, vault, now)

    for window in windows:
        screen = window.shows(IdeasScreen)
        expect(screen.frame.vault).to_have_text(LOCKED)
        expect(screen.titles).to_have_text(["Private, locked"])
    (phone, *_) = windows
    state = eventually(lambda: vault_of(phone.api), until=lambda state: state.locked)
    assert state.reason == "inactivity"
    write = partial(phone.api.at_epoch(state.epoch).items("ideas").create, "Too late")
    assert reason_of(write) == ("vault-locked", "inactivity")
    assert [item.title for item in alice.api.items("ideas").all()] == [None]


@pytest.mark.case("E2-LOCK-06")
def test_a_lock_reaches_the_other_device_within_five_polls(alice: Person, vault: VaultKeeper, now: datetime) -> None:
    """A lock on one device MUST lock every other within five polls, and each MUST say why."""
    vault.add("journal", TITLE)
    phone, laptop = alice.device("phone"), alice.device("laptop", clock=now)
    for device in (phone, laptop):
        device.open(JournalScreen)
        device.unlock(PASSPHRASE)
    screen = laptop.shows(JournalScreen)
    expect(screen.titles).to_have_text([TITLE])

    phone.lock()
    for _ in range(5):
        with laptop.answer("GET", POLL):
            laptop.clock.advance(30 * A_SECOND)

    expect(screen.frame.vault).to_have_text(LOCKED)
    expect(screen.titles).to_have_text(["Private, locked"])
    expect(screen.status).to_have_text("The vault was locked from another device.")
    expect(screen.form.create).to_be_disabled()
    state = vault_of(laptop.api)
    assert (state.locked, state.reason) == (True, "manual")
    write = partial(laptop.api.at_epoch(state.epoch).items("journal").create, "Too late")
    assert reason_of(write) == ("vault-locked", "manual")


NEW_PASSPHRASE = f"{MARK} sings at night"
Place = Callable[[BrowserDevice], None]


def reading(phone: BrowserDevice) -> None:
    """Look at the list."""
    expect(phone.shows(IdeasScreen).item(TITLE).root).to_contain_text(BODY)


def editing(phone: BrowserDevice) -> None:
    """Have an item open, with a change that is not saved."""
    screen = phone.shows(IdeasScreen)
    screen.item(TITLE).edit.click()
    expect(screen.dialog.title).to_have_value(TITLE)
    screen.dialog.text.fill(f"{MARK} goes on")


def deleting(phone: BrowserDevice) -> None:
    """Be asked whether to delete an item, which is named."""
    screen = phone.shows(IdeasScreen)
    screen.item(TITLE).delete.click()
    expect(screen.deletion.root).to_contain_text(TITLE)


def drafting(phone: BrowserDevice) -> None:
    """Be writing a private item."""
    form = phone.shows(IdeasScreen).form
    form.private.check()
    form.title.fill(f"{MARK} begins")
    form.text.fill(BODY)


def searching(phone: BrowserDevice) -> None:
    """Have results before oneself."""
    search = phone.shows(IdeasScreen).search
    search.query.fill(MARK)
    expect(search.titles).to_have_text([TITLE])


def changing_the_passphrase(phone: BrowserDevice) -> None:
    """Have both passphrases typed."""
    screen = phone.visit(VaultScreen)
    screen.ask("Change passphrase")
    dialog = screen.dialog("Change passphrase")
    dialog.present.fill(PASSPHRASE)
    dialog.new.fill(NEW_PASSPHRASE)
    dialog.again.fill(NEW_PASSPHRASE)


def renewing_keys(phone: BrowserDevice) -> None:
    """Have the passphrase typed."""
    screen = phone.visit(VaultScreen)
    screen.ask("Renew keys")
    screen.dialog("Renew keys").passphrase.fill(PASSPHRASE)


def renewing_codes(phone: BrowserDevice) -> None:
    """Have the passphrase typed."""
    screen = phone.visit(VaultScreen)
    screen.ask("Make new recovery codes")
    screen.dialog("Make new recovery codes").passphrase.fill(PASSPHRASE)


@pytest.mark.case("E2-LOCK-07")
@pytest.mark.parametrize(
    "place",
    [reading, editing, deleting, drafting, searching, changing_the_passphrase, renewing_keys, renewing_codes],
    ids=lambda place: place.__name__,
)
def test_locking_leaves_nothing_behind(alice: Person, vault: VaultKeeper, now: datetime, place: Place) -> None:
    """After a lock, page, storages and memory MUST hold no plaintext, passphrase or key, whatever was open."""
    phone = page_of(alice, vault, now)
    place(phone)
    keys = vault.ring.active
    typed = [Secret("content", MARK), Secret("passphrase", PASSPHRASE)]
    secrets = LeakScanner([*typed, Secret("vault key", keys.uvk), Secret("key of items", keys.item_wrap)])
    assert secrets.search(BrowserStorage.of(phone.page).pieces), "nothing was there to be left behind"
    assert living_keys(phone.page)

    with phone.answer("POST", "/api/vault/lock"):
        phone.clock.advance(15 * A_MINUTE)

    screen = Screen(phone.page)
    expect(screen.frame.vault).to_have_text(LOCKED)
    expect(screen.dialogs).to_have_count(0)
    left = BrowserStorage.of(phone.page)
    assert secrets.search([*left.pieces, heap_strings(phone.page)]) == []
    assert left.keys == []
    assert living_keys(phone.page) == []
    shown = phone.watch_for(MARK)
    expect(phone.open(IdeasScreen).titles).to_have_text(["Private, locked"])
    assert shown == []


@pytest.mark.case("E2-LOCK-08")
def test_unlocking_one_device_unlocks_no_other(alice: Person, vault: VaultKeeper, now: datetime) -> None:
    """Unlocking one device MUST leave every other locked, in its page and at the product."""
    vault.add("ideas", TITLE)
    vault.api.vault.lock()
    phone, laptop = alice.device("phone"), alice.device("laptop", clock=now)
    screens = {device.name: device.open(IdeasScreen) for device in (phone, laptop)}

    phone.unlock(PASSPHRASE)
    expect(screens["phone"].titles).to_have_text([TITLE])
    with laptop.answer("GET", POLL):
        laptop.clock.advance(30 * A_SECOND)

    for screen in (screens["laptop"], laptop.reload(IdeasScreen)):
        expect(screen.frame.vault).to_have_text(LOCKED)
        expect(screen.titles).to_have_text(["Private, locked"])
        expect(screen.form.create).to_be_disabled()
    here, there = vault_of(phone.api), vault_of(laptop.api)
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


@pytest.mark.case("E2-LOCK-09")
@pytest.mark.parametrize("come_back", [by_reload, in_a_new_tab, after_signing_out], ids=lambda way: way.__name__)
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
    left = BrowserStorage.of(page.page)
    keys = [Secret("passphrase", PASSPHRASE), Secret("vault key", vault.ring.active.uvk)]
    assert LeakScanner([Secret("content", MARK), *keys]).search(left.pieces) == []
    assert left.keys == []
    assert shown == []
    page.unlock(PASSPHRASE)
    expect(screen.titles).to_have_text([TITLE])


MANY = 60


@dataclass
class Writer:
    """A client that writes without a break until it has been refused twice; it chooses the ids of its items itself."""

    api: Api
    vault: VaultKeeper
    t: ItemType
    pol: str
    stored: dict[str, int] = field(default_factory=dict)  # by id, the place in the order of changes
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)  # by id, the kind and the reason

    def open(self, proof: str) -> None:
        """Have the vault open, and name its epoch from now on."""
        self.api = self.api.at_epoch(self.api.vault.unlock(proof).epoch)

    def write(self, item_id: str) -> Item:
        """Write an item; about every other one is private."""
        if item_id < "8":
            return self.api.items(self.t).create(TITLE, item_id=item_id)
        envelope = self.vault.ring.seal(Content(TITLE), t=self.t, item_id=item_id, rev=1, pol=self.pol)
        return self.api.items(self.t).create_private(envelope)

    def run(self) -> None:
        """Write and write; where nobody refuses, come to an end, too."""
        while len(self.refused) < 2 and len(self.stored) < MANY:
            item_id = str(uuid4())
            try:
                self.stored[item_id] = self.write(item_id).seq
            except Refused as refusal:
                self.refused[item_id] = (refusal.slug, refusal.facts.get("reason", ""))


def written(vault: VaultKeeper) -> list[Item]:
    """Return all items of the person."""
    return [item for t in KINDS for item in vault.api.items(t).all()]


@pytest.mark.case("E2-LOCK-10")
def test_a_write_that_races_a_lock_is_stored_before_it_or_refused(alice: Person, vault: VaultKeeper) -> None:
    """Of writes around a lock, each MUST be stored before it or refused; a refused one MUST succeed once afterwards."""
    proof, op_id, pol = vault.proof(), uuid4().hex, vault.policy.id
    devices = [alice.api_device(f"device {number}").api for number in range(3)]
    writers = [Writer(api, vault, t, pol) for api in devices for t in KINDS]
    for writer in writers:
        writer.open(proof)

    with ThreadPoolExecutor(len(writers)) as pool:
        running = [pool.submit(writer.run) for writer in writers]
        eventually(
            lambda: min(len(writer.stored) for writer in writers), until=lambda fewest: fewest > 2, within=A_MINUTE
        )
        locked = vault.api.vault.lock("remote", op_id=op_id)
        last = vault.api.sync.poll(since=AT_THE_END).seq
    assert [each.result() for each in running] == [None] * len(writers)
    stored = {item_id: seq for writer in writers for item_id, seq in writer.stored.items()}
    refused = {item_id: why for writer in writers for item_id, why in writer.refused.items()}
    assert set(refused.values()) == {("vault-locked", "remote")}
    assert {item.id: item.seq for item in written(vault)} == stored
    assert max(stored.values()) <= last, "something was stored after the lock"

    for writer in writers:
        attempts = [partial(writer.write, item_id) for item_id in writer.refused]
        writer.api.vault.unlock(proof)
        assert [refused_with(attempt) for attempt in attempts] == [423, 423], "a write from before the lock passed"
        writer.open(proof)
        assert [refused_with(attempt) for attempt in (*attempts, *attempts)] == [None, None, 409, 409]
    assert vault.api.vault.lock("manual", op_id=op_id) == locked
    assert not any(vault_of(writer.api).locked for writer in writers)
    assert {item.id for item in written(vault)} == stored.keys() | refused.keys()
