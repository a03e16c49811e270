"""The catalogue check and the selection, in real pytest runs: one clear line, exit status 4, nothing started."""

import tomllib

import pytest

from tests.harness.suite_project import PASSING, REPOSITORY, TWO_CASES, Ended, SuiteProject

USAGE_ERROR = 4


def assert_refused(ended: Ended, *words: str) -> None:
    """Assert a clean refusal that says `words` and left no evidence behind."""
    assert ended.status == USAGE_ERROR, ended.output
    assert "INTERNALERROR" not in ended.output
    assert "Traceback" not in ended.output
    assert all(word in ended.output for word in words), ended.output
    assert not (ended.run_dir / "manifest.json").exists()


@pytest.mark.parametrize("workers", ["0", "2"])
def test_an_unknown_case_id_is_refused_with_the_nearest_one(project: SuiteProject, workers: str) -> None:
    project.write("suites/main/test_one.py", PASSING.replace("MA-ONE-02", "MA-ONE-20"))

    ended = project.pytest(f"-n{workers}")

    assert_refused(ended, "test_one.py:9 (test_second) names 'MA-ONE-20'", "did you mean 'MA-ONE-02'?")


def test_a_test_without_a_case_is_refused(project: SuiteProject) -> None:
    project.write("suites/main/test_one.py", f"{PASSING}\ndef test_third():\n    assert True\n")

    assert_refused(project.pytest(), "(test_third) names no case")


def test_a_deep_test_has_no_case_and_runs_when_asked_by_name_only(project: SuiteProject) -> None:
    ours = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    settings = (project.root / "pyproject.toml").read_text(encoding="utf-8")
    project.write("pyproject.toml", f"{settings}norecursedirs = {ours['norecursedirs']!r}\n")
    project.write("suites/deep/test_tables.py", "def test_table():\n    assert True\n")

    whole = project.pytest()
    deep = project.pytest("suites/deep", run_dir=None)

    assert (whole.status, whole.evidence().problems) == (0, []), whole.output
    assert "2 passed" in whole.output
    assert deep.status == 0, deep.output
    assert "1 passed" in deep.output


def test_a_built_area_without_one_of_its_cases_is_refused(project: SuiteProject) -> None:
    project.write("suites/main/test_one.py", PASSING.partition('\n@pytest.mark.case("MA-ONE-02")')[0])

    assert_refused(
        project.pytest(), "MA-ONE-02 (The second thing works) has no test", "suites/main/test_one.py is there"
    )


def test_two_tests_that_claim_one_case_are_refused(project: SuiteProject) -> None:
    again = PASSING.partition('\n@pytest.mark.case("MA-ONE-02")')[0].replace("test_first", "test_again")
    project.write("suites/main/test_more.py", again)

    assert_refused(project.pytest(), "MA-ONE-01 is claimed by 2 tests", "(test_first)", "(test_again)")


def test_a_mark_that_the_check_cannot_read_is_refused(project: SuiteProject) -> None:
    project.write("suites/main/test_one.py", PASSING.replace('case("MA-ONE-02")', 'case("MA-" + "ONE-02")'))

    assert_refused(project.pytest(), "test_one.py:8", "one plain text")


def test_a_case_mark_on_a_module_is_refused(project: SuiteProject) -> None:
    project.write("suites/main/test_one.py", f'{PASSING}\npytestmark = [pytest.mark.case("MA-ONE-01")]\n')

    assert_refused(project.pytest(), "elsewhere than on a test function")


def test_a_broken_catalogue_is_refused_with_place_and_value(project: SuiteProject) -> None:
    project.write(
        "suites/catalogue.yaml",
        TWO_CASES.replace("group: main, area: one, title: The s", "group: mian, area: one, title: The s"),
    )

    assert_refused(project.pytest(), "MA-ONE-02: group: 'mian' is not a group", "did you mean 'main'?")


def test_parametrised_variants_of_one_test_are_one_case(project: SuiteProject) -> None:
    project.write(
        "suites/main/test_one.py",
        PASSING.replace(
            "def test_first():", '@pytest.mark.parametrize("zone", ["east", "west"])\ndef test_first(zone):'
        ),
    )

    ended = project.pytest()

    case = ended.case("MA-ONE-01")
    assert case.passed
    assert {attempt.node_id.partition("[")[2] for attempt in case.attempts} == {"east]", "west]"}


def test_a_selection_runs_its_cases_alone(project: SuiteProject) -> None:
    ended = project.pytest("--case=MA-ONE-02")

    assert ended.status == 0, ended.output
    assert ended.case("MA-ONE-02").passed
    assert ended.case("MA-ONE-01").reason == "not selected in this run"
    assert ended.evidence().mismatches == []


@pytest.mark.parametrize("selection", ["MA-ONE-*", "main", "one"])
def test_a_glob_a_group_or_an_area_selects(project: SuiteProject, selection: str) -> None:
    ended = project.pytest(f"--case={selection}", run_dir=None)

    assert "2 passed" in ended.output


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_selection_that_matches_nothing_is_refused(project: SuiteProject, workers: str) -> None:
    assert_refused(project.pytest("--case=MA-OEN-01", f"-n{workers}"), "'MA-OEN-01'", "did you mean 'MA-ONE-01'?")


def test_a_selection_of_cases_that_no_test_shows_yet_is_refused(project: SuiteProject) -> None:
    assert_refused(project.pytest("--case=later"), "none of the 1 cases selected by later has a test yet")


def test_the_projects_own_tests_run_without_catalogue(project: SuiteProject) -> None:
    project.write("suites/catalogue.yaml", "broken: [")
    project.write("tests/test_own.py", "def test_own():\n    assert True\n")

    ended = project.pytest("tests", run_dir=None)

    assert ended.status == 0, ended.output
