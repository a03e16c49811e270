"""The status in words."""

import re
from typing import Any, get_args

import pytest
from rich.text import Text

from reference_server.watcher.engine.standing import ORDER
from reference_server.watcher.folders.roots import Standing as FolderStanding
from reference_server.watcher.program import words

MARKUP = "[bold red]take[/bold red] [link=https://x]1[/link] :fire: \\"


def status(**more: Any) -> dict[str, Any]:
    return {"state": "idle", "reason": None, "folders": [], **more}


def folder(**more: Any) -> dict[str, Any]:
    about = {"path": "/music/Projects", "state": "watching", "reason": None, "warning": None, "synced": 3}
    return {**about, "pending": 2, "failed": [], "ignored": {}, "unreadable": {}, **more}


def shown(told: dict[str, Any]) -> list[str]:
    """Return the lines as they look, without colours."""
    return [Text.from_markup(line, emoji=False).plain for line in words.lines(told)]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("idle", "everything is backed up"),
        ("syncing", "backing up"),
        ("stopped", "stopped"),
        ("paused", "paused"),
        ("signed_out", "signed out"),
        ("paused_disk_full", "the disk is full"),
        ("connecting", "connecting"),
        ("offline", "offline"),
        ("store_unavailable", "the file store does not answer"),
        ("locked", "waiting: the vault is locked"),
    ],
)
def test_each_state_is_said(state: str, said: str) -> None:
    assert shown(status(state=state))[0] == said
    assert shown(status(state=state, reason="because"))[0] == f"{said}: because"


def test_no_state_is_without_words() -> None:
    states = {*ORDER, *get_args(FolderStanding), "idle", "syncing", "stopped"}

    assert states == set(words.STATES)


def test_without_a_folder_it_is_said_how_to_add_one() -> None:
    assert shown(status())[1] == "no folder is watched; add one by: daw-watcher add FOLDER"


def test_a_folder_is_said_with_its_counts() -> None:
    told = folder(failed=[{"path": "a.wav", "reason": "Permission denied"}])

    assert shown(status(folders=[told]))[1:] == [
        "/music/Projects: watching, 3 synced, 2 pending, 1 failed",
        "  failed a.wav: Permission denied",
    ]


def test_what_is_wrong_with_a_folder_is_said() -> None:
    told = folder(
        state="folder_missing",
        reason="there is no such folder now",
        warning="the system watches no more folders",
        ignored={"*.tmp": 2, "hidden": 1},
        unreadable={"closed": "Permission denied"},
    )

    assert shown(status(folders=[told]))[1:] == [
        "/music/Projects: missing, 3 synced, 2 pending, 0 failed",
        "  there is no such folder now",
        "  the system watches no more folders",
        "  left out: *.tmp 2, hidden 1",
        "  cannot look into closed: Permission denied",
    ]


def test_a_folder_of_a_stopped_watcher_is_said_with_what_was_synced() -> None:
    told = {"path": "/music/Projects", "synced": 3, "id": "1", "share_names": True}

    assert shown(status(state="stopped", folders=[told]))[1] == "/music/Projects: 3 files were synced"


def test_of_many_failures_the_first_are_said() -> None:
    failed = [{"path": f"{n}.wav", "reason": "Permission denied"} for n in range(25)]

    lines = shown(status(folders=[folder(failed=failed)]))

    assert sum(line.startswith("  failed ") for line in lines) == 20
    assert lines[-1] == "  … and 5 more; all of them: daw-watcher status --json"


def test_files_are_said_with_state_and_version() -> None:
    files = [{"path": "a.wav", "state": "synced", "version": 4}, {"path": "b.wav", "state": "settling", "version": 0}]

    assert shown(status(folders=[folder(files=files)]))[2:] == [
        "  synced    a.wav (version 4)",
        "  settling  b.wav",
    ]


def test_settings_and_the_last_trouble_are_said() -> None:
    told = status(
        settings_error="settings.json: a: wrong\nsettings.json: b: wrong, too",
        last_error={"at": "2026-11-28T10:00:00.000+00:00", "message": "the server: no answer"},
    )

    assert shown(told)[2:] == [
        "settings were not taken over: settings.json: a: wrong",
        "settings were not taken over: settings.json: b: wrong, too",
        "last trouble 2026-11-28T10:00:00.000+00:00: the server: no answer",
    ]


def everywhere(text: str) -> dict[str, Any]:
    """Return a status with a text wherever names and reasons stand."""
    told = folder(
        path=text,
        reason=text,
        warning=text,
        ignored={text: 1},
        unreadable={text: text},
        failed=[{"path": text, "reason": text}],
        files=[{"path": text, "state": "synced", "version": 1}],
    )
    stopped = {"path": text, "synced": 1}
    error = {"at": "now", "message": text}
    return status(reason=text, folders=[told, stopped], last_error=error)


def test_marks_in_names_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    words.show(everywhere(MARKUP))

    assert capsys.readouterr().out.count(MARKUP) == 12


def test_control_characters_in_names_reach_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    words.show(everywhere("line\nbreak \x1b]0;title\x07 \x9b31m \u202egnp.wav"))

    out = capsys.readouterr().out
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out) == []
    assert len(out.splitlines()) == 10
    assert out.count("line\\x0abreak \\x1b]0;title\\x07 \\x9b31m \\x202egnp.wav") == 12
