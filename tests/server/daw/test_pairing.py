"""Letting a watcher in: by its code, by a person with an open vault, once."""

from datetime import timedelta
from typing import Any

import pytest

from tests.server.daw.backup import Watcher, ask, collect, handed_key
from tests.server.vault.vaults import Device, key_id, problem_of
from tests.server.world import URL, World


def error_of(world: World, codes: dict[str, Any]) -> str:
    answer = collect(world, codes["device_code"])
    assert answer.status_code == 400
    error: str = answer.json()["error"]
    return error


@pytest.fixture
def owner(world: World) -> Device:
    """Somebody whose vault is open."""
    device = Device(world.person())
    device.create()
    return device


def approve(owner: Device, codes: dict[str, Any], **more: Any) -> tuple[int, str]:
    body = {"kid": owner.vault["kid"], "key": handed_key(), **more}
    answer = owner.send("POST", f"/api/daw/pairings/{codes['user_code']}/approve", body)
    return (201, answer.json()["id"]) if answer.status_code == 201 else problem_of(answer)


def test_a_watcher_that_asks_is_told_what_to_show(world: World) -> None:
    codes = ask(world).json()

    assert codes["verification_uri"] == f"{URL}/devices"
    assert codes["verification_uri_complete"] == f"{URL}/devices?code={codes['user_code']}"
    assert (codes["expires_in"], codes["interval"]) == (600, 1)


def test_a_watcher_that_is_let_in_gets_credential_and_key(world: World, owner: Device) -> None:
    codes, key = ask(world).json(), handed_key()
    assert error_of(world, codes) == "authorization_pending"

    assert approve(owner, codes, key=key) == (201, codes["device_id"])

    told = collect(world, codes["device_code"]).json()
    assert told["key"] == key
    assert (told["device_id"], told["user_id"]) == (codes["device_id"], owner.person.id)
    assert told["kid"] == owner.vault["kid"]


def test_an_answer_that_was_lost_can_be_asked_for_again_until_the_credential_is_used(
    world: World, owner: Device
) -> None:
    codes = ask(world).json()
    approve(owner, codes)
    lost, got = (collect(world, codes["device_code"]).json()["access_token"] for _ in range(2))

    def state(token: str) -> int:
        return world.visitor().get("/api/daw/state", headers={"Authorization": f"Bearer {token}"}).status_code

    assert state(lost) == 401
    assert state(got) == 200
    assert error_of(world, codes) == "invalid_grant"


def test_a_watcher_that_asks_too_often_is_told_to_slow_down(world: World) -> None:
    codes = ask(world).json()

    assert error_of(world, codes) == "authorization_pending"
    assert error_of(world, codes) == "slow_down"
    world.clock.pass_by(timedelta(seconds=1))
    assert error_of(world, codes) == "authorization_pending"


def test_a_refused_watcher_is_told_so(world: World, owner: Device) -> None:
    codes = ask(world).json()

    owner.send("POST", f"/api/daw/pairings/{codes['user_code']}/deny")

    assert error_of(world, codes) == "access_denied"
    assert approve(owner, codes) == (404, "not-found")


@pytest.mark.parametrize(("asked", "lasts"), [(None, 600), (5, 5), (3600, 600)])
def test_a_code_expires(world: World, owner: Device, asked: int | None, lasts: int) -> None:
    codes = ask(world, **({} if asked is None else {"expires_in": asked})).json()
    assert codes["expires_in"] == lasts

    world.clock.pass_by(timedelta(seconds=lasts))

    assert error_of(world, codes) == "expired_token"
    assert approve(owner, codes) == (404, "not-found")


def test_a_watcher_that_was_let_in_just_before_its_code_expired_gets_in(world: World, owner: Device) -> None:
    codes = ask(world, expires_in=5).json()
    world.clock.pass_by(timedelta(seconds=4.9))
    approve(owner, codes)

    world.clock.pass_by(timedelta(seconds=0.2))
    answers = [collect(world, codes["device_code"]).status_code for _ in range(2)]
    world.clock.pass_by(timedelta(seconds=600))

    assert answers == [200, 200]
    assert error_of(world, codes) == "expired_token"


def test_an_unknown_device_code_opens_nothing(world: World) -> None:
    assert error_of(world, {"device_code": "made-up"}) == "invalid_grant"


def test_only_an_open_vault_lets_a_watcher_in(world: World, owner: Device) -> None:
    codes = ask(world).json()
    owner.lock()

    assert approve(owner, codes) == (423, "vault-locked")

    assert error_of(world, codes) == "authorization_pending"


def test_the_key_is_of_the_persons_vault(world: World, owner: Device) -> None:
    codes = ask(world).json()

    answer = owner.send(
        "POST", f"/api/daw/pairings/{codes['user_code']}/approve", {"kid": key_id(), "key": handed_key()}
    )

    assert problem_of(answer) == (422, "validation")
    assert answer.json()["errors"] == [{"field": "kid", "message": "is not a key of this vault"}]


def test_codes_are_guessed_at_as_rarely_as_passphrases(world: World, owner: Device) -> None:
    codes = ask(world).json()
    answers = [owner.person.get("/api/daw/pairings/BBBB-BBBB").status_code for _ in range(6)]

    assert answers == [404] * 5 + [429]
    assert owner.person.get(f"/api/daw/pairings/{codes['user_code']}").status_code == 429


@pytest.mark.parametrize("act", ["read", "approve", "deny"])
def test_a_code_of_ones_own_undoes_no_wrong_guess(world: World, owner: Device, act: str) -> None:
    for _ in range(4):
        owner.person.get("/api/daw/pairings/BBBB-BBBB")
    own = ask(world).json()

    if act == "read":
        assert owner.person.get(f"/api/daw/pairings/{own['user_code']}").status_code == 200
    elif act == "approve":
        assert approve(owner, own)[0] == 201
    else:
        assert owner.send("POST", f"/api/daw/pairings/{own['user_code']}/deny").status_code == 204

    assert [owner.person.get("/api/daw/pairings/BBBB-BBBB").status_code for _ in range(2)] == [404, 429]


@pytest.mark.parametrize("wrong", [4, 5])
def test_wrong_codes_are_forgotten_in_time(world: World, owner: Device, wrong: int) -> None:
    for _ in range(wrong):
        owner.person.get("/api/daw/pairings/BBBB-BBBB")

    world.clock.pass_by(timedelta(seconds=2 * world.settings.unlock_window_seconds))

    assert [owner.person.get("/api/daw/pairings/BBBB-BBBB").status_code for _ in range(6)] == [404] * 5 + [429]


def test_a_person_sees_the_key_that_a_watcher_shows(world: World, owner: Device) -> None:
    codes = ask(world, name="Basement").json()

    seen = owner.person.get(f"/api/daw/pairings/{codes['user_code']}").json()

    assert (seen["name"], seen["platform"], seen["version"]) == ("Basement", "Linux", "0.1.0")
    assert len(seen["public_key"]) == 87
    assert seen["device_id"] == codes["device_id"]


@pytest.mark.parametrize("wrong", [{"public_key": "short"}, {"client_id": "other"}, {"name": " "}, {"more": "1"}])
def test_a_watcher_that_makes_no_sense_is_refused(world: World, wrong: dict[str, str]) -> None:
    answer = ask(world, **wrong)

    assert problem_of(answer) == (422, "validation")
    assert answer.json()["errors"][0]["field"] == next(iter(wrong))


def test_a_watcher_does_nothing_but_back_up(world: World) -> None:
    watcher = Watcher.of(world)

    for method, path in [("GET", "/api/ideas"), ("POST", "/api/vault/lock"), ("GET", "/api/daw/devices")]:
        assert problem_of(watcher.send(method, path)) == (403, "not-for-watchers")
    assert watcher.send("GET", "/api/daw/state").status_code == 200


def test_a_person_is_no_watcher(world: World, owner: Device) -> None:
    bearer = {"Authorization": f"Bearer {owner.person.bearer()}"}

    assert problem_of(world.visitor().get("/api/daw/state", headers=bearer)) == (403, "watchers-only")
    assert problem_of(owner.person.get("/api/daw/state")) == (401, "signed-out")


def test_a_revoked_watcher_comes_in_no_more(world: World) -> None:
    watcher = Watcher.of(world)
    (listed,) = watcher.owner.person.get("/api/daw/devices").json()["devices"]

    assert watcher.owner.send("DELETE", f"/api/daw/devices/{listed['id']}").status_code == 204

    assert problem_of(watcher.send("GET", "/api/daw/state")) == (401, "signed-out")
    assert watcher.owner.person.get("/api/daw/devices").json()["devices"] == []
    assert problem_of(watcher.owner.send("DELETE", f"/api/daw/devices/{listed['id']}")) == (404, "not-found")


def test_a_watcher_can_be_named(world: World) -> None:
    watcher = Watcher.of(world)
    path = f"/api/daw/devices/{watcher.codes['device_id']}"

    assert watcher.owner.send("PATCH", path, {"name": " Attic "}).json()["name"] == "Attic"
    assert watcher.send("GET", "/api/daw/state").json()["device_name"] == "Attic"
    assert problem_of(watcher.owner.send("PATCH", path, {"name": ""})) == (422, "validation")


def test_others_have_no_say_over_a_watcher(world: World) -> None:
    watcher, other = Watcher.of(world), Device(world.person())
    path = f"/api/daw/devices/{watcher.codes['device_id']}"

    assert problem_of(other.send("DELETE", path)) == (404, "not-found")
    assert problem_of(other.send("PATCH", path, {"name": "Mine"})) == (404, "not-found")
