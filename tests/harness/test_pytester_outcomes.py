"""Outcomes of real runs, read back from their evidence: nothing but a plain pass counts as passed."""

import json

import pytest

from reports.evidence.models import Mismatch, Outcome
from tests.harness.suite_project import FIRST, PASSING, Ended, SuiteProject

USAGE_ERROR = 4
TWO_ZONES = FIRST.replace(
    "def test_first()", '@pytest.mark.parametrize("zone", ["east", "west"])\ndef test_first(zone)'
)


def with_first(project: SuiteProject, text: str) -> None:
    """Replace the first case's test."""
    project.write("suites/main/test_one.py", PASSING.replace(FIRST, text))


def mismatches(ended: Ended) -> list[Mismatch]:
    """Return what does not agree, but for the case that no test shows yet."""
    return [mismatch for mismatch in ended.evidence().mismatches if mismatch.code != "missing"]


def test_a_clean_run_is_evidence_without_a_problem(project: SuiteProject) -> None:
    ended = project.pytest("-n2")

    evidence = ended.evidence()
    assert ended.status == 0, ended.output
    assert evidence.problems == []
    assert mismatches(ended) == []
    assert [result.outcome for result in evidence.results] == [Outcome.PASSED, Outcome.PASSED, Outcome.NOT_RUN]
    assert {attempt.worker for result in evidence.results for attempt in result.attempts} <= {"gw0", "gw1"}


def test_a_failure_keeps_what_was_awaited_and_last_seen(project: SuiteProject) -> None:
    with_first(project, FIRST.replace("assert True", 'raise AssertionError("awaited 5.0 s for 200; last seen: 503")'))

    ended = project.pytest("--reproduce=0")

    case = ended.case("MA-ONE-01")
    assert ended.status == 1
    assert case.outcome is Outcome.FAILED
    assert case.reason == "AssertionError: awaited 5.0 s for 200; last seen: 503"
    assert "test_one.py:6" in (case.attempts[0].detail or "")


def test_soft_failures_are_all_quoted(project: SuiteProject) -> None:
    with_first(
        project,
        FIRST.replace(
            "assert True", 'raise ExceptionGroup("soft", [AssertionError("no title"), AssertionError("no date")])'
        ),
    )

    reason = project.pytest("--reproduce=0").case("MA-ONE-01").reason or ""

    assert "no title" in reason
    assert "no date" in reason


def test_an_error_in_set_up_is_an_error(project: SuiteProject) -> None:
    with_first(
        project,
        '@pytest.fixture\ndef broken():\n    raise OSError("no person could be made")\n\n'
        + FIRST.replace("test_first()", "test_first(broken)"),
    )

    case = project.pytest("--reproduce=0").case("MA-ONE-01")

    assert case.outcome is Outcome.ERROR
    assert case.reason == "OSError: no person could be made"


def test_an_error_in_tear_down_is_an_error(project: SuiteProject) -> None:
    with_first(
        project,
        '@pytest.fixture\ndef broken():\n    yield\n    raise OSError("not erased")\n\n'
        + FIRST.replace("test_first()", "test_first(broken)"),
    )

    assert project.pytest("--reproduce=0").case("MA-ONE-01").outcome is Outcome.ERROR


def test_an_expected_failure_does_not_count_as_passed(project: SuiteProject) -> None:
    with_first(project, '@pytest.mark.xfail(reason="issue 7")\n' + FIRST.replace("assert True", "assert not 1"))

    ended = project.pytest()

    assert ended.status == 0
    assert ended.case("MA-ONE-01").outcome is Outcome.XFAILED
    assert ended.case("MA-ONE-01").reason == "issue 7"


@pytest.mark.parametrize(("strict", "status"), [(True, 1), (False, 0)])
def test_an_unexpected_pass_does_not_count_as_passed(project: SuiteProject, strict: bool, status: int) -> None:
    with_first(project, f'@pytest.mark.xfail(reason="issue 7", strict={strict})\n{FIRST}')

    ended = project.pytest("--reproduce=0")

    assert ended.status == status
    assert ended.case("MA-ONE-01").outcome is Outcome.XPASSED
    assert ended.evidence().problems == []


def test_all_skipped_is_green_for_pytest_and_nothing_passed_for_us(project: SuiteProject) -> None:
    project.write("suites/main/test_one.py", PASSING.replace("assert True", 'pytest.skip("the target lacks mail")'))

    ended = project.pytest()

    assert ended.status == 0
    assert [result.outcome for result in ended.evidence().results[:2]] == [Outcome.SKIPPED, Outcome.SKIPPED]
    assert ended.case("MA-ONE-01").reason == "the target lacks mail"


def test_a_crashed_worker_loses_no_case(project: SuiteProject) -> None:
    with_first(project, "import os\n\n" + FIRST.replace("assert True", "os._exit(1)"))

    ended = project.pytest("-n2", "--reproduce=0")

    case = ended.case("MA-ONE-01")
    assert ended.status == 1
    assert case.outcome is Outcome.CRASHED
    assert "crashed while running" in (case.reason or "")
    assert ended.case("MA-ONE-02").passed
    assert ended.evidence().manifest.seal is not None


def test_zero_tests_is_no_pass(project: SuiteProject) -> None:
    (project.root / "suites/main/test_one.py").unlink()

    ended = project.pytest()

    evidence = ended.evidence()
    assert {result.outcome for result in evidence.results} == {Outcome.NOT_RUN}
    assert "pytest ended with exit status 5: it collected no tests" in evidence.problems


def test_a_filter_that_matches_nothing_is_no_pass(project: SuiteProject) -> None:
    ended = project.pytest("-k", "no_such_test")

    assert ended.case("MA-ONE-01").outcome is Outcome.NOT_RUN
    assert {mismatch.code for mismatch in mismatches(ended)} == {"not_collected"}


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_variant_that_was_filtered_away_is_missed(project: SuiteProject, workers: str) -> None:
    with_first(project, TWO_ZONES)

    ended = project.pytest("-k", "east or second", f"-n{workers}")

    assert ended.status == 0
    assert ended.case("MA-ONE-01").outcome is Outcome.NOT_RUN
    assert [mismatch.code for mismatch in mismatches(ended)] == ["not_collected"]
    assert "west" in mismatches(ended)[0].detail


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_variant_that_a_hook_takes_away_is_missed(project: SuiteProject, workers: str) -> None:
    with_first(project, TWO_ZONES)
    project.write(
        "suites/conftest.py",
        "import pytest\n\n@pytest.hookimpl(wrapper=True, tryfirst=True)\n"
        "def pytest_collection_modifyitems(items):\n"
        '    items[:] = [item for item in items if "west" not in item.nodeid]\n    return (yield)\n',
    )

    ended = project.pytest(f"-n{workers}")

    assert ended.status == 0
    assert ended.case("MA-ONE-01").outcome is Outcome.NOT_RUN
    assert [mismatch.code for mismatch in mismatches(ended)] == ["not_collected"]
    assert "west" in mismatches(ended)[0].detail


@pytest.mark.parametrize("plugin", ["drop-watch", "record-details", "evidence-recorder", "winding-up"])
def test_a_run_that_blocks_a_recorder_keeps_no_evidence(project: SuiteProject, plugin: str) -> None:
    ended = project.pytest("-p", f"no:{plugin}")

    assert ended.status == USAGE_ERROR
    assert f"--run-dir needs the plugin {plugin!r}: leave out -p no:{plugin}" in ended.output
    assert not (ended.run_dir / "manifest.json").exists()


def test_options_from_the_environment_are_refused_with_evidence(project: SuiteProject) -> None:
    ended = project.pytest("--collect-only", environment={"PYTEST_ADDOPTS": "-k first"})

    assert ended.status == USAGE_ERROR
    assert "PYTEST_ADDOPTS" in ended.output


def test_a_run_that_stops_at_the_first_failure_has_not_shown_the_rest(project: SuiteProject) -> None:
    project.write("suites/main/test_one.py", PASSING.replace("assert True", "assert not 1"))

    ended = project.pytest("-x", "--reproduce=0")

    assert {result.outcome for result in ended.evidence().results[:2]} == {Outcome.FAILED, Outcome.NOT_RUN}
    assert [mismatch.code for mismatch in mismatches(ended)] == ["not_reported"]


def test_a_file_that_cannot_be_imported_is_a_problem(project: SuiteProject) -> None:
    project.write("suites/main/test_one.py", PASSING.replace("import pytest", "import pytest, no_such_module"))

    evidence = project.pytest().evidence()

    assert {result.outcome for result in evidence.results} == {Outcome.NOT_RUN}
    assert any("could not be collected" in problem and "no_such_module" in problem for problem in evidence.problems)


def test_a_retried_pass_is_flaky(project: SuiteProject) -> None:
    project.write("retries.py", RETRIES)
    project.write("conftest.py", (project.root / "conftest.py").read_text().replace('"fake', '"retries",\n    "fake'))
    with_first(
        project,
        "tries = []\n\n" + FIRST.replace("assert True", 'tries.append(1)\n    assert len(tries) > 1, "not yet"'),
    )

    ended = project.pytest()

    case = ended.case("MA-ONE-01")
    outcomes = [json.loads(line).get("outcome") for line in (ended.run_dir / "records.jsonl").read_text().splitlines()]
    assert "rerun" in outcomes
    assert ended.status == 0
    assert case.outcome is Outcome.FLAKY
    assert [attempt.outcome for attempt in case.attempts] == [Outcome.FAILED, Outcome.PASSED]
    assert mismatches(ended) == []


# Reports retries the way pytest-rerunfailures does: outcome "rerun", a counter, and no tear-down of the given-up try.
RETRIES = """
import pytest
from _pytest.runner import runtestprotocol

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for execution in (1, 2):
        item.execution_count = execution
        for report in runtestprotocol(item, nextitem=nextitem, log=False):
            report.rerun = execution - 1
            if report.failed and execution == 1:
                report.outcome = "rerun"
                item.ihook.pytest_runtest_logreport(report=report)
                break
            item.ihook.pytest_runtest_logreport(report=report)
        else:
            break
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
"""


STEPS = FIRST.replace(
    "def test_first():\n    assert True",
    """@pytest.mark.parametrize("step", ["cannot begin", "works", "fails", "fails as well"], indirect=True)
def test_first(step):
    assert step == "works"


@pytest.fixture
def step(request):
    if request.param == "cannot begin":
        raise OSError(request.param)
    return request.param
""",
)


def test_until_failed_ends_with_the_first_failure_and_not_with_an_error_in_set_up(project: SuiteProject) -> None:
    with_first(project, STEPS)

    ended = project.pytest("--until-failed", "--reproduce=0", "--randomly-dont-reorganize")

    case = ended.case("MA-ONE-01")
    assert [attempt.outcome for attempt in case.attempts] == [Outcome.ERROR, Outcome.PASSED, Outcome.FAILED]
    assert case.outcome is Outcome.FAILED
    assert ended.case("MA-ONE-02").outcome is Outcome.NOT_RUN
    assert {each.code for each in mismatches(ended)} == {"not_reported"}
    assert ended.evidence().problems == []
