"""A client without a browser takes part in encryption, against the real server: what one seals, another opens."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from fixtures.api.client import Api
from fixtures.api.session import Session, refusal_of
from fixtures.oracle.encoding import Malformed
from fixtures.oracle.envelopes import Content, Envelope
from fixtures.oracle.iv_ledger import IvLedger
from fixtures.oracle.leaks import LeakScanner, Secret
from fixtures.oracle.primitives import NotAuthentic
from fixtures.oracle.recovery import RecoveryCode
from fixtures.oracle.stores import store_files, store_rows
from fixtures.oracle.tokens import word_token
from fixtures.oracle.wraps import Wrap
from fixtures.target.profiles import Profile, Target
from fixtures.trace_context import Trace
from fixtures.vault.key_ring import KeyRing, passphrase_keys
from fixtures.vault.vault_keeper import VaultKeeper
from tests.web.product import Product, Visitor, running

PASSPHRASE = "four blue horses run"
NewDevice = Callable[[], Api]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("product")


@pytest.fixture(scope="module")
def product(folder: Path) -> Iterator[Product]:
    with running(folder) as product:
        yield product


@pytest.fixture
def new_device(product: Product) -> NewDevice:
    """Another session of the same person."""
    person = product.visitor()
    target = Target(profile=Profile(name="t", kind="url", url=product.url), url=product.url)
    first = _api(person, target, product.client)
    return first.with_token


def _api(person: Visitor, target: Target, http: httpx.Client) -> Api:
    return Api(Session.by_cookie(http, target, Trace(), person.secret, ZoneInfo("Europe/Berlin")))


@pytest.fixture
def laptop(new_device: NewDevice) -> VaultKeeper:
    """A device that has made the vault."""
    keeper = VaultKeeper(new_device(), PASSPHRASE)
    keeper.create()
    return keeper


@pytest.fixture
def phone(laptop: VaultKeeper, new_device: NewDevice) -> VaultKeeper:
    """A second device of the person's, with the vault open."""
    keeper = VaultKeeper(new_device(), PASSPHRASE)
    keeper.unlock()
    return keeper


def test_what_one_device_seals_another_opens(laptop: VaultKeeper, phone: VaultKeeper) -> None:
    item = laptop.add("journal", "Moonlit cadenza", "in D")
    changed = phone.edit(item, "Moonlit cadenza", "in E")

    assert laptop.open(laptop.api.items("journal").get(item.id)) == Content("Moonlit cadenza", "in E")
    assert (changed.rev, changed.title, changed.kid) == (2, None, laptop.ring.active.kid)
    (past,) = laptop.api.items("journal").history(item.id)
    assert past.envelope
    assert laptop.ring.open_envelope(past.envelope).body == "in D"


def test_a_write_says_the_epoch_that_the_keeper_knows(laptop: VaultKeeper, phone: VaultKeeper) -> None:
    locked = phone.api.vault.lock()

    refusal = refusal_of(lambda: laptop.add("ideas", "Riff"))

    assert refusal
    assert (refusal.status, refusal.slug) == (423, "vault-locked")
    assert (refusal.facts["epoch"], refusal.facts["reason"]) == (locked.epoch, "manual")


@pytest.mark.parametrize("epoch", [None, 0, 99])
def test_a_write_can_say_another_epoch_or_none(laptop: VaultKeeper, epoch: int | None) -> None:
    ideas = laptop.api.at_epoch(epoch).items("ideas")

    refusal = refusal_of(lambda: ideas.create("Riff"))

    assert refusal
    assert refusal.slug == "vault-locked"
    assert laptop.api.items("ideas").create("Riff").mode == "standard"


def test_a_wrong_passphrase_opens_nothing(laptop: VaultKeeper, new_device: NewDevice) -> None:
    stranger = VaultKeeper(new_device(), "four red horses run")

    refusal = refusal_of(stranger.unlock)

    assert refusal
    assert (refusal.status, refusal.facts["attempts_left"]) == (401, 4)
    vault = laptop.api.vault.get()
    assert vault
    with pytest.raises(NotAuthentic):
        KeyRing.by_passphrase(vault, stranger.user_id, passphrase_keys(vault, stranger.passphrase))


def test_after_a_change_the_new_passphrase_opens_the_same_keys(laptop: VaultKeeper, new_device: NewDevice) -> None:
    uvk = laptop.ring.active.uvk
    laptop.change_passphrase("five blue horses run")
    phone = VaultKeeper(new_device(), "five blue horses run")
    phone.unlock()

    assert phone.ring.active.uvk == uvk
    assert laptop.add("infobase", "Tempo table").rev == 1


def test_the_server_finds_an_item_by_a_words_token(laptop: VaultKeeper) -> None:
    item = laptop.add("ideas", "Moonlit cadenza")
    asked = [word_token(laptop.ring.active.search, "ideas", field, "cadenza") for field in ("body", "title")]

    found = laptop.api.search.query([*asked, *laptop.tokens("ideas", Content("", ""))[:6]])

    assert [(match.id, match.matched) for match in found] == [(item.id, [1])]
    assert laptop.api.search.state().indexed == 1


def test_a_code_opens_the_vault_and_sets_a_new_passphrase(laptop: VaultKeeper, new_device: NewDevice) -> None:
    item = laptop.add("journal", "Moonlit cadenza")
    code = RecoveryCode.typed(laptop.make_codes()[3].shown)
    phone = VaultKeeper(new_device(), "forgotten")

    vault = phone.reset(code, phone.redeem(code), "six blue horses run")

    assert phone.open(phone.api.items("journal").get(item.id)).title == "Moonlit cadenza"
    assert vault.recovery
    assert vault.recovery.unused == 9
    assert phone.ring.recovery == laptop.ring.recovery
    refusal = refusal_of(lambda: phone.redeem(code))
    assert refusal
    assert refusal.slug == "wrong-code"


@pytest.mark.parametrize("with_codes", [True, False], ids=["with codes", "without codes"])
def test_a_rotation_seals_all_anew_and_loses_nothing(
    laptop: VaultKeeper, new_device: NewDevice, *, with_codes: bool
) -> None:
    codes = laptop.make_codes() if with_codes else []
    item = laptop.add("ideas", "Moonlit cadenza")
    old = laptop.ring.active
    laptop.rotate()
    laptop.rotate()
    phone = VaultKeeper(new_device(), PASSPHRASE)
    phone.unlock()

    rotated = phone.api.items("ideas").get(item.id)
    assert rotated.kid == phone.ring.active.kid != old.kid
    assert phone.open(rotated).title == "Moonlit cadenza"
    assert phone.ring.key(old.kid).uvk == old.uvk
    assert phone.ring.recovery == laptop.ring.recovery
    for code in codes[:1]:
        phone.reset(code, phone.redeem(code), "six blue horses run")
        assert phone.open(phone.api.items("ideas").get(item.id)).title == "Moonlit cadenza"


def test_an_envelope_at_another_items_place_is_refused(laptop: VaultKeeper) -> None:
    item = laptop.add("ideas", "Moonlit cadenza")

    with pytest.raises(Malformed, match="the envelope names"):
        laptop.open(item.model_copy(update={"rev": 2}))


def test_the_store_holds_nothing_of_what_was_sealed(laptop: VaultKeeper, folder: Path) -> None:
    laptop.add("journal", "Moonlit cadenza", "a body that nobody may read")
    (code, *_) = laptop.make_codes()
    database = f"sqlite:///{folder / 'passion.db'}"
    scanner = LeakScanner(
        [
            Secret("title", "Moonlit cadenza"),
            Secret("body", "nobody may read"),
            Secret("passphrase", PASSPHRASE),
            Secret("UVK", laptop.ring.active.uvk),
            Secret("code", code.value),
        ]
    )
    kid = LeakScanner([Secret("kid", laptop.ring.active.kid)])

    assert scanner.search([*store_rows(database), *store_files(database)]) == []
    assert kid.search(store_rows(database))


def test_no_iv_comes_twice(laptop: VaultKeeper) -> None:
    ledger = IvLedger()
    laptop.make_codes()
    vault = laptop.api.vault.get()
    assert vault
    for wrap in vault.wraps:
        ledger.wrap(Wrap.read(wrap.model_dump()))
    for number in range(3):
        ledger.envelope(Envelope.read(laptop.seal("ideas", Content(f"Riff {number}"))))

    assert ledger.uses == 9
    assert ledger.problems() == []


def test_a_keeper_without_keys_says_so(new_device: NewDevice) -> None:
    with pytest.raises(RuntimeError, match="create, unlock or reset first"):
        VaultKeeper(new_device(), PASSPHRASE).seal("ideas", Content("Riff"))


def test_an_export_holds_what_is_sealed_as_it_is(laptop: VaultKeeper) -> None:
    item = laptop.add("ideas", "Riff")

    (exported,) = laptop.api.export.take().items

    assert exported.id == item.id
    assert laptop.open(exported).title == "Riff"
