"""How commands reach the running watcher: with its key alone, and never a wrong one."""

import errno
import json
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from typing import Any

import pytest

from reference_server.watcher.local.errors import RunningError
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.single import only_one
from reference_server.watcher.program import control
from reference_server.watcher.program.control import Control

HOLD = (
    "import sys, os; from pathlib import Path; from reference_server.watcher.local.home import Home; "
    "from reference_server.watcher.local.single import only_one\n"
    "with only_one(Home(Path(sys.argv[1]))):\n    print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def running(home: Home) -> Iterator[Home]:
    """A watcher that answers with what it was asked."""
    answering = Control(home, lambda command: {"asked": command})
    answering.open()
    yield home
    answering.close()


def test_a_command_is_answered(running: Home) -> None:
    assert control.is_running(running)
    for n in range(3):
        assert control.ask(running, {"do": "status", "n": n}) == {"asked": {"do": "status", "n": n}}


def test_nobody_else_may_read_the_key(running: Home) -> None:
    assert stat.S_IMODE(running.running.stat().st_mode) == 0o600
    assert json.loads(running.running.read_text(encoding="utf-8"))["pid"] == os.getpid()


def test_each_life_has_a_key_of_its_own(home: Home) -> None:
    keys = set()
    for _ in range(3):
        answering = Control(home, lambda command: command)
        answering.open()
        keys.add(json.loads(home.running.read_text(encoding="utf-8"))["key"])
        answering.close()

    assert len(keys) == 3


def test_without_the_key_nothing_is_answered(running: Home) -> None:
    told = json.loads(running.running.read_text(encoding="utf-8"))

    with pytest.raises(AuthenticationError):
        Client((told["host"], told["port"]), authkey=bytes(32))

    assert control.is_running(running)


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\n\r\n", b"\x00\x00\x00\x05hello"])
def test_a_stranger_keeps_nobody_waiting(running: Home, said: bytes) -> None:
    told = json.loads(running.running.read_text(encoding="utf-8"))

    with socket.create_connection((told["host"], told["port"])) as stranger:
        stranger.sendall(said)

        assert control.ask(running, {"do": "status"}) == {"asked": {"do": "status"}}


def test_a_silent_stranger_is_not_listened_to_for_ever(running: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "GREET_WITHIN_S", 0.1)
    told = json.loads(running.running.read_text(encoding="utf-8"))

    with socket.create_connection((told["host"], told["port"]), 10) as stranger:
        while stranger.recv(1024):
            pass  # the challenge, until the other side hangs up


def test_a_listener_that_fails_spins_no_core(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    answering = Control(home, lambda command: command)
    tries: list[int] = []
    spins = threading.Event()

    def accept(_: socket.socket) -> None:
        tries.append(1)
        if len(tries) > 1000:
            spins.set()
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(socket.socket, "accept", accept)
    answering.open()

    assert not spins.wait(0.3)
    answering.close()
    assert not answering._serving.is_alive()


def test_only_this_machine_is_answered(running: Home) -> None:
    assert json.loads(running.running.read_text(encoding="utf-8"))["host"] == "127.0.0.1"


def test_a_watcher_that_ends_is_not_running(home: Home) -> None:
    answering = Control(home, lambda command: command)
    answering.open()

    answering.close()

    assert not home.running.exists()
    assert not control.is_running(home)


def test_a_watcher_that_ends_leaves_neither_thread_nor_port(home: Home) -> None:
    before = set(threading.enumerate())
    answering = Control(home, lambda command: command)
    answering.open()
    told = json.loads(home.running.read_text(encoding="utf-8"))

    answering.close()

    assert {thread.name for thread in set(threading.enumerate()) - before} <= {"control line"}
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((told["host"], told["port"]))


def test_what_was_never_opened_can_be_closed(home: Home) -> None:
    Control(home, lambda command: command).close()

    assert not home.running.exists()


def refused(home: Home) -> str:
    """Return what is said when a command asks and no watcher runs."""
    assert not control.is_running(home)
    with pytest.raises(RunningError) as refusal:
        control.ask(home, {"do": "status"})
    return str(refusal.value)


def test_without_a_watcher_it_is_said_how_to_start_one(home: Home) -> None:
    assert refused(home) == "no watcher runs; start it by: daw-watcher run"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "{}", '{"host": "127.0.0.1", "port": "x", "key": "00"}', '{"host": 1, "port": 1}']
)
def test_a_note_that_makes_no_sense_means_that_none_runs(home: Home, text: str) -> None:
    home.running.write_text(text, encoding="utf-8")

    assert "no watcher runs" in refused(home)


def left_note(home: Home, port: int) -> None:
    """Leave the note of a watcher that was killed."""
    note = {"pid": 1, "host": "127.0.0.1", "port": port, "key": bytes(32).hex()}
    home.running.write_text(json.dumps(note), encoding="utf-8")


def test_a_note_with_a_dead_port_means_that_none_runs(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    left_note(home, port)

    assert "no watcher runs" in refused(home)


def silent(line: socket.socket) -> None:
    line.recv(1)


def http(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def almost(line: socket.socket) -> None:
    line.sendall(b"\x00\x00\x00\x05hello")


def hanging_up(line: socket.socket) -> None:
    line.close()


@pytest.mark.parametrize("behaviour", [silent, http, almost, hanging_up])
def test_another_program_at_the_port_means_that_none_runs(
    home: Home, monkeypatch: pytest.MonkeyPatch, behaviour: Callable[[socket.socket], None]
) -> None:
    monkeypatch.setattr(control, "GREET_WITHIN_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as other:

        def serve() -> None:
            for _ in range(2):
                line, _address = other.accept()
                with line:
                    behaviour(line)

        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        left_note(home, other.getsockname()[1])

        assert "no watcher runs" in refused(home)


def test_another_watcher_at_the_port_means_that_none_runs(home: Home, running: Home) -> None:
    told = json.loads(running.running.read_text(encoding="utf-8"))
    left_note(home, told["port"])

    assert "no watcher runs" in refused(home)


def test_a_watcher_that_does_not_answer_is_told_as_one(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "ANSWER_WITHIN_S", 0.1)
    over = threading.Event()

    def hang(_: dict[str, Any]) -> dict[str, Any]:
        over.wait(30)
        return {}

    answering = Control(home, hang)
    answering.open()
    with pytest.raises(RunningError, match="does not answer; see its log"):
        control.ask(home, {"do": "status"})
    over.set()
    answering.close()


def test_a_watcher_that_fails_to_answer_answers_the_next_one(home: Home) -> None:
    def fail(command: dict[str, Any]) -> dict[str, Any]:
        return {"ok": command["do"] == "ping" or 1 / 0}

    answering = Control(home, fail)
    answering.open()
    with pytest.raises(RunningError, match="does not answer"):
        control.ask(home, {"do": "status"})

    assert control.is_running(home)
    answering.close()


def test_a_second_watcher_is_refused(home: Home) -> None:
    with only_one(home), pytest.raises(RunningError, match=f"runs already on {home.folder}; see: daw-watcher status"):
        only_one(home).__enter__()

    with only_one(home):
        pass


def test_watchers_of_two_configurations_do_not_meet(home: Home, tmp_path: Any) -> None:
    other = Home(tmp_path / "other")
    other.make()

    with only_one(home), only_one(other):
        pass


def test_the_lock_ends_with_a_process_that_is_killed(home: Home) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RunningError):
            only_one(home).__enter__()

        holder.kill()
        holder.wait(30)

    with only_one(home):
        pass
