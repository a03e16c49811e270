"""`qa targets sweep`: whom a killed run left behind is found and erased."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from fixtures.api.session import COOKIE
from fixtures.people.ledger import Account, Ledger
from fixtures.people.signin import SignIn
from fixtures.people.sweeper import ledgers
from fixtures.target.profiles import Profile, Target
from fixtures.trace_context import Trace
from tests.qa.commands import qa
from tests.qa.processes import program

ROOT = Path(__file__).parents[2]
BOB = Account(subject="bob", email="bob@passion.test", name="Bob")


def left_by_a_dead_process(ledger: Path) -> None:
    """Write what a process that is over wrote."""
    code = f"from pathlib import Path; from tests.qa.test_sweep import *; Ledger(Path({str(ledger)!r})).made(BOB)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_people_of_a_run_that_goes_on_are_left_alone(tmp_path: Path) -> None:
    ledger = ledgers(tmp_path, "reference") / "20260101T000000.000Z-suite-0a1b.jsonl"
    Ledger(ledger).made(BOB)

    done = qa("targets", "sweep", "reference", "--run-root", str(tmp_path))

    assert done.stdout.startswith("0 people were left")
    assert Ledger(ledger).leftovers() == [BOB]


def test_whom_a_killed_run_left_is_erased(tmp_path: Path) -> None:
    with program("qa", "serve", "--json", "--ephemeral") as server, httpx.Client() as http:
        url = server.lines_until("ready")[-1]["url"]
        target = Target(profile=Profile(name=url, kind="url", url=url), url=url)
        session = SignIn(http, target, Trace()).session(BOB)
        ledger = ledgers(tmp_path, url) / "20260101T000000.000Z-suite-0a1b.jsonl"
        left_by_a_dead_process(ledger)

        first, second = (qa("targets", "sweep", url, "--run-root", str(tmp_path)) for _ in range(2))

        assert http.get(f"{url}/api/auth/me", headers={"cookie": f"{COOKIE}={session}"}).status_code == 401
    assert (first.returncode, first.stdout) == (0, f"1 person was left at {url}; 1 erased now\n")
    assert (second.returncode, second.stdout) == (0, f"0 people were left at {url}; 0 erased now\n")
    assert not ledger.exists()


def test_people_of_a_server_that_was_started_for_its_run_are_gone_with_it(tmp_path: Path) -> None:
    ledger = ledgers(tmp_path, "reference") / "20260101T000000.000Z-suite-0a1b.jsonl"
    left_by_a_dead_process(ledger)

    done = qa("targets", "sweep", "reference", "--run-root", str(tmp_path))

    assert "1 person was left at reference, all gone with the server" in done.stdout
    assert not ledger.exists()


@pytest.mark.parametrize(
    ("target", "complaint"), [("stagging", "did you mean"), ("http://127.0.0.1:9", "is it running")]
)
def test_a_target_that_is_unknown_or_down_is_one_message_and_loses_nothing(
    tmp_path: Path, target: str, complaint: str
) -> None:
    ledger = ledgers(tmp_path, target) / "run.jsonl"
    Ledger(ledger).made(BOB)

    done = qa("targets", "sweep", target, "--run-root", str(tmp_path))

    assert done.returncode == 2
    assert complaint in done.stderr
    assert Ledger(ledger).leftovers() == [BOB]
