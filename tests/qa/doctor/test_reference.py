"""The doctor in front of the real reference server: all that can be shown is shown, and nothing is left behind."""

import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from fixtures.api.http import new_http
from fixtures.people.ledger import Ledger
from fixtures.target.profiles import Profile, Target
from qa.doctor import versions
from qa.doctor.patient import Patient
from tests.qa.commands import qa
from tests.qa.fake_product import PARTS
from tests.qa.processes import program

SHOWN = {
    *(f"health/{name}" for name in ("overall", *PARTS)),
    "health/agreement",
    "version",
    "clock",
    "sign-in",
    "sync",
    "storage/put",
    "storage/refusals",
    "harness",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("doctor")
    with program("qa", "serve", "--json", "--ephemeral") as server:
        ready = server.lines_until("ready")[-1]
        done = qa("doctor", "--target", ready["url"], "--json", "--run-root", str(root))
        engine = create_engine(ready["database"])
        with engine.connect() as connection:
            left = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("people", "quests")}  # noqa: S608
        engine.dispose()
    return {"said": done.stdout, "left": json.dumps(left), "files": str([*root.rglob("*.jsonl")])}


def test_everything_that_can_be_shown_is_shown(said: dict[str, str]) -> None:
    checks = {check["what"]: check for check in json.loads(said["said"])["checks"]}

    assert {name: checks[name]["found"] for name in SHOWN if checks[name]["state"] != "ok"} == {}
    assert checks["tls"]["state"] == "not applicable"
    assert checks["prometheus"]["state"] == "unknown"


def test_nobody_is_left_behind(said: dict[str, str]) -> None:
    assert json.loads(said["left"]) == {"people": 0, "quests": 0}
    assert said["files"] == "[]"


def test_the_build_is_told_for_programs(said: dict[str, str]) -> None:
    assert json.loads(said["said"])["build"]["product"] == "passion-os"


def test_the_watcher_of_a_profile_tells_its_version(tmp_path: Path) -> None:
    profile = Profile(name="mine", kind="url", url="http://127.0.0.1:9")
    states = {}
    with new_http() as http:
        for module in ("reference_server.watcher", "json.tool", "no_such_module"):
            target = Target(profile=profile, url="http://127.0.0.1:9", watcher=("{python}", "-m", module))
            states[module] = versions.watcher(Patient(target, http, Ledger(tmp_path / "people"))).state

    assert states == {"reference_server.watcher": "ok", "json.tool": "failed", "no_such_module": "failed"}
