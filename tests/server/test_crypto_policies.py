"""Crypto policies: for everyone or for a cohort, replaced in order, and out of use for good once they are withdrawn."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from httpx import Response

from tests.server.rotation import Turn
from tests.server.vaults import Device, new_passphrase, problem_of, sent_proof, vault_draft, wrapped
from tests.server.world import Person, World
from tests.server.written import sealed

DAY = timedelta(days=1)
_numbers = count(2)


@pytest.fixture
def admin(world: World) -> Person:
    return world.administrator()


@pytest.fixture
def alice(world: World) -> Device:
    return Device(world.person())


def make(admin: Person, **fields: Any) -> dict[str, Any]:
    """Bring a policy into force."""
    draft = {"version": f"{next(_numbers)}.0.0", "iterations": 600_000, **fields}
    answer = admin.send("POST", "/api/crypto-policy", draft)
    assert answer.status_code == 201, answer.text
    policy: dict[str, Any] = answer.json()
    return policy


def withdraw(admin: Person, policy_id: str, **fields: str) -> Response:
    """Take a policy out of use."""
    return admin.send("POST", f"/api/crypto-policy/{policy_id}/deprecate", fields)


def join(person: Person, cohort: str | None) -> dict[str, Any]:
    """Let the person belong to a cohort."""
    me: dict[str, Any] = person.send("PATCH", "/api/auth/me", {"cohort": cohort}).json()
    return me


def current(person: Person) -> str:
    """Return the id of the policy that is current for the person."""
    policy_id: str = person.get("/api/crypto-policy/current").json()["id"]
    return policy_id


def listed(person: Person) -> dict[str, str]:
    """Return the status of each policy that the person is shown."""
    return {policy["id"]: policy["status"] for policy in person.get("/api/crypto-policy").json()["policies"]}


def test_first_policy_is_there_from_the_start(alice: Device) -> None:
    policy = alice.person.get("/api/crypto-policy/current").json()

    assert datetime.fromisoformat(policy.pop("created_at")).tzinfo is not None
    assert policy == {
        "id": "1.0.0",
        "version": "1.0.0",
        "order": 1,
        "status": "current",
        "algorithm": "AES-256-GCM",
        "kdf": "PBKDF2-HMAC-SHA256",
        "iterations": 600_000,
        "tag_bits": 128,
        "audience": None,
        "deprecated": False,
        "deprecated_at": None,
    }
    assert listed(alice.person) == {"1.0.0": "current"}


def test_new_policy_takes_the_place_of_the_current_one(admin: Person, alice: Device) -> None:
    made = make(admin, iterations=700_000)

    assert (made["order"], made["status"], made["iterations"]) == (2, "current", 700_000)
    assert current(alice.person) == made["id"]
    assert listed(alice.person) == {"1.0.0": "allowed", made["id"]: "current"}
    assert alice.person.get(f"/api/crypto-policy/{made['id']}").json() == made


def test_policy_of_a_cohort_is_for_its_people_alone(world: World, admin: Person, alice: Device) -> None:
    bob = world.person("Bob")
    join(alice.person, "early")
    made = make(admin, audience="early")

    assert (current(alice.person), current(bob)) == (made["id"], "1.0.0")
    assert listed(alice.person) == {"1.0.0": "current", made["id"]: "current"}
    assert listed(bob) == {"1.0.0": "current"}
    assert problem_of(bob.get(f"/api/crypto-policy/{made['id']}")) == (404, "not-found")
    assert admin.get(f"/api/crypto-policy/{made['id']}").status_code == 200
    assert current(admin) == "1.0.0"


def test_newest_visible_policy_is_current(admin: Person, alice: Device) -> None:
    join(alice.person, "early")
    make(admin, audience="early")
    newest = make(admin)

    assert current(alice.person) == newest["id"]
    assert join(alice.person, None)["cohort"] is None
    assert current(alice.person) == newest["id"]


def test_policies_of_other_people_stay_current(admin: Person) -> None:
    early, late = make(admin, audience="early"), make(admin, audience="late")
    again = make(admin, audience="early")

    assert listed(admin) == {"1.0.0": "current", early["id"]: "allowed", late["id"]: "current", again["id"]: "current"}


def test_version_is_used_once(admin: Person) -> None:
    again = admin.send("POST", "/api/crypto-policy", {"version": "1.0.0", "iterations": 600_000})

    assert problem_of(again) == (409, "id-taken")
    assert listed(admin) == {"1.0.0": "current"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", "current"),
        ("version", ""),
        ("version", "2/0"),
        ("version", "2" * 65),
        ("iterations", 599_999),
        ("iterations", 10_000_001),
        ("iterations", 600_000.0),
        ("audience", "Early"),
        ("audience", ""),
        ("rotate_within_days", -1),
        ("surprise", 1),
    ],
)
def test_policy_is_made_of_exact_shapes(admin: Person, field: str, value: object) -> None:
    refused = admin.send("POST", "/api/crypto-policy", {"version": "2.0.0", "iterations": 600_000, field: value})

    assert problem_of(refused) == (422, "validation")
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    assert listed(admin) == {"1.0.0": "current"}


@pytest.mark.parametrize("status", ["deprecated", "forbidden"])
def test_withdrawn_policy_is_shown_and_not_current(world: World, admin: Person, alice: Device, status: str) -> None:
    made = make(admin)

    withdrawn = withdraw(admin, "1.0.0", status=status).json()

    assert (withdrawn["status"], withdrawn["deprecated"]) == (status, True)
    assert datetime.fromisoformat(withdrawn["deprecated_at"]) <= world.clock.time
    assert listed(alice.person) == {"1.0.0": status, made["id"]: "current"}


def test_withdrawal_is_repeatable_and_never_taken_back(admin: Person) -> None:
    make(admin)
    first = withdraw(admin, "1.0.0").json()
    assert withdraw(admin, "1.0.0").json() == first

    forbidden = withdraw(admin, "1.0.0", status="forbidden").json()

    assert forbidden == {**first, "status": "forbidden"}
    assert withdraw(admin, "1.0.0").json() == forbidden


def test_last_policy_for_everyone_stays(admin: Person) -> None:
    make(admin, audience="early")

    assert problem_of(withdraw(admin, "1.0.0")) == (409, "policy-needed")
    assert listed(admin)["1.0.0"] == "current"


def test_withdrawn_policy_of_a_cohort_leaves_that_for_everyone(admin: Person, alice: Device) -> None:
    join(alice.person, "early")
    made = make(admin, audience="early")

    withdraw(admin, made["id"])

    assert current(alice.person) == "1.0.0"


def test_policy_that_there_is_not_cannot_be_withdrawn(admin: Person) -> None:
    assert problem_of(withdraw(admin, "9.9.9")) == (404, "not-found")
    assert problem_of(admin.get("/api/crypto-policy/9.9.9")) == (404, "not-found")


@pytest.mark.parametrize("path", ["/api/crypto-policy", "/api/crypto-policy/1.0.0/deprecate"])
def test_only_administrators_decide(alice: Device, path: str) -> None:
    for body in ({}, {"version": "2.0.0", "iterations": 600_000}):
        assert problem_of(alice.send("POST", path, body)) in {(403, "forbidden"), (422, "validation")}
    assert listed(alice.person) == {"1.0.0": "current"}


def test_administrator_is_whoever_the_settings_name(admin: Person, alice: Device) -> None:
    assert admin.get("/api/auth/me").json()["is_admin"] is True
    assert alice.person.get("/api/auth/me").json()["is_admin"] is False
    refused = alice.send("POST", "/api/crypto-policy", {"version": "2.0.0", "iterations": 600_000})
    assert problem_of(refused) == (403, "forbidden")


@pytest.mark.parametrize("cohort", ["", "Early", "a b", "x" * 65, 5])
def test_cohort_is_a_plain_word(alice: Device, cohort: object) -> None:
    assert problem_of(alice.send("PATCH", "/api/auth/me", {"cohort": cohort})) == (422, "validation")


def test_cohort_that_is_left_out_stays(alice: Device) -> None:
    join(alice.person, "early")

    me = alice.send("PATCH", "/api/auth/me", {"name": "Alicia"}).json()

    assert (me["name"], me["cohort"]) == ("Alicia", "early")


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
