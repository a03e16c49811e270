"""The oracle's words and tokens are those of the protocol."""

import hashlib
import hmac

import pytest

from fixtures.oracle.encoding import b64u, unb64u
from fixtures.oracle.envelopes import Content
from fixtures.oracle.tokens import content_tokens, fold, padded, prefix_tokens, word_token, words

KEY = bytes(range(32))


def _by_hand(message: str) -> str:
    return b64u(hmac.digest(KEY, message.encode(), hashlib.sha256)[:16])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("ÉTUDE", "etude"),
        ("ﬁne", "fine"),
        ("İstanbul", "istanbul"),
        ("Ω", "ω"),
        ("ｶﾞｸ", "カク"),
    ],
)
def test_texts_that_people_take_for_the_same_are_folded_alike(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_words_stand_between_blanks_and_punctuation() -> None:
    assert words("Über, den Flüssen: a 12-bar blues!") == ["uber", "den", "flussen", "12", "bar", "blues"]


def test_a_words_token_is_the_protocols() -> None:
    assert word_token(KEY, "ideas", "title", "étude") == _by_hand('["tok",1,"ideas","title","étude"]')


def test_a_words_beginnings_have_tokens_of_their_own() -> None:
    beginnings = {
        _by_hand(f'["pre",1,"ideas","body","{beginning}"]') for beginning in ("cad", "cade", "caden", "cadenz")
    }

    assert prefix_tokens(KEY, "ideas", "body", "cadenza") == beginnings
    assert prefix_tokens(KEY, "ideas", "body", "cad") == set()
    assert len(prefix_tokens(KEY, "ideas", "body", "arpeggiated")) == 6


def test_a_items_tokens_tell_its_fields_apart() -> None:
    tokens = content_tokens(KEY, "ideas", Content("Riff", "riff riff"))

    assert tokens == {word_token(KEY, "ideas", field, "riff") for field in ("title", "body")}


@pytest.mark.parametrize(("given", "sent"), [(0, 8), (1, 8), (8, 8), (9, 16)])
def test_tokens_are_sent_in_eights(given: int, sent: int) -> None:
    tokens = [_by_hand(str(number)) for number in range(given)]

    filled = padded(tokens)

    assert len(set(filled)) == sent
    assert set(tokens) <= set(filled)
    assert {len(unb64u(token)) for token in filled} == {16}
