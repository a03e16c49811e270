"""What a crypto policy demands of vaults and of writes, and when it makes a rotation due."""

from datetime import datetime, timedelta

import pytest

from tests.server.items.written import sealed
from tests.server.vault.policies import make, withdraw
from tests.server.vault.rotation import Turn
from tests.server.vault.vaults import Device, new_passphrase, problem_of, sent_proof, vault_draft, wrapped
from tests.server.world import Person, World

DAY = timedelta(days=1)


@pytest.fixture
def admin(world: World) -> Person:
    return world.administrator()


@pytest.fixture
def alice(world: World) -> Device:
    return Device(world.person())


def test_allowed_policy_takes_writes_and_a_withdrawn_one_does_not(admin: Person, alice: Device) -> None:
    kid = alice.create()["kid"]
    made = make(admin)
    assert alice.send("POST", "/api/ideas", {"envelope": {**sealed(), "kid": kid}}).status_code == 201

    for status in ("deprecated", "forbidden"):
        withdraw(admin, "1.0.0", status=status)
        refused = alice.send("POST", "/api/ideas", {"envelope": {**sealed(), "kid": kid}})
        assert (problem_of(refused), refused.json()["target"]) == ((409, "policy-deprecated"), made["id"])


def test_withdrawn_policy_leaves_what_was_sealed_readable(admin: Person, alice: Device) -> None:
    kid = alice.create()["kid"]
    item = alice.send("POST", "/api/ideas", {"envelope": {**sealed(), "kid": kid}}).json()
    make(admin)
    withdraw(admin, "1.0.0")

    assert alice.person.get(f"/api/ideas/{item['id']}").json() == item


def test_policy_of_others_takes_no_writes(admin: Person, alice: Device) -> None:
    kid, made = alice.create()["kid"], make(admin, audience="early")

    foreign = alice.send("POST", "/api/ideas", {"envelope": {**sealed(), "kid": kid, "pol": made["id"]}})

    assert problem_of(foreign) == (422, "policy-unknown")


def test_new_vault_takes_the_rounds_of_its_policy(admin: Person, alice: Device) -> None:
    made = make(admin, iterations=700_000)
    draft = vault_draft(pol=made["id"])

    refused = alice.send("POST", "/api/vault", {**draft, "iterations": 699_999})

    assert [error["field"] for error in refused.json()["errors"]] == ["iterations"]
    assert alice.send("POST", "/api/vault", {**draft, "iterations": 700_000}).status_code == 201


def test_withdrawn_policy_wraps_nothing_anew(admin: Person, alice: Device) -> None:
    kid = alice.create()["kid"]
    target = make(admin)["id"]
    withdraw(admin, "1.0.0")

    change = {"proof": sent_proof("correct"), **new_passphrase(kid, "new")}
    refused = [
        alice.send("POST", "/api/vault/passphrase", change),
        Turn(alice, []).prepare(),
    ]

    assert [(problem_of(answer), answer.json()["target"]) for answer in refused] == [
        ((409, "policy-deprecated"), target)
    ] * 2
    renewed = {"proof": sent_proof("correct"), **new_passphrase(kid, "new", target)}
    assert alice.send("POST", "/api/vault/passphrase", renewed).status_code == 200


def test_policy_withdrawn_during_a_rotation_stops_it(admin: Person, alice: Device) -> None:
    alice.create()
    turn, before = Turn(alice, []), alice.vault
    turn.prepare()
    make(admin)
    withdraw(admin, "1.0.0")

    assert problem_of(turn.commit()) == (409, "policy-deprecated")
    assert alice.vault["kid"] == before["kid"]


def due(device: Device) -> datetime:
    """Return when the key is due to be rotated."""
    return datetime.fromisoformat(device.vault["next_rotation_due"])


def test_key_is_due_soon_after_a_newer_policy(admin: Person, alice: Device) -> None:
    alice.create()
    made = make(admin, rotate_within_days=7)

    assert due(alice) == datetime.fromisoformat(made["created_at"]) + 7 * DAY


def test_key_is_due_at_once_when_its_policy_is_withdrawn(admin: Person, alice: Device) -> None:
    alice.create()
    make(admin)
    withdrawn = withdraw(admin, "1.0.0").json()

    assert due(alice) == datetime.fromisoformat(withdrawn["deprecated_at"])


def test_newer_policy_of_others_makes_nothing_due(admin: Person, alice: Device) -> None:
    alice.create()
    before = due(alice)

    make(admin, audience="early")

    assert due(alice) == before


def test_rotation_to_the_current_policy_settles_the_account(world: World, admin: Person, alice: Device) -> None:
    alice.create()
    made = make(admin, iterations=700_000)
    withdraw(admin, "1.0.0")
    turn = Turn(alice, [])
    turn.prepare(pol=made["id"])
    world.clock.pass_by(timedelta(minutes=1))

    keys = {
        **new_passphrase(turn.kid, "correct", made["id"], 700_000),
        "uvk_wrap": wrapped(turn.old, "uvk", turn.kid, made["id"]),
    }
    vault = turn.commit(**keys).json()["vault"]

    assert vault["crypto_policy_version"] == made["id"]
    assert due(alice) == datetime.fromisoformat(vault["last_rotated_at"]) + 365 * DAY
