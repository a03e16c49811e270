"""The vault: made once, locked everywhere, opened by a proof, and open no longer than it should be."""

from typing import Any

import pytest

from tests.server.vaults import Device, another, problem_of, vault_draft
from tests.server.world import World


@pytest.fixture
def alice(world: World) -> Device:
    return Device(world.person())


def at(instant: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(instant)


def test_nobody_has_a_vault_at_first(alice: Device) -> None:
    assert alice.person.get("/api/vault").json() == {"vault": None}


def test_new_vault_is_open_for_the_session_that_made_it(world: World, alice: Device) -> None:
    draft = vault_draft()

    vault = alice.send("POST", "/api/vault", draft).json()["vault"]

    assert (vault["epoch"], vault["locked"], vault["reason"]) == (1, False, None)
    assert (vault["kid"], vault["crypto_policy_version"]) == (draft["kid"], "1.0.0")
    assert vault["kdf"] == {"algorithm": "PBKDF2-HMAC-SHA256", "iterations": 600_000, "salt": draft["salt"]}
    assert (vault["wraps"], vault["recovery"]) == ([draft["wrap"]], None)
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
