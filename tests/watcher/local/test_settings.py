"""What can be set, what is refused, and what is said then."""

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from reference_server.watcher.local.errors import DiskFullError, UsageError
from reference_server.watcher.local.settings import CHANGEABLE, Folder, Settings, Updates, at, changed, load, save
from tests.watcher.made import names_in


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def refused(path: Path, text: str) -> str:
    """Return what is said about a settings file, which stays as it is."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refusal:
        load(path)
    assert path.read_text(encoding="utf-8") == text
    return str(refusal.value).replace(str(path), "settings.json")


def test_a_new_watcher_has_the_defaults(path: Path) -> None:
    assert load(path) == Settings()
    assert json.loads(Settings().text()) == {
        "schema": 1,
        "server": None,
        "folders": [],
        "paused": False,
        "ignore_backups": True,
        "scan_seconds": 60,
        "updates": None,
    }
    assert not path.exists()


def test_settings_outlast_the_watcher(path: Path) -> None:
    settings = Settings(
        server="https://passion.example",
        folders=(Folder(id="1", path="/Größe", share_names=False), Folder(id="2", path="/b")),
        paused=True,
        ignore_backups=False,
        scan_seconds=5,
        updates=Updates(url="https://passion.example/updates.json", public_key="AAAA"),
    )

    save(path, settings)

    assert load(path) == settings


def test_nobody_else_may_read_them(path: Path) -> None:
    save(path, Settings())

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"paused": true,\n  "scan_seconds": }', "settings.json:2:19: not JSON (Expecting value); mend it, or"),
        ("", "settings.json:1:1: not JSON (Expecting value); mend it, or move it away to begin anew"),
        ("[]", "settings.json:1:1: not JSON (must be an object {…}); mend it, or"),
        (
            '{"scan_second": 5}',
            "settings.json: scan_second: there is no such setting; valid: schema, server, folders, paused, ",
        ),
        (
            '{"folders": [{"id": "1", "path": "/a", "name": "b"}]}',
            "settings.json: folders.0.name: there is no such setting; valid: id, path, share_names",
        ),
        (
            '{"updates": {"url": "u", "public_key": "k", "key": "k"}}',
            "settings.json: updates.key: there is no such setting; valid: url, public_key",
        ),
        ('{"folders": [{"id": "1"}]}', "settings.json: folders.0.path: Field required"),
        (
            '{"scan_seconds": 0}',
            "settings.json: scan_seconds: must be greater than or equal to 1 (given: 0)",
        ),
        ('{"scan_seconds": 3601}', "settings.json: scan_seconds: must be less than or equal to 3600 (given: 3601)"),
        ('{"scan_seconds": "often"}', "(given: 'often')"),
        ('{"paused": "perhaps"}', "settings.json: paused: must be a valid boolean"),
        ('{"schema": 2}', "settings.json: schema: must be less than or equal to 1 (given: 2)"),
        (
            '{"folders": [{"id": "1", "path": "/a"}, {"id": "2", "path": "/b"}, {"id": "1", "path": "/c"}]}',
            "settings.json: folders: 0 and 2 have the same id '1'; take one of them out, and add it anew by",
        ),
        (
            '{"folders": [{"id": "1", "path": "/a"}, {"id": "2", "path": "/a"}]}',
            "settings.json: folders: 0 and 1 have the same path '/a'; take one of them out, and add it anew by",
        ),
        (
            '{"server": "passion.example"}',
            "server: must be an http or https address such as https://passion.example (given: 'passion.example')",
        ),
    ],
)
def test_a_file_that_makes_no_sense_is_told_by_place(path: Path, text: str, said: str) -> None:
    assert said in refused(path, text)


def test_everything_that_is_wrong_is_told_at_once(path: Path) -> None:
    told = refused(path, '{"scan_seconds": 0, "pausd": true}').splitlines()

    assert len(told) == 2
    assert all(line.startswith("settings.json: ") for line in told)


def test_a_file_that_is_no_text_is_told(path: Path) -> None:
    path.write_bytes(b"\xff\xfe{}")

    with pytest.raises(UsageError, match=r"cannot be read .*; mend it, or move it away"):
        load(path)


def test_a_folder_in_the_files_place_is_told(path: Path) -> None:
    path.mkdir()

    with pytest.raises(UsageError, match="cannot be read"):
        load(path)


@pytest.mark.parametrize(
    "address",
    ["", "passion.example", "ftp://passion.example", "https://", "https://a/?b=c", "https://a/#b", "http://[::1"],
)
def test_only_an_address_of_the_web_is_taken_for_the_products(address: str) -> None:
    with pytest.raises(UsageError, match=r"server: must be an http or https address|server: Invalid"):
        at(Settings(), address)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://passion.example/", "https://passion.example"),
        ("http://127.0.0.1:8000/app/", "http://127.0.0.1:8000/app"),
    ],
)
def test_an_address_is_kept_without_its_last_slash(address: str, kept: str) -> None:
    assert at(Settings(paused=True), address) == Settings(server=kept, paused=True)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("ignore_backups", "false", {"ignore_backups": False}),
        ("ignore_backups", "No", {"ignore_backups": False}),
        ("ignore_backups", "on", {"ignore_backups": True}),
        ("scan_seconds", "15", {"scan_seconds": 15}),
        ("updates.url", "https://u", {"updates": {"url": "https://u", "public_key": ""}}),
    ],
)
def test_a_setting_is_changed_alone(name: str, value: str, kept: dict[str, Any]) -> None:
    before = Settings(server="https://passion.example", paused=True)

    assert json.loads(changed(before, name, value).text()) == {**json.loads(before.text()), **kept}


def test_place_and_key_of_updates_are_changed_one_by_one() -> None:
    settings = changed(changed(Settings(), "updates.url", "https://u"), "updates.public_key", "k")

    assert settings.updates == Updates(url="https://u", public_key="k")


@pytest.mark.parametrize(
    ("name", "near"),
    [("ignore_backup", "ignore_backups"), ("scan_second", "scan_seconds"), ("update.url", "updates.url")],
)
def test_a_setting_that_there_is_not_is_told_with_the_nearest(name: str, near: str) -> None:
    with pytest.raises(UsageError) as refusal:
        changed(Settings(), name, "1")

    valid = ", ".join(CHANGEABLE)
    assert str(refusal.value) == f"there is no setting {name!r}; did you mean {near!r}? valid: {valid}"


@pytest.mark.parametrize("name", ["", "folders", "schema", "zzz"])
def test_what_has_a_command_of_its_own_is_not_changed_here(name: str) -> None:
    with pytest.raises(UsageError, match=r"there is no setting .*valid: ignore_backups, scan_seconds"):
        changed(Settings(), name, "1")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("scan_seconds", "0", "scan_seconds: must be greater than or equal to 1"),
        ("scan_seconds", "often", "scan_seconds: must be a valid integer"),
        ("scan_seconds", "yes", "scan_seconds: must be a valid integer"),
        ("ignore_backups", "perhaps", "ignore_backups: must be a valid boolean"),
    ],
)
def test_a_value_that_makes_no_sense_is_told(name: str, value: str, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        changed(Settings(), name, value)

    assert str(refusal.value).startswith(said)
    assert f"(given: {value!r})" in str(refusal.value)


@pytest.mark.parametrize(
    ("number", "error", "said"),
    [
        (errno.ENOSPC, DiskFullError, "the disk is full; free some space and try again"),
        (errno.EDQUOT, DiskFullError, "the disk is full"),
        (errno.EROFS, UsageError, "Read-only file system; the watcher has to be able to write there"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_settings_that_cannot_be_written_leave_the_old_ones(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception], said: str, call: str
) -> None:
    save(path, Settings(scan_seconds=5))

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(error, match=said):
        save(path, Settings())

    assert load(path) == Settings(scan_seconds=5)
    assert names_in(path.parent) == ["settings.json"]
