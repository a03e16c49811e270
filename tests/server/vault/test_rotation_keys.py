"""Keys at a rotation: the new one wraps the one before, and recovery codes lead to it."""

from typing import Any

import pytest

from tests.server.items.written import sealed
from tests.server.vault.recovery import code_set, redeem, reset
from tests.server.vault.rotation import Turn, read, whole
from tests.server.vault.vaults import Device, key_id, new_passphrase, problem_of, wrapped


def test_key_is_a_new_one(alice: Device, turn: Turn) -> None:
    assert problem_of(turn.prepare(kid=turn.old)) == (422, "validation")


def test_key_that_was_replaced_never_counts_again(items: list[dict[str, Any]], turn: Turn) -> None:
    first = turn.old
    turn.send(*map(turn.rewrap, items))
    turn.device.epoch = turn.commit().json()["vault"]["epoch"]

    again = turn.prepare(kid=first, if_seq=6)

    assert (problem_of(again), again.json()["errors"][0]["field"]) == ((422, "validation"), "kid")


@pytest.mark.parametrize(
    ("wrap", "field"), [(wrap, field) for wrap in ("wrap", "uvk_wrap") for field in ("kid", "by", "by_id")]
)
def test_keys_are_joined_as_they_should(
    alice: Device, items: list[dict[str, Any]], turn: Turn, wrap: str, field: str
) -> None:
    turn.send(*map(turn.rewrap, items))
    before, good = whole(alice, items), new_passphrase(turn.kid, "correct")
    wraps = {**good, "uvk_wrap": wrapped(turn.old, "uvk", turn.kid)}
    wraps[wrap] = {**wraps[wrap], field: {"kid": key_id(), "by": "rk", "by_id": key_id()}[field]}

    refused = turn.commit(**wraps)

    assert [error["field"] for error in refused.json()["errors"]] == [f"{wrap}.{field}"]
    assert whole(alice, items) == before
    assert turn.commit().status_code == 200


def test_recovery_codes_lead_to_the_new_key(alice: Device) -> None:
    codes, turn = code_set(alice), Turn(alice, [])
    turn.prepare()
    joined = {
        "rk_wrap": wrapped(turn.kid, "rk", codes.set_id),
        "rk_uvk_wrap": wrapped(codes.set_id, "uvk", turn.kid),
    }

    vault = turn.commit(**joined).json()["vault"]

    assert [wrap for wrap in vault["wraps"] if wrap["by"] == "rk"] == [joined["rk_wrap"]]
    assert [wrap for wrap in vault["wraps"] if wrap["kid"] == codes.set_id] == [joined["rk_uvk_wrap"]]
    redeemed = redeem(alice, codes.codes[0]).json()
    assert redeemed["rk_wrap"] == joined["rk_wrap"]
    assert reset(alice, redeemed["ticket"]).status_code == 200


def test_recovery_codes_are_not_left_behind(alice: Device) -> None:
    code_set(alice)
    turn = Turn(alice, [])
    turn.prepare()

    refused = turn.commit()

    assert {error["field"] for error in refused.json()["errors"]} == {"rk_wrap", "rk_uvk_wrap"}


def test_recovery_wraps_are_for_recovery_codes(alice: Device) -> None:
    turn = Turn(alice, [])
    turn.prepare()

    refused = turn.commit(rk_wrap=wrapped(turn.kid, "rk", "s_" + "0" * 16))

    assert {error["field"] for error in refused.json()["errors"]} == {"rk_wrap"}


def test_old_key_still_opens_what_was_sealed_before(alice: Device, items: list[dict[str, Any]], turn: Turn) -> None:
    """Also after another rotation: each key wraps the one before."""
    first = turn.old
    for _ in range(2):
        turn.send(*map(turn.rewrap, items))
        alice.epoch = turn.commit().json()["vault"]["epoch"]
        turn.items, turn.kid = [read(alice, item) for item in items], key_id()
        turn.prepare()

    late = alice.send("POST", "/api/ideas", {"envelope": {**sealed(), "kid": first}})

    assert late.status_code == 201
    foreign = alice.send("POST", "/api/ideas", {"envelope": {**sealed(), "kid": key_id()}})
    assert problem_of(foreign) == (422, "validation")
