"""What must be found nowhere: a recovery code in each form that people type, and all but the proof in what is sent."""

import base64
from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest

from fixtures.oracle.leaks import LeakScanner, NothingSearched, Piece, Secret
from fixtures.oracle.recovery import RecoveryCode
from fixtures.oracle.traffic import Traffic
from fixtures.vault.vault_secrets import PROOF, secrets_of, sent

CODE = RecoveryCode.new()
SECRETS = [Secret("the passphrase", "four grey herons wade"), Secret(PROOF, "thirty-two bytes of a proof")]


def traffic(*pieces: Piece) -> Traffic:
    """Stand in for what a context sent."""
    return cast("Traffic", SimpleNamespace(sent=list(pieces)))


@pytest.mark.parametrize("between", ["-", " ", ""])
@pytest.mark.parametrize("letters", [str.upper, str.lower])
def test_a_code_is_found_as_it_is_typed(between: str, letters: Callable[[str], str]) -> None:
    typed = letters(CODE.shown.replace("-", between))
    piece = Piece("a request", base64.b64encode(typed.encode()))

    assert {finding.secret for finding in LeakScanner(secrets_of([CODE])).search([piece])} == {"code 1"}


def test_what_stands_behind_a_code_is_found() -> None:
    found = LeakScanner(secrets_of([CODE])).search([Piece("its bytes", CODE.value), Piece("its key", CODE.key)])

    assert {(finding.secret, finding.place) for finding in found} == {
        ("the bytes of code 1", "its bytes"),
        ("the key of code 1", "its key"),
    }


def test_what_was_sent_but_the_proof_is_told() -> None:
    body = Piece("POST http://host/api/vault/reset, body", b"thirty-two bytes of a proof, four grey herons wade")

    found = sent(traffic(body), SECRETS, to=["/api/vault/reset"])

    assert [(finding.secret, finding.place) for finding in found] == [("the passphrase", body.place)]


def test_nothing_seen_on_its_way_is_no_proof_that_nothing_was_sent() -> None:
    other = Piece("POST http://host/api/vault/unlock, body", b"{}")

    with pytest.raises(NothingSearched, match="on its way to /api/vault/reset"):
        sent(traffic(other), SECRETS, to=["/api/vault/reset"])
