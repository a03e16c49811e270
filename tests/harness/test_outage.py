"""A target that goes down during a run ends it, behind a proxy too; one that answers, however badly, does not."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from fixtures.plugins import outage
from fixtures.plugins.command import command_of
from fixtures.plugins.keys import RUNNING_TARGET
from fixtures.plugins.outage import Outage
from fixtures.plugins.target_handles import TargetHandle
from fixtures.target.profiles import Profile, Target
from tests.harness.origin import origin

NOBODY = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outage, "BACK_WITHIN", timedelta(seconds=0.1))


def watching(url: str, room: Path) -> Outage:
    profile = Profile(name="mine", kind="url", url=url)
    (room / "target.json").write_text(Target(profile=profile, url=url).handed_over(), encoding="utf-8")
    stash = pytest.Stash()
    stash[RUNNING_TARGET] = TargetHandle(profile, room)
    return Outage(cast("pytest.Config", SimpleNamespace(stash=stash)))


def phase(when: str, outcome: str = "passed", node: str = "a::one") -> pytest.TestReport:
    facts: dict[str, Any] = {"nodeid": node, "location": ("a", 1, "one"), "keywords": {}, "longrepr": None}
    return pytest.TestReport(outcome=outcome, when=when, **facts)  # type: ignore[arg-type]


def test_a_run_ends_when_the_target_is_down_after_a_failure_is_through(tmp_path: Path) -> None:
    watch = watching(NOBODY, tmp_path)
    watch.pytest_runtest_logreport(phase("call", node="a::before"))
    watch.pytest_runtest_logreport(phase("teardown", node="a::before"))
    watch.pytest_runtest_logreport(phase("call", "failed"))

    with pytest.raises(pytest.exit.Exception, match=f"^BLOCKED: the target went down during the run: {NOBODY}") as end:
        watch.pytest_runtest_logreport(phase("teardown"))

    assert end.value.returncode == 7
    assert "first noticed after a::one; 1 tests had passed" in str(end.value)


def test_nobody_is_asked_while_tests_pass(tmp_path: Path) -> None:
    watch = watching(NOBODY, tmp_path)

    for when in ("setup", "call", "teardown"):
        watch.pytest_runtest_logreport(phase(when))


@pytest.mark.parametrize(
    ("statuses", "content"),
    [
        ([200], b""),
        ([404], b""),
        ([500], b""),
        ([503], b'{"status": "failing", "reason": "no room is left", "checks": []}'),
        ([502, 200], b""),
        ([503, 200], b"<html>"),
    ],
    ids=str,
)
def test_a_target_that_answers_is_not_down(tmp_path: Path, statuses: list[int], content: bytes) -> None:
    with origin(*statuses, content=content) as url:
        watch = watching(url, tmp_path)
        watch.pytest_runtest_logreport(phase("call", "failed"))

        watch.pytest_runtest_logreport(phase("teardown"))


@pytest.mark.parametrize("status", [502, 503, 504, 521])
def test_a_proxy_that_answers_for_it_is_no_target(tmp_path: Path, status: int) -> None:
    with origin(status, content=b"<html>no healthy upstream</html>") as url:
        watch = watching(url, tmp_path)
        watch.pytest_runtest_logreport(phase("call", "failed"))

        with pytest.raises(
            pytest.exit.Exception, match=f"{url} is not behind its proxy any more, which answers {status}"
        ):
            watch.pytest_runtest_logreport(phase("teardown"))


def test_the_switches_of_qa_run_are_said_by_it_alone() -> None:
    words = ["suites", "-pno:schemathesis", "--target=reference", "--check-first", "--until-down"]

    assert command_of(words, None) == ["qa", "run", "--target", "reference"]
