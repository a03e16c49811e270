"""The watcher's half of pairing, against a browser's half that was written by somebody else."""

from typing import Any

import pytest

from fixtures.oracle.encoding import b64u, unb64u
from fixtures.oracle.pairing import check_code, hand_over
from reference_server.watcher.local.errors import RefusedError
from reference_server.watcher.product.pairing import PairingKey
from tests.watcher.made import KEY, WATCHER


def told(key: PairingKey, watch_key: bytes = KEY) -> dict[str, Any]:
    names = {"user_id": WATCHER.user_id, "device_id": WATCHER.device_id, "kid": WATCHER.kid}
    return {**names, "key": hand_over(watch_key, **names, public_key=key.public)}


def altered(text: str) -> str:
    raw = unb64u(text)
    return b64u(raw[:-1] + bytes([raw[-1] ^ 1]))


def test_what_a_browser_hands_over_is_opened() -> None:
    key = PairingKey()

    assert key.opened(told(key)) == KEY


def test_each_sign_in_has_a_key_of_its_own() -> None:
    publics = {PairingKey().public for _ in range(10)}

    assert len(publics) == 10
    assert {len(unb64u(each)) for each in publics} == {65}


def test_watcher_and_page_show_the_same_check_code() -> None:
    key = PairingKey()

    assert key.check_code(WATCHER.device_id) == check_code(WATCHER.device_id, key.public)


def test_another_key_or_another_watcher_has_another_check_code() -> None:
    key = PairingKey()
    codes = {key.check_code("a"), key.check_code("b"), PairingKey().check_code("a")}

    assert len(codes) == 3


@pytest.mark.parametrize("name", ["user_id", "device_id", "kid"])
def test_a_key_for_another_person_watcher_or_vault_key_is_refused(name: str) -> None:
    key = PairingKey()

    with pytest.raises(RefusedError, match="not for this watcher"):
        key.opened({**told(key), name: "another"})


@pytest.mark.parametrize("name", ["epk", "iv", "ct"])
def test_a_key_that_was_altered_on_the_way_is_refused(name: str) -> None:
    key = PairingKey()
    given = told(key)
    given["key"][name] = altered(given["key"][name])

    with pytest.raises(RefusedError):
        key.opened(given)


def test_a_key_that_was_sealed_for_somebody_in_between_is_refused() -> None:
    with pytest.raises(RefusedError):
        PairingKey().opened(told(PairingKey()))


@pytest.mark.parametrize(
    ("name", "value"),
    [("epk", ""), ("epk", "BA"), ("epk", "€"), ("iv", ""), ("iv", "AA"), ("ct", ""), ("ct", "AAAA"), ("iv", None)],
)
def test_a_key_of_another_form_is_refused(name: str, value: str | None) -> None:
    key = PairingKey()
    given = told(key)
    given["key"][name] = value

    with pytest.raises(RefusedError):
        key.opened(given)


@pytest.mark.parametrize("name", ["user_id", "device_id", "kid", "key"])
def test_an_answer_without_one_of_its_fields_is_refused(name: str) -> None:
    key = PairingKey()
    given = told(key)
    del given[name]

    with pytest.raises(RefusedError):
        key.opened(given)


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_that_is_no_key_of_this_protocol_is_refused(length: int) -> None:
    key = PairingKey()

    with pytest.raises(RefusedError):
        key.opened(told(key, bytes(length)))
