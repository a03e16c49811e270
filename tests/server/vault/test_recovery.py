"""Recovery codes: each opens the vault once, for whoever has the code and is signed in."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from tests.server.vault.recovery import Code, Codes, code_set, redeem, reset
from tests.server.vault.vaults import Device, another, key_id, new_passphrase, problem_of, sent_proof, spelt, wrapped
from tests.server.world import World

MINUTE = timedelta(minutes=1)
TAKEN = (401, "wrong-code")


@pytest.fixture
def codes(alice: Device) -> Codes:
    return code_set(alice)


def ticket_for(device: Device, code: Code) -> str:
    answer = redeem(device, code)
    assert answer.status_code == 200, answer.text
    ticket: str = answer.json()["ticket"]
    return ticket


def test_vault_has_no_codes_at_first(alice: Device) -> None:
    assert alice.vault["recovery"] is None


def test_set_of_codes_counts_from_then_on(alice: Device) -> None:
    draft = Codes(alice.vault["kid"]).draft

    made = alice.send("POST", "/api/vault/recovery", draft).json()

    assert (made["set_id"], made["unused"]) == (draft["set_id"], 10)
    assert alice.vault["recovery"] == made
    assert [wrap for wrap in alice.vault["wraps"] if wrap["by"] != "password"] == [draft["rk_wrap"], draft["uvk_wrap"]]


def test_set_needs_an_open_vault(alice: Device) -> None:
    alice.lock()

    refused = alice.send("POST", "/api/vault/recovery", Codes(alice.vault["kid"]).draft)

    assert problem_of(refused) == (423, "vault-locked")
    assert alice.vault["recovery"] is None


@pytest.mark.parametrize("count", [0, 9, 11])
def test_set_has_ten_codes(alice: Device, count: int) -> None:
    few = Codes(alice.vault["kid"], codes=[Code() for _ in range(count)])

    assert problem_of(alice.send("POST", "/api/vault/recovery", few.draft)) == (422, "validation")


def test_codes_have_names_of_their_own(alice: Device) -> None:
    twins = Codes(alice.vault["kid"], codes=[Code(code_id=spelt(bytes(12))) for _ in range(10)])

    assert problem_of(alice.send("POST", "/api/vault/recovery", twins.draft)) == (422, "validation")


@pytest.mark.parametrize(
    ("wrap", "field"), [(wrap, field) for wrap in ("rk_wrap", "uvk_wrap") for field in ("kid", "by", "by_id")]
)
def test_set_is_joined_to_the_key_that_counts(alice: Device, wrap: str, field: str) -> None:
    draft = Codes(alice.vault["kid"]).draft
    draft[wrap][field] = {"kid": key_id(), "by": "password", "by_id": key_id()}[field]

    refused = alice.send("POST", "/api/vault/recovery", draft)

    assert problem_of(refused) == (422, "validation")
    assert [error["field"] for error in refused.json()["errors"]] == [f"{wrap}.{field}"]


def test_set_is_of_a_policy_that_there_is(alice: Device) -> None:
    draft = Codes(alice.vault["kid"]).draft
    draft["rk_wrap"]["pol"] = draft["uvk_wrap"]["pol"] = "9.9.9"

    assert problem_of(alice.send("POST", "/api/vault/recovery", draft)) == (422, "policy-unknown")


def test_code_leads_to_the_key(world: World, alice: Device, codes: Codes) -> None:
    phone, code = another(world, alice), codes.codes[3]

    redeemed = redeem(phone, code).json()

    expected = {"kid": codes.set_id, "pol": "1.0.0", "by": "recovery-code", "by_id": code.code_id}
    assert redeemed["wrap"] == {**expected, "iv": code.iv, "ct": code.ct}
    assert (redeemed["rk_wrap"]["kid"], redeemed["rk_wrap"]["by_id"]) == (codes.kid, codes.set_id)
    assert redeemed["set_id"] == codes.set_id
    expires_in = datetime.fromisoformat(redeemed["expires_at"]) - world.clock.time
    assert expires_in == pytest.approx(5 * MINUTE, abs=timedelta(milliseconds=1))


def test_ticket_sets_a_new_passphrase_once(world: World, alice: Device, codes: Codes) -> None:
    phone = another(world, alice)
    ticket = ticket_for(phone, codes.codes[0])

    done = reset(phone, ticket).json()["vault"]

    assert (done["epoch"], done["locked"], done["kid"]) == (2, False, codes.kid)
    assert done["recovery"]["unused"] == 9
    assert len([wrap for wrap in done["wraps"] if wrap["by"] == "password"]) == 1
    assert (problem_of(phone.unlock("correct")), phone.unlock("new").status_code) == ((401, "wrong-passphrase"), 200)
    assert problem_of(reset(phone, ticket, "third")) == (409, "ticket-invalid")
    assert phone.unlock("new").status_code == 200


def test_reset_locks_every_other_session(world: World, alice: Device, codes: Codes) -> None:
    phone = another(world, alice)

    reset(phone, ticket_for(phone, codes.codes[0]))

    assert problem_of(alice.write()) == (423, "vault-locked")
    assert (alice.vault["epoch"], alice.vault["reason"]) == (2, "remote")


def test_code_is_used_once(alice: Device, codes: Codes) -> None:
    reset(alice, ticket_for(alice, codes.codes[0]))

    assert problem_of(redeem(alice, codes.codes[0])) == TAKEN
    assert redeem(alice, codes.codes[1]).status_code == 200


def test_reserved_code_is_not_given_again(world: World, alice: Device, codes: Codes) -> None:
    ticket_for(alice, codes.codes[0])

    assert problem_of(redeem(alice, codes.codes[0])) == TAKEN
    assert problem_of(redeem(another(world, alice), codes.codes[0])) == TAKEN
    assert alice.vault["recovery"]["unused"] == 9


def test_expired_ticket_gives_the_code_back(world: World, alice: Device, codes: Codes) -> None:
    ticket = ticket_for(alice, codes.codes[0])
    world.clock.pass_by(5 * MINUTE)

    assert alice.vault["recovery"]["unused"] == 10
    assert problem_of(reset(alice, ticket)) == (409, "ticket-invalid")
    assert reset(alice, ticket_for(alice, codes.codes[0])).status_code == 200


def test_ticket_of_a_code_that_was_given_again_is_void(world: World, alice: Device, codes: Codes) -> None:
    first = ticket_for(alice, codes.codes[0])
    world.clock.pass_by(5 * MINUTE)
    second = ticket_for(alice, codes.codes[0])

    assert problem_of(reset(alice, first)) == (409, "ticket-invalid")
    assert reset(alice, second).status_code == 200


def test_ticket_may_be_asked_shorter(world: World, alice: Device, codes: Codes) -> None:
    ticket = redeem(alice, codes.codes[0], expires_in=1).json()["ticket"]

    world.clock.pass_by(timedelta(seconds=1))

    assert problem_of(reset(alice, ticket)) == (409, "ticket-invalid")


@pytest.mark.parametrize("seconds", [0, 301, 1.5])
def test_ticket_lives_five_minutes_at_most(alice: Device, codes: Codes, seconds: float) -> None:
    assert problem_of(redeem(alice, codes.codes[0], expires_in=seconds)) == (422, "validation")


def test_ticket_is_the_sessions_own(world: World, alice: Device, codes: Codes) -> None:
    ticket = ticket_for(alice, codes.codes[0])

    assert problem_of(reset(another(world, alice), ticket)) == (409, "ticket-invalid")
    assert reset(alice, ticket).status_code == 200


def test_ticket_and_code_are_the_persons_own(world: World, alice: Device, codes: Codes) -> None:
    ticket, bob = ticket_for(alice, codes.codes[0]), Device(world.person("Bob"))
    bob.create()
    code_set(bob)

    assert problem_of(reset(bob, ticket)) == (409, "ticket-invalid")
    assert problem_of(redeem(bob, codes.codes[1])) == TAKEN


def test_every_code_that_opens_nothing_is_refused_alike(world: World, alice: Device, codes: Codes) -> None:
    """Unknown, void, used, reserved, or with another verifier."""
    old, codes = codes, code_set(alice)
    reset(alice, ticket_for(alice, codes.codes[0]))
    ticket_for(alice, codes.codes[1])
    wrong = [Code(), old.codes[2], codes.codes[0], codes.codes[1], Code(code_id=codes.codes[2].code_id)]
    world.services.guesses.attempts = 9

    answers = [redeem(alice, code).json() for code in wrong]

    assert {answer["detail"] for answer in answers} == {"That is not a recovery code that can be used."}
    assert [answer["attempts_left"] for answer in answers] == [8, 7, 6, 5, 4]
    assert len({frozenset(answer) for answer in answers}) == 1


def test_code_is_wrong_where_there_is_no_set(alice: Device) -> None:
    assert problem_of(redeem(alice, Code())) == TAKEN


def test_wrong_codes_are_throttled_by_themselves(world: World, alice: Device, codes: Codes) -> None:
    assert [redeem(alice, Code()).json()["attempts_left"] for _ in range(5)] == [4, 3, 2, 1, 0]

    refused = redeem(alice, codes.codes[0])

    assert (problem_of(refused), refused.headers["retry-after"]) == ((429, "throttled"), "900")
    assert alice.unlock().status_code == 200
    world.clock.pass_by(15 * MINUTE)
    assert redeem(alice, codes.codes[0]).status_code == 200
    assert redeem(alice, Code()).json()["attempts_left"] == 4


def test_reset_ends_the_wait_for_the_passphrase(alice: Device, codes: Codes) -> None:
    for _ in range(5):
        alice.unlock("guess")
    assert problem_of(alice.unlock()) == (429, "throttled")

    reset(alice, ticket_for(alice, codes.codes[0]))

    assert alice.unlock("new").status_code == 200


def test_reset_that_is_refused_leaves_the_ticket(alice: Device, codes: Codes) -> None:
    before, ticket = alice.vault, ticket_for(alice, codes.codes[0])
    salt = spelt(bytes(16))
    foreign = {"salt": salt, "wrap": wrapped(key_id(), "password", salt)}

    assert problem_of(reset(alice, ticket, other=foreign)) == (422, "validation")
    assert problem_of(reset(alice, ticket, other={"iterations": 599_999})) == (422, "validation")
    assert alice.vault == {**before, "recovery": {**before["recovery"], "unused": 9}}
    assert reset(alice, ticket).status_code == 200


def test_new_set_voids_the_old_codes_with_their_tickets(alice: Device, codes: Codes) -> None:
    ticket = ticket_for(alice, codes.codes[0])
    fresh = code_set(alice)

    assert problem_of(reset(alice, ticket)) == (409, "ticket-invalid")
    assert problem_of(redeem(alice, codes.codes[1])) == TAKEN
    assert alice.vault["recovery"]["set_id"] == fresh.set_id
    assert {wrap["by_id"] for wrap in alice.vault["wraps"] if wrap["by"] == "rk"} == {fresh.set_id}
    assert reset(alice, ticket_for(alice, fresh.codes[0])).status_code == 200


def test_new_codes_count_after_a_reset(alice: Device, codes: Codes) -> None:
    reset(alice, ticket_for(alice, codes.codes[0]))
    alice.unlock("new")

    fresh = code_set(alice)

    assert reset(alice, ticket_for(alice, fresh.codes[0]), "third").status_code == 200
    assert alice.unlock("third").status_code == 200


def test_change_of_the_passphrase_leaves_the_codes(alice: Device, codes: Codes) -> None:
    change = {"proof": sent_proof("correct"), **new_passphrase(codes.kid, "new")}
    alice.send("POST", "/api/vault/passphrase", change)

    assert reset(alice, ticket_for(alice, codes.codes[0]), "third").status_code == 200


def test_locked_out_person_needs_no_open_vault(world: World, alice: Device, codes: Codes) -> None:
    alice.lock()
    phone = another(world, alice)
    phone.epoch = None

    assert reset(phone, ticket_for(phone, codes.codes[0])).json()["vault"]["epoch"] == 3


def test_tickets_and_verifiers_are_stored_hashed_only(world: World, alice: Device, codes: Codes) -> None:
    ticket = ticket_for(alice, codes.codes[0])

    with world.seams.store.begin(write=False) as work:
        stored = str(work.session.execute(text("SELECT * FROM recovery_codes")).all())
        row = work.recovery.find(alice.person.id, codes.codes[0].code_id)

    assert ticket not in stored
    assert [code for code in codes.codes if spelt(code.verifier) in stored] == []
    assert row is not None
    assert row.verifier_hash not in repr(row)
    assert (row.ticket_hash or "") not in repr(row)
