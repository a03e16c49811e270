"""Crypto policies: for everyone or for a cohort, replaced in order, and out of use for good once they are withdrawn."""

from datetime import datetime

import pytest

from tests.server.vault.policies import join, make, withdraw
from tests.server.vault.vaults import Device, problem_of
from tests.server.world import Person, World


@pytest.fixture
def admin(world: World) -> Person:
    return world.administrator()


@pytest.fixture
def alice(world: World) -> Device:
    return Device(world.person())


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


def test_policy_that_people_write_under_stays(admin: Person, alice: Device) -> None:
    """A client that has seen the cohort's policy would refuse the older one that is for everyone."""
    join(alice.person, "early")
    made = make(admin, audience="early")

    for policy in ("1.0.0", made["id"]):
        assert problem_of(withdraw(admin, policy)) == (409, "policy-needed")

    assert listed(admin) == {"1.0.0": "current", made["id"]: "current"}
    assert current(alice.person) == made["id"]


def test_policy_that_there_is_not_cannot_be_withdrawn(admin: Person) -> None:
    assert problem_of(withdraw(admin, "9.9.9")) == (404, "not-found")
    assert problem_of(admin.get("/api/crypto-policy/9.9.9")) == (404, "not-found")


@pytest.mark.parametrize("path", ["/api/crypto-policy", "/api/crypto-policy/1.0.0/deprecate"])
def test_only_administrators_decide(alice: Device, path: str) -> None:
    for body in ({}, {"version": "2.0.0", "iterations": 600_000}):
        assert problem_of(alice.send("POST", path, body)) == (403, "forbidden")
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
