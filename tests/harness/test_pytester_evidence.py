"""The run directory of real runs: sealed whatever happens, bound to one build, and free of secrets."""

import json
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from fixtures.eventually import eventually
from reports.evidence.models import Outcome
from tests.harness.suite_project import FIRST, PASSING, PLUGINS, SuiteProject

USAGE_ERROR, INTERRUPTED, BLOCKED = 4, 2, 7

# Says that it runs, then waits for the Ctrl-C that the test sends.
WAITING = PASSING.replace(
    "assert True",
    'open("running", "w").close()\n    import threading\n    threading.Event().wait(60)',
)


posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


def wait_for(file: Path) -> None:
    """Wait until `file` is there."""
    eventually(file.exists, until=bool, within=timedelta(minutes=1), awaiting=file.name)


@posix
@pytest.mark.parametrize("workers", ["0", "2"])
def test_ctrl_c_leaves_sealed_partial_evidence(project: SuiteProject, workers: str) -> None:
    project.write("suites/main/test_one.py", WAITING)
    process = project.start(f"-n{workers}")
    wait_for(project.root / "running")

    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)

    evidence = project.evidence()
    seal = evidence.manifest.seal
    assert process.returncode == INTERRUPTED, output
    assert seal is not None
    assert seal.interrupted
    assert seal.exit_status == INTERRUPTED
    assert "the run was interrupted before its plan was through" in evidence.problems
    assert {result.outcome for result in evidence.results} == {Outcome.NOT_RUN}
    assert "INTERNALERROR" not in output


@posix
def test_ctrl_c_for_the_whole_process_group_seals_as_well(project: SuiteProject) -> None:
    project.write("suites/main/test_one.py", WAITING)
    process = project.start("-n2")
    wait_for(project.root / "running")

    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)

    seal = project.evidence().manifest.seal
    assert seal is not None
    assert seal.interrupted


def test_a_killed_run_is_not_sealed(project: SuiteProject) -> None:
    project.write("suites/main/test_one.py", WAITING)
    process = project.start()
    wait_for(project.root / "running")

    process.kill()
    process.communicate(timeout=60)

    problems = project.evidence().problems
    assert "the run is not sealed: it never came to its end, or is still going on" in problems
    assert "records.jsonl is cut off: pytest never reported the end of its session" in problems


def test_a_target_that_changes_its_build_during_the_run_is_a_problem(project: SuiteProject) -> None:
    project.write("builds", "first-digest second-digest")

    problems = project.pytest().evidence().problems

    assert problems == ["the target's build changed during the run: first-digest first, second-digest at the end"]


def test_a_blocked_target_ends_the_run_sealed_and_without_a_result(project: SuiteProject) -> None:
    project.write(
        "fake_target.py",
        (project.root / "fake_target.py").read_text(encoding="utf-8")
        + "import pytest\n\n@pytest.hookimpl(tryfirst=True)\ndef pytest_runtestloop(session):\n"
        + '    pytest.exit("BLOCKED: nobody answers", returncode=7)\n',
    )

    ended = project.pytest()

    evidence = ended.evidence()
    assert ended.status == BLOCKED
    assert "BLOCKED: nobody answers" in ended.output
    assert evidence.manifest.seal is not None
    assert evidence.manifest.build is None
    assert evidence.manifest.blocked == "nobody answers"
    assert "pytest ended with exit status 7: its target was blocked" in evidence.problems
    assert "the target could not be tested: nobody answers" in evidence.problems


def test_a_run_directory_is_not_used_twice(project: SuiteProject) -> None:
    project.pytest()
    before = (project.root / "run/manifest.json").read_bytes()

    again = project.pytest()

    assert again.status == USAGE_ERROR
    assert "holds a run already" in again.output
    assert (project.root / "run/manifest.json").read_bytes() == before


@pytest.mark.parametrize("option", ["suites/main/test_one.py::test_first", "--report-log=x", "--alluredir=x"])
def test_what_evidence_cannot_hold_is_refused(project: SuiteProject, option: str) -> None:
    ended = project.pytest(option)

    assert ended.status == USAGE_ERROR
    assert "--run-dir keeps" in ended.output


def test_secrets_of_a_failure_reach_neither_records_nor_allure_nor_terminal(project: SuiteProject) -> None:
    project.write(
        "suites/main/test_one.py",
        PASSING.replace(
            "assert True",
            'name = "s3cr3t-" + "value"\n'
            '    print("Cookie: passion_session=" + name)\n'
            '    raise AssertionError(f"sent Authorization: Bearer {name} to {name}@example.test")',
        ),
    )

    ended = project.pytest("--reproduce=0")

    kept = "".join(path.read_text(encoding="utf-8") for path in ended.run_dir.rglob("*") if path.is_file())
    assert "sent Authorization: Bearer [redacted] to [e-mail]" in kept
    assert list((ended.run_dir / "allure-results").glob("*-result.json"))
    assert "s3cr3t-value" not in kept + ended.output


def test_a_test_whose_parameter_looks_like_a_secret_keeps_its_name(project: SuiteProject) -> None:
    many = '@pytest.mark.parametrize("who", ["ann@passion.test"])\ndef test_first(who):\n    print("hello", who)'
    project.write("suites/main/test_one.py", PASSING.replace("def test_first():\n    assert True", many))

    ended = project.pytest()

    assert ended.case("MA-ONE-01").outcome is Outcome.PASSED
    assert ended.evidence().mismatches == [
        mismatch for mismatch in ended.evidence().mismatches if mismatch.id == "LA-TWO-01"
    ]
    assert "hello [e-mail]" in (ended.run_dir / "records.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("part", "outcome"),
    [
        ('pytest.skip("no mail")', Outcome.SKIPPED),
        ('pytest.xfail("issue 7")', Outcome.XFAILED),
        ("pass", Outcome.PASSED),
    ],
)
def test_a_subtest_that_did_not_pass_is_told(project: SuiteProject, part: str, outcome: Outcome) -> None:
    test = f"def test_first(subtests):\n    with subtests.test():\n        {part}"
    project.write("suites/main/test_one.py", PASSING.replace("def test_first():\n    assert True", test))

    ended = project.pytest()

    assert ended.status == 0
    assert ended.case("MA-ONE-01").outcome is outcome
    assert ended.evidence().problems == []


@pytest.mark.parametrize("workers", ["0", "1"])
def test_what_a_subtest_prints_is_redacted_too(project: SuiteProject, workers: str) -> None:
    test = (
        'def test_first(subtests):\n    with subtests.test():\n        print("ann@passion.test")\n        assert not 1'
    )
    project.write("suites/main/test_one.py", PASSING.replace("def test_first():\n    assert True", test))

    ended = project.pytest(f"-n{workers}", "--reproduce=0")

    records = (ended.run_dir / "records.jsonl").read_text(encoding="utf-8")
    assert '"Captured stdout call", "[e-mail]' in records


def test_a_failure_is_reproduced_alone_and_stays_a_failure(project: SuiteProject) -> None:
    project.write("tries", "")
    broken_twice = 'TRIES.write_text(TRIES.read_text() + "x")\n    assert len(TRIES.read_text()) > 2'
    test = FIRST.replace("assert True", broken_twice)
    test = f'from pathlib import Path\nTRIES = Path("tries")\n\n{test}'
    project.write("suites/main/test_one.py", PASSING.replace(FIRST, test))

    ended = project.pytest()

    case = ended.case("MA-ONE-01")
    assert ended.status == 1
    assert case.outcome is Outcome.FAILED
    assert [(tried.failed, tried.runs) for tried in case.reproductions] == [(1, 3)]
    assert "failed 1 of 3 alone" in ended.output


def test_what_was_not_reproduced_is_told(project: SuiteProject) -> None:
    many = '@pytest.mark.parametrize("number", range(7))\ndef test_first(number):\n    assert not 1'
    project.write("suites/main/test_one.py", PASSING.replace("def test_first():\n    assert True", many))

    ended = project.pytest("--reproduce=1")

    assert sorted(tried.runs for tried in ended.case("MA-ONE-01").reproductions) == [0, 0, 1, 1, 1, 1, 1]
    assert "not run again: " in ended.output


@posix
def test_ctrl_c_during_reproduction_ends_it_and_seals(project: SuiteProject) -> None:
    fails_then_waits = """if not Path("tried").exists():
        Path("tried").touch()
        raise AssertionError("broken")
    Path("running").touch()
    threading.Event().wait(60)"""
    test = "import threading\nfrom pathlib import Path\n\n" + FIRST.replace("assert True", fails_then_waits)
    project.write("suites/main/test_one.py", PASSING.replace(FIRST, test))
    process = project.start()
    wait_for(project.root / "running")

    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)

    evidence = project.evidence()
    first = next(result for result in evidence.results if result.id == "MA-ONE-01")
    assert process.returncode == 1, output
    assert "Traceback" not in output
    assert evidence.problems == []
    assert [tried.runs for tried in first.reproductions] == [0]


def test_without_a_run_directory_pytest_behaves_plainly(project: SuiteProject) -> None:
    project.write("suites/main/test_one.py", PASSING.replace("assert True", "assert not 1", 1))

    ended = project.pytest(run_dir=None)

    assert ended.status == 1
    assert "run again" not in ended.output
    assert not ended.run_dir.exists()
    assert not (project.root / "allure-results").exists()


def test_the_manifest_says_how_to_run_it_again(project: SuiteProject) -> None:
    manifest = project.pytest("--case=main", "--randomly-seed=7", "-k=not token=s3cr3t-value").evidence().manifest

    words = ["suites", "--case=main", "-k=not token=[redacted]", "--randomly-seed=7"]
    assert manifest.command == ["pytest", *(f"-p{name}" for name in PLUGINS), *words]
    assert manifest.seed == 7
    assert manifest.target.host == "127.0.0.1:4711"
    assert manifest.run_id == "run"
    assert json.loads((project.root / "run/plan.json").read_text())["cases"][0]["tests"]


def test_a_build_that_is_no_mapping_is_no_build(project: SuiteProject) -> None:
    fake = (project.root / "fake_target.py").read_text(encoding="utf-8")
    project.write("fake_target.py", fake.replace('return {"product"', 'return ["passion-os"] or {"product"'))

    ended = project.pytest()

    assert ended.status == 0, ended.output
    assert ended.evidence().manifest.build is None
