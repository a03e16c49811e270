"""`qa serve`: all parts start together and end together, whatever happens."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import psutil
import pytest

from fixtures.eventually import eventually
from tests.qa.commands import qa
from tests.qa.processes import Program, alive_after, program

SERVE = ("serve", "--json", "--ephemeral")
PARTS = {"identity-google", "identity-microsoft", "database", "store", "api"}


@pytest.fixture
def server() -> Iterator[Program]:
    with program("qa", *SERVE) as running:
        yield running


def test_every_part_says_when_it_is_ready_and_the_last_line_where_the_product_is(server: Program) -> None:
    *parts, last = server.lines_until("ready")

    assert {line["part"] for line in parts} == PARTS
    assert all(line["state"] == "ready" for line in parts)
    assert last["parts"] == {line["part"]: line["url"] for line in parts}
    assert last["url"] == last["parts"]["api"]
    assert last["database"] == last["parts"]["database"]
    assert last["prometheus"] is None
    assert last["watcher"] == [sys.executable, "-m", "reference_server.watcher"]
    assert httpx.get(f"{last['url']}/api/health").json()["status"] == "ok"
    log = Path(last["log"])
    # The line is written once the answer is out, so it may be a moment late.
    lines = eventually(lambda: log.read_text(encoding="utf-8").splitlines(), until=bool, within=timedelta(seconds=5))
    assert json.loads(lines[-1])["trace_id"]


def test_a_store_that_is_there_already_is_used_and_none_started(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"url": "http://127.0.0.1:9", "access_key": "key", "secret_key": "secret-of-the-store"}
    monkeypatch.setenv("PASSION_STORE", json.dumps(given))

    with program("qa", *SERVE) as running:
        lines = running.lines_until("ready")

    assert "store" not in {line.get("part") for line in lines}
    assert "secret-of-the-store" not in json.dumps(lines)


def test_everything_listens_on_loopback_alone(server: Program) -> None:
    server.lines_until("ready")
    addresses = {
        connection.laddr.ip
        for process in server.family()
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }

    assert addresses == {"127.0.0.1"}


def test_a_person_reads_one_line_a_part_and_where_the_product_is() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", "serve", "--ephemeral", "--exit-with-parent"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        assert process.stdin
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(7)]
        process.stdin.close()
        farewell = process.stdout.read()

    assert {line.split()[0] for line in lines[:5]} == PARTS
    assert all(line.split()[1] == "ready" for line in lines[:5])
    assert lines[6].startswith("Passion OS is at http://127.0.0.1:")
    assert farewell == "stopped (standard input closed): all parts have ended\n"
    assert process.returncode == 0


@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_signal_ends_every_part_and_the_data(server: Program, ask: signal.Signals) -> None:
    ready = server.lines_until("ready")[-1]
    family = server.family()
    server.process.send_signal(ask)

    assert server.wait() == 0
    assert alive_after(family) == []
    assert not Path(ready["log"]).parent.parent.exists()
    assert server.errors() == ""


def test_a_signal_while_parts_still_start_ends_them_too(server: Program) -> None:
    server.next_line()
    family = server.family()
    server.process.terminate()

    assert server.wait() == 0
    assert alive_after(family) == []


@pytest.mark.parametrize("module", ["reference_server", "reference_server.stack.identity"])
def test_when_one_part_dies_all_stop_with_a_clear_line(server: Program, module: str) -> None:
    server.lines_until("ready")
    family = server.family()
    victim = next(process for process in family if module in process.cmdline())
    victim.kill()

    assert server.wait() == 1
    assert alive_after(family) == []
    name = "api" if module == "reference_server" else "identity"
    assert server.errors().startswith(f"qa serve: the part {name!r} ended by itself")


def test_killing_it_leaves_no_part_and_the_next_one_sweeps_its_data(server: Program) -> None:
    folder = Path(server.lines_until("ready")[-1]["log"]).parent.parent
    family = server.family()
    server.process.kill()

    assert family
    assert alive_after(family) == []
    assert server.process.wait() != 0
    with program("qa", *SERVE) as next_one:
        next_one.next_line()
        assert not folder.exists()


def test_it_ends_with_whoever_started_it() -> None:
    with program("qa", *SERVE, environment={"PASSION_EXIT_WITH_PARENT": "1"}) as running:
        running.lines_until("ready")
        family = running.family()
        assert running.process.stdin
        running.process.stdin.close()

        assert running.wait() == 0
        assert alive_after(family) == []


def test_two_at_once_do_not_meet() -> None:
    with program("qa", *SERVE) as one, program("qa", *SERVE) as other:
        first, second = one.lines_until("ready")[-1], other.lines_until("ready")[-1]

    assert set(first["parts"].values()).isdisjoint(second["parts"].values())


def test_a_port_that_is_taken_is_said(server: Program) -> None:
    port = server.lines_until("ready")[-1]["url"].rpartition(":")[2]
    done = qa(*SERVE, "--port", port)

    assert done.returncode == 2
    assert done.stderr.startswith(f"qa: --port {port} cannot be used (Address already in use); choose another")


def test_a_setting_reaches_the_api() -> None:
    public = "http://passion.example:8000"
    with program("qa", *SERVE, "--settings", f"public_url={public}") as running:
        url = running.lines_until("ready")[-1]["url"]
        answer = httpx.get(f"{url}/api/auth/login/google")

    assert f"{public}/api/auth/callback/google".replace(":", "%3A").replace("/", "%2F") in answer.headers["location"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--settings", "session_day=1"),
            "there is no setting 'session_day' in --settings; did you mean 'session_days'",
        ),
        (("--settings", "session_days"), "is not KEY=VALUE, for example"),
        (("--database", "mysql://ann:geheim@host/db"), "must start with sqlite:/// or postgresql://"),
    ],
)
def test_a_mistake_is_told_in_one_message(words: tuple[str, ...], said: str) -> None:
    done = qa(*SERVE, *words)

    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "geheim" not in done.stderr


def test_a_fault_that_is_not_known_is_said_with_the_nearest() -> None:
    done = qa(*SERVE, "--fault", "quests.reward_taken_bak")

    assert done.returncode == 2
    assert "Did you mean 'quests.reward_taken_back'?" in done.stderr
    assert "Traceback" not in done.stderr
