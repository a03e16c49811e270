"""The envelope's shape: everything that can be checked without a key is checked."""

from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from reference_server.contract.binary import decoded, length_of
from reference_server.contract.envelope import Envelope
from tests.server.items.written import random, sealed

STORED = '{"v":1,"pol":"1.0.0","alg":"A256GCM","kid":"k_0000000000000000","t":"ideas","id":'


def zeros(size: int) -> str:
    """Return so many bytes, always the same: pytest names its cases after them."""
    return "A" * length_of(size)


def with_value(path: str, value: object) -> dict[str, Any]:
    """Return an envelope that is right but for one field."""
    envelope = deepcopy(sealed())
    *inside, name = path.split(".")
    (envelope[inside[0]] if inside else envelope)[name] = value
    return envelope


def test_envelope_is_stored_compact_in_the_order_of_the_contract() -> None:
    envelope = sealed()
    shuffled = dict(reversed(envelope.items()))

    stored = Envelope.model_validate(shuffled).model_dump_json()

    dek = f'"dek":{{"iv":"{envelope["dek"]["iv"]}","ct":"{envelope["dek"]["ct"]}"}}'
    rest = f'"{envelope["id"]}","rev":1,{dek},"iv":"{envelope["iv"]}","ct":"{envelope["ct"]}"}}'
    assert stored == STORED + rest


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *[("v", value) for value in (0, 2, "1", 1.0, True, None)],
        *[("alg", value) for value in ("A128GCM", "a256gcm", None)],
        *[("pol", value) for value in ("", "x" * 65, 1, "a\x00")],
        *[("kid", value) for value in ("", "k_0", "k_" + "A" * 16, "k_" + "0" * 17, "k_" + "0" * 16 + "\n")],
        *[("t", value) for value in ("idea", "quests", "Ideas")],
        *[("id", value) for value in ("", "00000000-0000-1000-8000-000000000000", "x" * 36)],
        ("id", "00000000-0000-4000-8000-00000000000A"),
        *[("rev", value) for value in (0, -1, "1", 1.0, True, 2**31)],
        *[("iv", value) for value in (zeros(11), zeros(13), zeros(16), "", None)],
        *[("dek.iv", value) for value in (zeros(11), zeros(13))],
        *[("dek.ct", value) for value in (zeros(47), zeros(49), zeros(32))],
        *[("ct", zeros(size)) for size in (0, 16, 256, 271, 273, 16 + 255 * 2)],
        ("surprise", 1),
        ("dek.surprise", 1),
        ("dek", None),
        ("dek", "text"),
    ],
)
def test_envelope_that_is_not_quite_right_is_refused(path: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Envelope.model_validate(with_value(path, value))


@pytest.mark.parametrize("name", ["v", "pol", "alg", "kid", "t", "id", "rev", "dek", "iv", "ct"])
def test_no_field_may_be_missing(name: str) -> None:
    envelope = sealed()
    del envelope[name]

    with pytest.raises(ValidationError):
        Envelope.model_validate(envelope)


@pytest.mark.parametrize("text", ["A", "AB", "AAB", "AA==", "AAA=", "AAA\n", " AAA", "A+A/", "A\u0391A", "\u0661AAA"])
def test_bytes_have_one_spelling(text: str) -> None:
    """No padding, no other alphabet, and no bit set that belongs to no byte."""
    assert decoded(text) is None


@pytest.mark.parametrize("size", range(9))
def test_bytes_of_any_number_are_read(size: int) -> None:
    assert len(decoded(random(size)) or b"") == size
