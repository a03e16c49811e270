"""Search tokens: what the server may see, and what it can make of it."""

import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.web.modules import run

KEY = bytes(range(32))
WITH_TOKENS = """
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", new Uint8Array(given.key), algorithm, false, ["sign"]);
    const tokens = new module.Tokens(key);
"""


def tried(page: Page, body: str, **given: Any) -> Any:
    """Run a body that has `tokens` at hand."""
    return run(page, "search/tokens.js", WITH_TOKENS + body, {"key": list(KEY), **given})


def token(name: list[Any]) -> str:
    """Make a token as the protocol says."""
    message = json.dumps(name, separators=(",", ":"), ensure_ascii=False).encode()
    return urlsafe_b64encode(hmac.digest(KEY, message, "sha256")[:16]).decode().rstrip("=")


def test_a_word_has_the_protocols_token(page: Page) -> None:
    made = tried(
        page,
        'return tokens.of([module.wordName("ideas", "title", "café"), module.prefixName("ideas", "body", "caf")]);',
    )

    assert made == [token(["tok", 1, "ideas", "title", "café"]), token(["pre", 1, "ideas", "body", "caf"])]


@pytest.mark.parametrize(
    ("word", "prefixes"),
    [
        ("ab", []),
        ("abc", []),
        ("abcd", ["abc"]),
        ("encryption", ["enc", "encr", "encry", "encryp", "encrypt", "encrypti"]),
        ("\U0001d54fabc", ["\U0001d54fab"]),
    ],
)
def test_prefixes_are_shorter_than_the_word(page: Page, word: str, prefixes: list[str]) -> None:
    assert run(page, "search/tokens.js", "return module.prefixesOf(given);", word) == prefixes


def test_the_server_is_sent_whole_words_among_padding(page: Page) -> None:
    content = {"title": "Bass line", "body": "The bass goes on and on"}
    expected = {token(["tok", 1, "ideas", "title", word]) for word in ("bass", "line")}
    expected |= {token(["tok", 1, "ideas", "body", word]) for word in ("the", "bass", "goes", "on", "and")}

    sent = tried(page, 'return module.tokensForServer(tokens, "ideas", given.content);', content=content)

    assert len(sent) == len(set(sent)) == 8
    assert expected < set(sent)
    assert {len(each) for each in sent} == {22}


@pytest.mark.parametrize(("words", "length"), [(0, 8), (1, 8), (8, 8), (9, 16), (4096, 4096), (5000, 4096)])
def test_lists_are_padded_to_a_multiple_of_eight(page: Page, words: int, length: int) -> None:
    sent = run(page, "search/tokens.js", "return module.disguised(given);", [f"token-{n}" for n in range(words)])

    assert len(sent) == length


def test_lists_are_in_no_order(page: Page) -> None:
    given = [f"token-{n:02}" for n in range(64)]

    sent = run(page, "search/tokens.js", "return module.disguised(given);", given)

    assert sorted(sent) == given
    assert sent != given
