"""`qa run`: evidence and a verdict at the end, whatever happens on the way."""

import json
import re
import signal
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from fixtures.plugins.command import command_of
from qa.policies import read_ledger, read_policy
from qa.run import _tell
from qa.suite import SuiteEnd, SuiteOptions
from qa.verdicts import judge
from reports.evidence.run_directory import RunDirectory, list_runs
from tests.qa.commands import Done, qa, qa_process
from tests.qa.processes import alive_after, program

CASE = "CP-HABIT-01"


@pytest.fixture(scope="module")
def run_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Brackets as in this folder's name are Rich's way to style a text.
    return tmp_path_factory.mktemp("runs") / "[/x]"


@pytest.fixture(scope="module")
def one_case(run_root: Path) -> Done:
    return qa_process("run", CASE, "-n", "1", "--seed", "7", "--json", "--run-root", str(run_root))


def test_a_selection_that_passes_ends_with_0_and_is_no_verdict_on_the_release(one_case: Done) -> None:
    outcome = json.loads(one_case.stdout)

    assert (one_case.returncode, outcome["exit_code"]) == (0, 0), one_case.stderr
    assert outcome["decision"] == "INCONCLUSIVE"
    assert outcome["outcomes"] == {"not_run": 93, "passed": 1}
    assert f"passed  {CASE}" in one_case.stderr


def test_the_report_the_verdict_and_the_results_lie_in_the_run(one_case: Done) -> None:
    report = Path(json.loads(one_case.stdout)["report"])

    assert "<html" in report.read_text(encoding="utf-8")
    assert json.loads(report.with_name("verdict.json").read_text(encoding="utf-8"))["decision"] == "INCONCLUSIVE"
    assert ET.parse(report.with_name("junit.xml")).getroot().tag == "testsuites"  # noqa: S314 - our own file
    assert "--randomly-seed=7" in report.with_name("console.log").read_text(encoding="utf-8")


def test_evidence_names_the_browser_and_its_version(one_case: Done) -> None:
    tools = RunDirectory(Path(json.loads(one_case.stdout)["run"])).manifest().tools

    assert re.search(r" \d+\.\d+", tools["browser"])


def test_the_run_can_be_judged_again(one_case: Done, run_root: Path) -> None:
    run = json.loads(one_case.stdout)["run"]
    gates = [qa("gate", *words, "--run-root", str(run_root)) for words in ((run,), (run[-4:],))]

    assert [gate.returncode for gate in gates] == [9, 9]
    assert all("INCONCLUSIVE" in gate.stdout for gate in gates)


def test_the_place_of_the_report_is_told_as_it_is(one_case: Done, capsys: pytest.CaptureFixture[str]) -> None:
    run = Path(json.loads(one_case.stdout)["run"])
    _tell(
        judge(run, read_policy("critical-path"), read_ledger(None), None),
        SuiteEnd(0, interrupted=False),
        selection=True,
    )

    assert f"Report: {run / 'views' / 'report.html'}" in capsys.readouterr().out


def test_a_release_needs_the_94(one_case: Done, run_root: Path) -> None:
    run = json.loads(one_case.stdout)["run"]
    verdict = json.loads(qa("gate", run, "--policy", "release", "--json", "--run-root", str(run_root)).stdout)

    assert verdict["decision"] == "INCONCLUSIVE"
    assert len({case for objective in verdict["objectives"] for case in objective["missing"]}) == 93


def test_a_report_is_written_again_and_found(one_case: Done, run_root: Path) -> None:
    run = json.loads(one_case.stdout)["run"]
    (Path(run) / "views" / "report.html").unlink()
    done = qa("report", run, "--run-root", str(run_root))

    assert done.stdout.split() == ["INCONCLUSIVE", str(Path(run) / "views" / "report.html")]
    assert Path(done.stdout.split()[1]).is_file()


def test_a_server_that_runs_already_is_a_target_too(tmp_path: Path) -> None:
    with program("qa", "serve", "--json", "--ephemeral") as server:
        url = server.lines_until("ready")[-1]["url"]
        done = qa_process("run", CASE, "-n", "1", "--target", url, "--json", "--run-root", str(tmp_path))

        assert server.process.poll() is None
    assert done.returncode == 0, done.stderr
    assert RunDirectory(Path(json.loads(done.stdout)["run"])).manifest().target.name == url


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_sealed_partial_evidence_and_no_process(tmp_path: Path, ask: signal.Signals) -> None:
    with program("qa", "run", "habits", "focus", "-n", "2", "--json", "--run-root", str(tmp_path)) as running:
        running.wait_for_error("passed")
        family = running.family()
        running.process.send_signal(ask)
        outcome = running.next_line()
        code = running.wait()

    assert alive_after(family) == []
    assert code == outcome["exit_code"] == 2
    assert outcome["decision"] == "INCONCLUSIVE"
    assert outcome["outcomes"]["passed"] > 0
    seal = RunDirectory(list_runs(tmp_path)[0]).manifest().seal
    assert seal
    assert seal.interrupted


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_suite_that_is_killed_leaves_no_process_and_no_verdict(tmp_path: Path) -> None:
    with program("qa", "run", "habits", "-n", "2", "--json", "--run-root", str(tmp_path)) as running:
        running.wait_for_error("passed")
        family = running.family()
        controller = next(process for process in family if process.ppid() == running.process.pid)
        controller.kill()
        outcome = running.next_line()

    assert alive_after(family) == []
    assert outcome["decision"] == "INCONCLUSIVE"
    assert outcome["exit_code"] != 0


def test_an_engine_that_is_not_installed_is_said_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))

    done = qa("run", "--browser", "webkit")

    assert done.returncode == 2
    assert "playwright install webkit" in done.stderr


def test_every_option_reaches_pytest() -> None:
    options = SuiteOptions(
        target="staging",
        workers=4,
        cases=("CP-FOCUS-*", "habits"),
        seed=7,
        targets_file=Path("t.yaml"),
        browser="firefox",
        browser_path="b",
        full_browser=True,
        headed=True,
        trace_all=True,
        reproduce=0,
    )
    words = options.command(Path("run"))

    assert words[1:4] == ["-m", "pytest", "suites"]
    assert {
        "--run-dir=run",
        "--target=staging",
        "--numprocesses=4",
        "--dist=worksteal",
        "--case=CP-FOCUS-*",
        "--case=habits",
        "--randomly-seed=7",
        "--targets-file=t.yaml",
        "--browser=firefox",
        "--browser-path=b",
        "--reproduce=0",
        "--full-browser",
        "--headed",
        "--trace-all",
    } <= set(words)


def test_evidence_says_the_command_of_qa_that_was_given() -> None:
    options = SuiteOptions(target="staging", workers=1, cases=("habits",), headed=True, targets_file=Path("t.yaml"))
    words = options.command(Path("run"))[3:]

    said = ["qa", "run", "--target", "staging", "--workers", "1", "habits", "--targets-file", "t.yaml", "--headed"]
    assert command_of(words, 7) == [*said, "--seed", "7"]
    assert command_of([*words, "-kone"], 7)[0] == "pytest"


def test_one_worker_needs_no_workers() -> None:
    assert "--numprocesses=0" in SuiteOptions(target="reference", workers=1).command(Path("run"))
