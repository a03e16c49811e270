"""What lets the watcher in is kept for this account alone, and shown nowhere."""

import json
import stat
from pathlib import Path

import pytest

from reference_server.watcher.local.credentials import b64, load
from reference_server.watcher.local.errors import SignedOutError, UsageError
from tests.watcher.made import KEY, TOKEN, WATCHER


def test_credentials_outlast_the_watcher(tmp_path: Path) -> None:
    WATCHER.save(tmp_path / "credentials.json")

    assert load(tmp_path / "credentials.json") == WATCHER


def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "credentials.json"
    WATCHER.save(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_they_show_neither_token_nor_key() -> None:
    shown = f"{WATCHER!r} {WATCHER}"

    assert WATCHER.device_id in shown
    assert TOKEN not in shown
    assert b64(KEY) not in shown
    assert repr(KEY) not in shown


def test_without_any_the_watcher_is_signed_out(tmp_path: Path) -> None:
    with pytest.raises(SignedOutError, match="run: daw-watcher sign-in --server ADDRESS"):
        load(tmp_path / "credentials.json")


GOOD = {**WATCHER.__dict__, "key": b64(KEY)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"text"',
        json.dumps({**GOOD, "extra": 1}),
        json.dumps({name: value for name, value in GOOD.items() if name != "token"}),
        json.dumps({name: value for name, value in GOOD.items() if name != "key"}),
        json.dumps({**GOOD, "key": None}),
        json.dumps({**GOOD, "key": "€"}),
        json.dumps({**GOOD, "key": b64(KEY[:16])}),
    ],
)
def test_damaged_ones_are_told_with_what_to_do(tmp_path: Path, text: str) -> None:
    path = tmp_path / "credentials.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match=r"credentials.json: cannot be read; run daw-watcher sign-in again"):
        load(path)

    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_is_no_text_is_told_in_the_same_way(tmp_path: Path) -> None:
    (tmp_path / "credentials.json").write_bytes(b"\xff\xfe")

    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "credentials.json")
