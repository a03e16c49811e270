"""The vault: one a person, made of what the server can check, and changed only while it is open."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import text

from reference_server import logs
from reference_server.contract.vault import PassphraseChange, Unlock
from tests.server.vault.vaults import (
    Device,
    another,
    binary,
    key_id,
    new_passphrase,
    problem_of,
    sent_proof,
    spelt,
    vault_draft,
)
from tests.server.world import URL, World


@pytest.fixture
def alice(world: World) -> Device:
    return Device(world.person())


def wrong_fields(alice: Device, method: str, path: str, body: dict[str, Any]) -> set[str]:
    """Return the fields for which the request is refused."""
    answer = alice.send(method, path, body)
    assert problem_of(answer) == (422, "validation"), answer.text
    return {error["field"] for error in answer.json()["errors"]}


def test_nobody_has_a_vault_at_first(alice: Device) -> None:
    assert alice.person.get("/api/vault").json() == {"vault": None}


def test_new_vault_is_open_for_the_session_that_made_it(alice: Device) -> None:
    draft = vault_draft()

    vault = alice.send("POST", "/api/vault", draft).json()["vault"]

    assert (vault["epoch"], vault["locked"], vault["reason"]) == (1, False, None)
    assert (vault["kid"], vault["crypto_policy_version"]) == (draft["kid"], "1.0.0")
    assert vault["kdf"] == {"algorithm": "PBKDF2-HMAC-SHA256", "iterations": 600_000, "salt": draft["salt"]}
    assert (vault["wraps"], vault["recovery"], vault["last_rotated_at"]) == ([draft["wrap"]], None, None)
    assert (vault["auto_lock_minutes"], vault["enforce_tier"]) == (15, "strict")
    assert alice.vault == vault
    assert alice.write().status_code == 200


def test_new_vault_is_locked_for_every_other_session(world: World, alice: Device) -> None:
    alice.create()
    phone = another(world, alice)

    assert (phone.vault["locked"], phone.vault["reason"], phone.vault["grant_expires_at"]) == (True, "manual", None)
    assert problem_of(phone.write()) == (423, "vault-locked")


def test_there_is_one_vault_a_person(alice: Device) -> None:
    before = alice.create()

    assert problem_of(alice.send("POST", "/api/vault", vault_draft("other"))) == (409, "vault-exists")
    assert alice.vault == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("salt", spelt(bytes(15))),
        ("salt", spelt(bytes(17))),
        ("salt", spelt(bytes(16)) + "=="),
        ("salt", "A" * 21 + "B"),  # the bits left over are not zero
        ("salt", "+" + spelt(bytes(16))[1:]),
        ("salt", 5),
        ("proof_hash", spelt(bytes(31))),
        ("proof_hash", "A" * 42 + "B"),
        ("kid", "k_7f3a"),
        ("kid", "k_" + "A" * 16),
        ("kid", "s_" + "a" * 16),
        ("kid", "k_" + "a" * 16 + "\n"),
        ("iterations", 599_999),
        ("iterations", 10_000_001),
        ("iterations", 600_000.5),
        ("iterations", "600000"),
        ("iterations", True),
        ("auto_lock_minutes", 0),
        ("auto_lock_minutes", 1441),
        ("enforce_tier", "lax"),
        ("surprise", 1),
    ],
)
def test_vault_is_made_of_exact_shapes(alice: Device, field: str, value: object) -> None:
    draft = {**vault_draft(), field: value}

    assert field in wrong_fields(alice, "POST", "/api/vault", draft)
    assert alice.person.get("/api/vault").json() == {"vault": None}


@pytest.mark.parametrize("iterations", [600_000, 10_000_000])
def test_iterations_reach_to_their_bounds(alice: Device, iterations: int) -> None:
    assert alice.create(iterations=iterations)["kdf"]["iterations"] == iterations


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kid", "k_" + "0" * 16),
        ("by", "rk"),
        ("by_id", spelt(bytes(16))),
        ("iv", spelt(bytes(11))),
        ("ct", spelt(bytes(47))),
        ("ct", spelt(bytes(49))),
        ("more", 1),
    ],
)
def test_key_is_wrapped_by_the_passphrase(alice: Device, field: str, value: object) -> None:
    draft = vault_draft()
    draft["wrap"][field] = value

    assert wrong_fields(alice, "POST", "/api/vault", draft) == {f"wrap.{field}"}


def test_key_is_wrapped_under_the_policy_of_the_vault(alice: Device) -> None:
    draft = {**vault_draft(pol="1.0.0"), "pol": "2.0.0"}

    assert wrong_fields(alice, "POST", "/api/vault", draft) == {"wrap.pol"}


def test_vault_needs_a_policy_that_there_is(alice: Device) -> None:
    assert problem_of(alice.send("POST", "/api/vault", vault_draft(pol="9.9.9"))) == (422, "policy-unknown")


def test_settings_change_while_the_vault_is_open(alice: Device) -> None:
    alice.create()

    changed = alice.send("PATCH", "/api/vault", {"auto_lock_minutes": 60, "enforce_tier": "interactive"})

    vault = changed.json()["vault"]
    assert (vault["auto_lock_minutes"], vault["enforce_tier"]) == (60, "interactive")
    assert alice.vault == vault


def test_settings_stay_while_the_vault_is_locked(alice: Device) -> None:
    alice.create()
    alice.lock()

    assert problem_of(alice.send("PATCH", "/api/vault", {"auto_lock_minutes": 60})) == (423, "vault-locked")
    assert alice.vault["auto_lock_minutes"] == 15


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/api/vault", {}),
        ("POST", "/api/vault/lock", {"reason": "manual", "op_id": "a"}),
        ("POST", "/api/vault/unlock", {"proof": binary(32)}),
        ("POST", "/api/vault/activity", {"idle_seconds": 0}),
        ("POST", "/api/vault/passphrase", {"proof": binary(32), **new_passphrase(key_id(), "new")}),
        ("POST", "/api/vault/recovery/redeem", {"code_id": binary(12), "verifier": binary(32)}),
        ("POST", "/api/vault/reset", {"ticket": "made-up", **new_passphrase(key_id(), "new")}),
        ("POST", "/api/vault/rotate/rewraps", {"rotation_id": "made-up", "envelopes": []}),
    ],
)
def test_nothing_is_done_to_a_vault_that_there_is_not(
    alice: Device, method: str, path: str, body: dict[str, Any]
) -> None:
    assert problem_of(alice.send(method, path, body)) == (409, "no-vault")


def test_new_passphrase_opens_the_vault(alice: Device) -> None:
    vault = alice.create()
    change = {"proof": sent_proof("correct"), **new_passphrase(vault["kid"], "new", iterations=700_000)}

    changed = alice.send("POST", "/api/vault/passphrase", change).json()["vault"]

    assert (changed["kid"], changed["wraps"]) == (vault["kid"], [change["wrap"]])
    assert changed["kdf"]["iterations"] == 700_000
    assert (problem_of(alice.unlock("correct")), alice.unlock("new").status_code) == ((401, "wrong-passphrase"), 200)


def test_new_passphrase_locks_every_other_session(world: World, alice: Device) -> None:
    vault, phone = alice.create(), another(world, alice)
    phone.unlock()

    change = {"proof": sent_proof("correct"), **new_passphrase(vault["kid"], "new")}
    changed = alice.send("POST", "/api/vault/passphrase", change).json()["vault"]

    assert (changed["epoch"], changed["locked"]) == (2, False)
    assert problem_of(phone.write()) == (423, "vault-locked")
    assert (phone.vault["locked"], phone.vault["reason"]) == (True, "remote")


def test_new_passphrase_needs_the_present_one(alice: Device) -> None:
    before = alice.create()
    change = {"proof": sent_proof("guess"), **new_passphrase(before["kid"], "new")}

    refused = alice.send("POST", "/api/vault/passphrase", change)

    assert problem_of(refused) == (401, "wrong-passphrase")
    assert refused.json()["attempts_left"] == 4
    assert alice.vault == before


def test_new_passphrase_needs_an_open_vault(alice: Device) -> None:
    vault = alice.create()
    alice.lock()
    change = {"proof": sent_proof("correct"), **new_passphrase(vault["kid"], "new")}

    assert problem_of(alice.send("POST", "/api/vault/passphrase", change)) == (423, "vault-locked")


def test_new_passphrase_wraps_the_key_that_counts(alice: Device) -> None:
    before = alice.create()
    change = {"proof": sent_proof("correct"), **new_passphrase(key_id(), "new")}

    assert wrong_fields(alice, "POST", "/api/vault/passphrase", change) == {"wrap.kid"}
    assert alice.vault == before


def test_new_passphrase_is_stretched_enough(alice: Device) -> None:
    vault = alice.create()
    change = {"proof": sent_proof("correct"), **new_passphrase(vault["kid"], "new", iterations=599_999)}

    assert wrong_fields(alice, "POST", "/api/vault/passphrase", change) == {"iterations"}


def test_vault_is_the_persons_own(world: World, alice: Device) -> None:
    alice.create()
    mallory = Device(world.person("Mallory"))

    assert mallory.person.get("/api/vault").json() == {"vault": None}
    assert problem_of(mallory.unlock()) == (409, "no-vault")


def test_token_shares_the_grant_of_its_session(world: World, alice: Device) -> None:
    alice.create()
    headers = {"Authorization": f"Bearer {alice.person.bearer()}", "X-Vault-Epoch": "1"}

    assert world.visitor().patch("/api/vault", json={}, headers=headers).status_code == 200


def test_proofs_are_stored_hashed_only(world: World, alice: Device) -> None:
    alice.create("correct")
    alice.unlock("correct")

    with world.seams.store.begin(write=False) as work:
        stored = work.session.execute(text("SELECT * FROM vaults")).one()
        vault = work.vaults.find(alice.person.id)

    assert sent_proof("correct") not in str(stored)
    assert vault is not None
    assert vault.proof_hash not in repr(vault)


def test_proof_is_in_no_answer_and_no_line_of_the_log(world: World, alice: Device, tmp_path: Path) -> None:
    alice.create("correct")
    proof, file = sent_proof("guess"), tmp_path / "log"
    with logs.configure(file):
        answers = [
            alice.send("POST", "/api/vault/unlock", {"proof": proof}),
            alice.send("POST", "/api/vault/unlock", {"proof": proof + "A"}),
            alice.send("POST", "/api/vault/unlock", {"proof": proof + "="}),
            alice.send("POST", "/api/vault/unlock", {"proof": [proof]}),
            alice.send("POST", "/api/vault/unlock", {"proof": proof, "expires_in": proof}),
            alice.send("POST", "/api/vault/lock", {"reason": proof, "op_id": proof + "?"}),
            alice.send("POST", "/api/vault/reset", {"ticket": [proof]}),
            alice.person.client.post("/api/vault/unlock", content=f'{{"proof": "{proof}"', headers={"Origin": URL}),
            alice.person.client.patch("/api/vault", json={}, headers={"Origin": URL, "X-Vault-Epoch": proof}),
        ]
    structlog.reset_defaults()

    assert [answer.status_code for answer in answers] == [401, *[422] * 8]
    assert [answer.text for answer in answers if proof in answer.text] == []
    assert proof not in file.read_text(encoding="utf-8")


def test_proof_is_in_no_repr() -> None:
    proof = sent_proof("correct")
    change = PassphraseChange.model_validate({"proof": proof, **new_passphrase(key_id(), "new")})

    assert proof not in repr(Unlock(proof=proof)) + repr(change) + str(change)
    assert change.proof_hash not in repr(change)


def test_key_is_due_a_year_after_it_was_made(alice: Device) -> None:
    vault = alice.create()

    made, due = (datetime.fromisoformat(vault[name]) for name in ("created_at", "next_rotation_due"))
    assert due - made == timedelta(days=365)
