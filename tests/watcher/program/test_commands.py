"""What commands print and change."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from fixtures.oracle.pairing import check_code, hand_over
from reference_server.watcher import VERSION
from reference_server.watcher.folders.roots import MARKER
from reference_server.watcher.local.credentials import load as load_credentials
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder, Settings, load, save
from reference_server.watcher.local.state import Signature, State
from reference_server.watcher.program.control import Control
from tests.watcher.command_line import do
from tests.watcher.loopback import Asked, site
from tests.watcher.made import KEY, TOKEN, WATCHER, stored_file


@pytest.fixture(autouse=True)
def configured(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands find the configuration folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home.folder.parent))
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def heard(home: Home) -> Iterator[list[dict[str, Any]]]:
    """A running watcher, and what commands have asked it."""
    asked: list[dict[str, Any]] = []

    def answer(command: dict[str, Any]) -> dict[str, Any]:
        if command != {"do": "ping"}:
            asked.append(command)
        return {"running": True, "state": "idle", "reason": None, "folders": []}

    running = Control(home, answer)
    running.open()
    yield asked
    running.close()


def test_the_version_is_told() -> None:
    assert do("--version").out == f"daw-watcher {VERSION}\n"
    assert do("--version", "--json").json == {"version": VERSION}


COMMANDS = ["sign-in", "sign-out", "run", "add", "remove", "status", "pause", "resume", "settings"]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_helps(command: str) -> None:
    said = do(command, "--help")

    assert (said.code, said.err) == (0, "")
    assert f"Usage: daw-watcher {command}" in said.out
    assert "--json" in said.out


def test_help_names_all_commands_and_options() -> None:
    out = do("--help").out

    assert [word for word in (*COMMANDS, "--version", "--check-updates", "--json") if word not in out] == []


def test_a_signed_out_watcher_tells_so(home: Home) -> None:
    assert do("status", "--json").json == {
        "schema": 1,
        "version": VERSION,
        "device": None,
        "paused": False,
        "running": False,
        "pid": None,
        "state": "signed_out",
        "reason": "run: daw-watcher sign-in",
        "folders": [],
    }
    assert do("status").out.splitlines() == [
        "signed out: run: daw-watcher sign-in",
        "no folder is watched; add one by: daw-watcher add FOLDER",
    ]


def test_a_stopped_watcher_tells_what_it_has_stored(home: Home, folder: Folder) -> None:
    WATCHER.save(home.credentials)
    save(home.settings, Settings(folders=(folder,), paused=True))
    state = State(home.state, WATCHER.device_id)
    state.stored([stored_file(folder, b"%d.wav" % n, Signature(1, 2, 3)) for n in range(3)], [])
    state.close()

    told = do("status", "--json").json

    assert (told["state"], told["running"], told["paused"]) == ("stopped", False, True)
    assert told["device"] == {"id": WATCHER.device_id, "server": WATCHER.server}
    assert told["folders"] == [{"id": folder.id, "path": folder.path, "share_names": True, "synced": 3}]
    assert f"{folder.path}: 3 files were synced" in do("status").out
    assert TOKEN not in json.dumps(told)


def test_a_running_watcher_is_asked(heard: list[dict[str, Any]]) -> None:
    assert do("status", "--json", "--files").json["running"] is True
    assert do("status").out.splitlines()[0] == "everything is backed up"
    assert heard == [{"do": "status", "files": True}, {"do": "status", "files": False}]


def test_a_folder_is_added_and_removed(home: Home, root: Path, heard: list[dict[str, Any]]) -> None:
    assert do("add", str(root), "--json").json == {"added": str(root)}
    (folder,) = load(home.settings).folders
    assert (folder.path, folder.share_names) == (str(root), True)
    assert (root / MARKER).read_text(encoding="ascii").strip() == folder.id

    assert do("add", str(root), "--hide-names").out == f"watching {root}\n"
    assert load(home.settings).folders == (folder.model_copy(update={"share_names": False}),)

    assert do("remove", str(root)).out == f"{root} is watched no more; what is stored of it stays\n"
    assert load(home.settings).folders == ()
    assert heard == [{"do": "reload"}] * 3


def test_a_removed_folder_is_named_to_programs(root: Path) -> None:
    do("add", str(root))

    assert do("remove", str(root), "--json").json == {"removed": str(root)}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "{root}/gone"], "{root}/gone does not exist; name a folder to be watched"),
        (["add", "{root}/file"], "{root}/file is no folder; name a folder to be watched"),
        (["add", "{root}/sub"], "{root}/sub overlaps {root}, which is watched; every file belongs to one folder"),
        (["add", "{root}/.."], "overlaps {root}, which is watched"),
        (["add", "{root}/../daw-watcher"], "overlaps daw-watcher's own folder"),
        (["add", "{root}/circle"], "{root}/circle"),
        (["remove", "{root}/sub"], "{root}/sub is not watched; watched folders: {root}"),
        (["settings", "scan_second", "5"], "there is no setting 'scan_second'; did you mean 'scan_seconds'? valid: "),
        (["settings", "scan_seconds", "0"], "scan_seconds: must be greater than or equal to 1 (given: '0')"),
        (["settings", "scan_seconds"], "say what scan_seconds is to be: daw-watcher settings scan_seconds VALUE"),
        (["sign-in"], "name the product's address: daw-watcher sign-in --server ADDRESS"),
        (["sign-in", "--server", "passion.example"], "server: must be an http or https address such as https://"),
        (["sign-in", "--server", "http://[::1"], "server: "),
        (["--check-updates"], "no place for updates is set; set two: daw-watcher settings updates.url ADDRESS, and"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(home: Home, root: Path, words: list[str], said: str) -> None:
    (root / "sub").mkdir()
    (root / "file").touch()
    (root / "circle").symlink_to(root / "circle")
    do("add", str(root))
    before = home.settings.read_bytes()

    told = do(*(word.format(root=root) for word in words))

    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("daw-watcher: ")
    assert said.format(root=root) in told.err
    assert home.settings.read_bytes() == before


def test_a_folder_whose_name_is_no_text_is_refused(root: Path) -> None:
    odd = root / os.fsdecode(b"not utf-8 \xff")
    odd.mkdir()

    told = do("add", str(odd))

    assert (told.code, "has to be UTF-8" in told.err) == (2, True)


@pytest.mark.parametrize("command", ["status", "add", "remove", "pause", "settings", "sign-in", "--check-updates"])
def test_broken_settings_are_told_by_place_and_stay(home: Home, root: Path, command: str) -> None:
    home.settings.write_text('{\n "paused": tru}\n', encoding="utf-8")

    told = do(command, *([str(root)] if command in {"add", "remove"} else []))

    assert told.code == 2
    assert f"daw-watcher: {home.settings}:2:12: not JSON (Expecting value); mend it, or" in told.err
    assert home.settings.read_text(encoding="utf-8") == '{\n "paused": tru}\n'


def test_a_pause_outlasts_commands(home: Home, heard: list[dict[str, Any]]) -> None:
    assert do("pause", "--json").json == {"paused": True}
    assert load(home.settings).paused
    assert do("pause").out == "paused; go on by: daw-watcher resume\n"

    assert do("resume").out == "going on\n"
    assert do("resume", "--json").json == {"paused": False}
    assert not load(home.settings).paused
    assert heard == [{"do": "reload"}] * 4


def test_settings_are_shown(home: Home) -> None:
    assert do("settings", "--json").json == json.loads(Settings().text())
    assert do("settings").out.splitlines() == [
        "server = null",
        "folders = []",
        "paused = false",
        "ignore_backups = true",
        "scan_seconds = 60",
        "updates = null",
    ]
    assert not home.settings.exists()


def test_settings_are_changed(home: Home, heard: list[dict[str, Any]]) -> None:
    assert "ignore_backups = false" in do("settings", "ignore_backups", "false").out
    assert do("settings", "scan_seconds", "5", "--json").json["scan_seconds"] == 5

    assert load(home.settings) == Settings(ignore_backups=False, scan_seconds=5)
    assert heard == [{"do": "reload"}] * 2


def test_signing_out_forgets_what_lets_the_watcher_in(home: Home, heard: list[dict[str, Any]]) -> None:
    WATCHER.save(home.credentials)

    assert do("sign-out").out == "Signed out.\n"
    assert do("sign-out", "--json").json == {"signed_out": True}

    assert not home.credentials.exists()
    assert heard == [{"do": "restart"}] * 2


class LettingIn:
    """A product where somebody lets every watcher in at once."""

    public_key = ""

    def __call__(self, asked: Asked) -> tuple[int, bytes]:
        """Answer a form of the device grant."""
        form = {name: values[0] for name, values in parse_qs(asked.content.decode()).items()}
        names = {"user_id": WATCHER.user_id, "device_id": WATCHER.device_id, "kid": WATCHER.kid}
        if asked.path == "/api/auth/device":
            self.public_key = form["public_key"]
            codes = {"device_code": "d", "user_code": "BCDF-\x1bGHJK", "verification_uri_complete": "https://u/?code=B"}
            return 200, json.dumps({**codes, "device_id": WATCHER.device_id, "interval": 1, "expires_in": 60}).encode()
        key = hand_over(KEY, **names, public_key=self.public_key)
        return 200, json.dumps({**names, "access_token": TOKEN, "key": key}).encode()


@pytest.mark.parametrize("as_json", [True, False])
def test_a_watcher_is_let_in(
    home: Home, heard: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    monkeypatch.setattr("reference_server.watcher.product.signing_in.FIRST_S", 0.0)
    save(home.settings, Settings(scan_seconds=5))
    letting_in = LettingIn()
    with site(letting_in) as product:
        said = do("sign-in", "--server", f"{product.url}/", "--name", "Studio", *(["--json"] if as_json else []))

    code = check_code(WATCHER.device_id, letting_in.public_key)
    lines = said.out.splitlines()
    if as_json:
        assert set(json.loads(lines[0])) == {"user_code", "verification_uri_complete", "check_code", "device_id"}
        assert json.loads(lines[0])["check_code"] == code
        assert json.loads(lines[1]) == {"signed_in": True}
    else:
        assert "https://u/?code=B" in lines[0]
        assert lines[1] == "The code is BCDF-\\x1bGHJK."
        assert code in lines[2]
        assert lines[-1] == "Signed in. Watch a folder by: daw-watcher add FOLDER"
    assert load_credentials(home.credentials).key == KEY
    assert stat.S_IMODE(home.credentials.stat().st_mode) == 0o600
    assert load(home.settings) == Settings(scan_seconds=5, server=product.url)
    assert heard == [{"do": "restart"}]
    assert TOKEN not in said.out + said.err
