"""The short reason of a failure keeps what was awaited, for how long and what was last seen."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.evidence.longrepr import first_words, long_text, short_message

PLAYWRIGHT = """AssertionError: Locator expected to have text 'Synced'
Actual value: Saving

Call log:
  - Expect "to_have_text" with timeout 5000ms
  - waiting for get_by_role("status")
  -   9 x locator resolved to <p role="status">Saving</p>
  -   unexpected value "Saving"
"""


def crash(message: str) -> dict[str, object]:
    """Return a longrepr with that message, as pytest writes it."""
    return {"reprcrash": {"path": "x.py", "lineno": 1, "message": message}, "reprtraceback": {"reprentries": []}}


def test_playwrights_message_stays_whole() -> None:
    message = short_message(crash(PLAYWRIGHT)) or ""

    assert "expected to have text 'Synced'" in message
    assert "timeout 5000ms" in message
    assert message.endswith('unexpected value "Saving"')


def test_a_very_long_message_loses_its_middle_only() -> None:
    message = short_message(crash(f"awaited 200 for 5 s {'x' * 9000} last seen 503")) or ""

    assert message.startswith("awaited 200 for 5 s")
    assert message.endswith("last seen 503")
    assert "characters left out" in message
    assert len(message) < 2000


def test_colours_and_secrets_are_taken_out() -> None:
    assert short_message("\x1b[31mfailed\x1b[0m with token=abcdef") == "failed with token=[redacted]"


def test_a_skip_is_told_without_pytests_own_word() -> None:
    assert short_message(["x.py", 3, "Skipped: the target lacks mail"]) == "the target lacks mail"


def test_nothing_to_tell_is_none() -> None:
    assert short_message(None) is None
    assert long_text(None) is None
    assert long_text({"reprtraceback": "odd"}) is None


def test_the_long_text_holds_every_link_of_the_chain() -> None:
    def link(text: str) -> dict[str, object]:
        place = {"path": "x.py", "lineno": 3, "message": "KeyError"}
        return {"reprentries": [{"type": "ReprEntry", "data": {"lines": [text], "reprfileloc": place}}]}

    text = long_text({"chain": [[link("first"), None, "caused"], [link("second"), None, None]]}) or ""

    assert [part in text for part in ("first", "caused", "second", "x.py:3: KeyError")] == [True] * 4


def test_first_words_are_one_short_line() -> None:
    assert first_words("a\n  b") == "a b"
    assert len(first_words("x" * 500)) == 200


KEYS = st.sampled_from(
    ["chain", "reprcrash", "message", "reprtraceback", "reprentries", "data", "lines", "reprfileloc"]
)
ANY_JSON = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
)


@settings(deadline=None)  # how long it takes says how busy the machine is
@given(ANY_JSON)
def test_a_longrepr_of_any_shape_is_read(longrepr: Any) -> None:
    short_message(longrepr)
    long_text(longrepr)
