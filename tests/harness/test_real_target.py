"""The plugins that make people and meet the product, in a real run against the real reference server."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from fixtures.people.ledger import Ledger
from fixtures.people.sweeper import ledgers
from fixtures.target.profiles import Profile, Start
from fixtures.target.running import RunningTarget
from reports.evidence.models import Outcome, SuiteEvidence
from tests.harness.suite_project import REPOSITORY, Ended, SuiteProject

CATALOGUE = """
schema: 1
groups:
  main: {title: Main, required: 100%}
cases:
  - {id: MA-TODAY-01, group: main, area: today, title: A person is there}
  - {id: MA-TODAY-02, group: main, area: today, title: A worker dies}
  - {id: MA-TODAY-03, group: main, area: today, title: An older day is refused}
  - {id: MA-TODAY-04, group: main, area: today, title: A server of its own takes an older day}
  - {id: MA-TODAY-05, group: main, area: today, title: A secret is told in a failure}
  - {id: MA-FOCUS-01, group: main, area: focus, title: The target cannot do this}
"""

TODAY = """
import os
from datetime import timedelta

import pytest
from fixtures.api.session import refused_with

LONG_AGO = timedelta(days=100)


@pytest.mark.case("MA-TODAY-01")
def test_person(alice):
    assert alice.api.account.me().email == alice.account.email


@pytest.mark.case("MA-TODAY-02")
def test_worker_dies(alice):
    alice.api.habits.create("Play scales")
    os._exit(1)


@pytest.mark.case("MA-TODAY-03")
def test_older_day(alice, now):
    assert refused_with(lambda: alice.api.habits.create("Play scales", at=now - LONG_AGO)) == 422


@pytest.mark.case("MA-TODAY-04")
@pytest.mark.exclusive(settings=lambda: {"oldest_days": "200"})
def test_server_of_its_own(alice, target, server, now):
    alice.api.habits.create("Play scales", at=now - LONG_AGO)
    assert server.url != target.url


@pytest.mark.case("MA-TODAY-05")
def test_secret(target):
    print("the door opens to", target.headers())
    raise AssertionError(f"sent {os.environ['OUR_ACCESS']} in vain")
"""

FOCUS = """
import pytest


@pytest.mark.case("MA-FOCUS-01")
def test_focus(alice):
    raise AssertionError("nothing of this may run")
"""

SECRET = "open-sesame-4711"
SERVE = ["{python}", "-m", "qa", "serve", "--json", "--ephemeral", "--exit-with-parent"]
# Changes what is served once other settings are asked for, as a file that is edited during a run would.
CHANGING = """
import runpy, sys
if any("oldest_days" in word for word in sys.argv):
    sys.argv += ["--fault", "benign.extra_fields"]
runpy.run_module("qa", run_name="__main__", alter_sys=True)
"""
TARGETS = {
    "changing": {"kind": "reference",
                 "start": {"command": ["{python}", "-c", CHANGING, *SERVE[3:]], "ready_within_s": 60},
                 "capabilities": ["today"], "allows": ["people", "exclusive"]},
    "lacking": {"kind": "reference", "start": {"command": SERVE, "ready_within_s": 60},
                "capabilities": ["today"], "allows": ["people", "exclusive"],
                "headers": {"x-door": {"env": "OUR_ACCESS"}}},
    "careful": {"kind": "reference", "start": {"command": SERVE, "ready_within_s": 60},
                "capabilities": ["today", "focus"], "allows": []},
    "shared": {"kind": "reference", "start": {"command": SERVE, "ready_within_s": 60},
               "capabilities": ["today", "focus"], "allows": ["people"]},
}  # fmt: skip


def run_against(target: str, place: Path, *options: str, further: Mapping[str, object] | None = None) -> Ended:
    """Run the suite with the repository's own plugins, all of them."""
    project = SuiteProject(place)
    project.lay_out()
    (place / "suites/main/test_one.py").unlink()
    project.write("conftest.py", (REPOSITORY / "conftest.py").read_text(encoding="utf-8"))
    project.write("targets.yaml", json.dumps({"schema": 1, "targets": TARGETS | dict(further or {})}))
    project.write("suites/catalogue.yaml", CATALOGUE)
    project.write("suites/main/test_today.py", TODAY)
    project.write("suites/main/test_focus.py", FOCUS)
    markers = 'markers = ["case(id): the catalogue entry", "exclusive(settings): a server of its own"]'
    settings = (place / "pyproject.toml").read_text(encoding="utf-8")
    project.write("pyproject.toml", settings.replace('markers = ["case(id): the catalogue entry"]', markers))
    options = ("-ppytest_playwright.pytest_playwright", f"--target={target}", "--reproduce=0", *options)
    return project.pytest(*options, environment={"PYTHONPATH": str(REPOSITORY), "OUR_ACCESS": SECRET})


def outcomes(evidence: SuiteEvidence) -> dict[str, Outcome]:
    return {result.id: result.outcome for result in evidence.results}


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    return run_against("lacking", tmp_path_factory.mktemp("lacking"), "-n2")


def test_people_are_made_and_a_test_that_needs_it_gets_a_server_of_its_own(lacking: Ended) -> None:
    found = outcomes(lacking.evidence())

    assert {case: found[case] for case in ("MA-TODAY-01", "MA-TODAY-03", "MA-TODAY-04")} == dict.fromkeys(
        ("MA-TODAY-01", "MA-TODAY-03", "MA-TODAY-04"), Outcome.PASSED
    ), lacking.output


def test_what_the_target_lacks_is_skipped_with_the_reason(lacking: Ended) -> None:
    case = lacking.case("MA-FOCUS-01")

    assert case.outcome is Outcome.SKIPPED
    assert "target 'lacking' lacks the capability 'focus'" in (case.reason or "")


def test_whom_a_dead_worker_left_behind_is_erased(lacking: Ended) -> None:
    folder = ledgers(lacking.run_dir.parent, "lacking")

    assert lacking.case("MA-TODAY-02").outcome is Outcome.CRASHED
    assert not folder.exists(), [account for file in folder.iterdir() for account in Ledger(file).leftovers()]
    assert "could not erase" not in lacking.output


def test_a_profiles_secret_is_in_no_file_of_the_run(lacking: Ended) -> None:
    kept = "".join(file.read_text("utf-8", "replace") for file in lacking.run_dir.rglob("*") if file.is_file())

    assert lacking.case("MA-TODAY-05").outcome is Outcome.FAILED
    assert "sent [redacted] in vain" in kept
    assert SECRET not in kept


def test_a_target_that_allows_no_people_skips_every_test_that_makes_some(tmp_path: Path) -> None:
    ended = run_against("careful", tmp_path, "--case=MA-TODAY-01", "--case=MA-FOCUS-01")

    assert {ended.case(case).outcome for case in ("MA-TODAY-01", "MA-FOCUS-01")} == {Outcome.SKIPPED}
    assert "does not allow making people" in (ended.case("MA-TODAY-01").reason or "")


def test_a_server_of_a_tests_own_that_is_another_build_shows_nothing(tmp_path: Path) -> None:
    case = run_against("changing", tmp_path, "--case=MA-TODAY-04").case("MA-TODAY-04")

    assert case.outcome is Outcome.ERROR
    assert "the server of this test's own is build " in (case.reason or "")


def test_a_target_that_allows_no_server_of_a_tests_own_skips_what_needs_one(tmp_path: Path) -> None:
    case = run_against("shared", tmp_path, "--case=MA-TODAY-04").case("MA-TODAY-04")

    assert case.outcome is Outcome.SKIPPED
    assert "--settings oldest_days=200" in (case.reason or "")


def test_a_target_that_runs_elsewhere_can_say_how_a_server_of_a_tests_own_is_started(tmp_path: Path) -> None:
    start = Start(command=SERVE, ready_within_s=60)
    with RunningTarget(Profile(name="elsewhere", kind="reference", start=start)) as running:
        there = running.wait_ready()
        elsewhere = {
            "kind": "staging",
            "url": there.url,
            "sign_in": {"providers": there.providers},
            "exclusive_start": start.model_dump(),
            "allows": ["people", "exclusive"],
        }
        ended = run_against(
            "elsewhere", tmp_path, "--case=MA-TODAY-01", "--case=MA-TODAY-04", further={"elsewhere": elsewhere}
        )

    found = outcomes(ended.evidence())
    assert [found[case] for case in ("MA-TODAY-01", "MA-TODAY-04")] == [Outcome.PASSED] * 2, ended.output
