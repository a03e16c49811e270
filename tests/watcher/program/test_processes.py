"""The watcher as a process: how it ends, and that it never shows a trace."""

import json
import shutil
import signal
import socket
from pathlib import Path

import pytest

from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Settings, Updates, save
from reference_server.watcher.local.single import only_one
from tests.watcher.command_line import begin, do, run
from tests.watcher.loopback import site
from tests.watcher.made import TOKEN, WATCHER
from tests.watcher.publisher import publishing


@pytest.fixture(autouse=True)
def configured(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands find the configuration folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home.folder.parent))


@pytest.fixture
def dead() -> str:
    """An address at which nobody is."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_a_first_status_makes_no_configuration(home: Home) -> None:
    shutil.rmtree(home.folder)

    said = do("status", "--json")

    assert (said.code, said.json["state"]) == (0, "signed_out")
    assert not home.folder.exists()


def test_a_command_that_there_is_not_ends_with_2() -> None:
    said = run("backup")

    assert said.code == 2
    assert "No such command 'backup'" in said.err


def test_broken_settings_end_with_2(home: Home) -> None:
    home.settings.write_text('{"scan_seconds": 0, "pausd": 1}', encoding="utf-8")

    said = run("run")

    assert said.code == 2
    assert f"daw-watcher: {home.settings}: scan_seconds: must be greater than or equal to 1 (given: 0)" in said.err
    assert f"{home.settings}: pausd: there is no such setting; valid: " in said.err


def test_a_state_that_cannot_be_used_ends_with_2(home: Home) -> None:
    WATCHER.save(home.credentials)
    home.state.mkdir()

    said = run("run")

    assert said.code == 2
    assert said.err.startswith(f"daw-watcher: {home.state}: ")
    assert len(said.err.splitlines()) == 1


def test_a_product_that_is_not_there_ends_with_5(dead: str) -> None:
    assert run("sign-in", "--server", dead).code == 5


def test_running_signed_out_ends_with_3() -> None:
    said = run("run")

    assert (said.code, said.out) == (3, "")
    assert said.err == "daw-watcher: this watcher is not signed in; run: daw-watcher sign-in --server ADDRESS\n"


def test_running_twice_ends_with_4(home: Home) -> None:
    with only_one(home):
        said = run("run")

    assert said.code == 4
    assert said.err == f"daw-watcher: a watcher runs already on {home.folder}; see: daw-watcher status\n"


@pytest.mark.parametrize("words", [["sign-in", "--server", "{dead}"], ["--check-updates"]], ids=["product", "updates"])
def test_an_address_at_which_nobody_is_ends_with_5(home: Home, dead: str, words: list[str]) -> None:
    save(home.settings, Settings(updates=Updates(url=f"{dead}/latest.json", public_key="A" * 43 + "=")))

    said = do(*(word.format(dead=dead) for word in words))

    assert (said.code, said.out) == (5, "")
    assert f"daw-watcher: {dead}" in said.err
    assert "does not answer" in said.err


def test_an_address_of_something_else_ends_with_6(home: Home) -> None:
    with site(lambda _: (404, b"<html>Not found</html>")) as other:
        said = run("sign-in", "--server", other.url)

    assert (said.code, said.out) == (6, "")
    assert said.err == f"daw-watcher: {other.url}: answered 404: is this the address?\n"
    assert not home.credentials.exists()


def test_an_update_that_was_tampered_with_ends_with_6(home: Home) -> None:
    with publishing() as publisher:
        publisher.publish()
        publisher.follow(home)
        publisher.files["/updates/files/whole-0"] = b"altered"

        said = do("--check-updates", "--json")

    assert (said.code, said.out) == (6, "")
    assert "is not what the manifest says; nothing was updated" in said.err


def test_an_update_is_put_ready(home: Home) -> None:
    with publishing() as publisher:
        publisher.publish()
        publisher.follow(home)

        said = do("--check-updates", "--json")

    assert (said.code, said.json["state"], said.json["version"]) == (0, "ready", "0.2.0")
    assert Path(said.json["path"]).exists()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_whole_life_ends_with_0(home: Home, root: Path, dead: str, end: signal.Signals) -> None:
    """Without a product: it looks, tells how it is, takes commands, and ends when it is told to."""
    (root / "song.als").write_bytes(b"four bars")
    type(WATCHER)(**{**WATCHER.__dict__, "server": dead}).save(home.credentials)
    do("add", str(root))

    with begin("run", "--json") as life:
        assert life.stdout is not None
        assert json.loads(life.stdout.readline()) == {"ready": True, "folders": 1}
        told = do("status", "--json", "--files").json
        life.send_signal(end)
        _, errors = life.communicate(timeout=30)

    assert (told["running"], told["pid"], told["state"]) == (True, life.pid, "connecting")
    assert told["folders"][0]["state"] == "watching"
    assert told["folders"][0]["files"] == [
        {"path": "song.als", "state": "settling", "reason": None, "version": 0},
    ]
    assert set(told["threads"]) >= {"looking", "asking"}
    assert (life.returncode, errors) == (0, "")
    assert not home.running.exists()
    assert TOKEN not in home.log.read_text(encoding="utf-8")
    assert "started version" in home.log.read_text(encoding="utf-8")
