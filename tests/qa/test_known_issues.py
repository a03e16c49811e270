"""`qa run` and `qa gate` on a run whose only failure is a known issue."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qa.run import _tell
from qa.suite import SuiteEnd
from qa.verdicts import Judged, judge
from reports.evidence.models import Outcome
from reports.gates.decide import Decision
from reports.gates.ledger import Ledger
from reports.gates.policy import Policy
from tests.made.ledgers import entry, text_of
from tests.made.results import CANDIDATE
from tests.made.runs import suite_run
from tests.qa.commands import qa

FEATURE = "FE-AREA-01"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    now = datetime.now(UTC)
    known = entry(FEATURE, expires=(now + timedelta(days=30)).date().isoformat())
    (tmp_path / "known.yaml").write_text(text_of([known]), encoding="utf-8")
    suite_run({FEATURE: Outcome.FAILED}, started_at=now - timedelta(hours=1)).write(tmp_path / "runs")
    return tmp_path


@pytest.fixture
def judged(root: Path) -> Judged:
    (run,) = (root / "runs").iterdir()
    return judge(run, Policy.read("release"), Ledger.read(root / "known.yaml"), CANDIDATE)


def test_the_gate_is_a_go_with_the_ledger_alone(root: Path) -> None:
    words = ("gate", "--policy", "release", "--candidate", CANDIDATE, "--run-root", str(root / "runs"))

    without, with_it = qa(*words), qa(*words, "--exceptions", str(root / "known.yaml"))

    assert (without.returncode, with_it.returncode) == (8, 0)
    assert f"1 case that did not pass is in no entry of the ledger: {FEATURE}" in without.stdout
    assert "except for 1 known issue, with an owner and a last day" in with_it.stdout


def test_a_report_shows_the_known_issue(root: Path) -> None:
    words = ("report", "--policy", "release", "--candidate", CANDIDATE, "--run-root", str(root / "runs"))

    done = qa(*words, "--exceptions", str(root / "known.yaml"))

    (run,) = (root / "runs").iterdir()
    assert done.stdout.startswith("GO ")
    assert "Known issue" in (run / "views" / "report.html").read_text(encoding="utf-8")


def test_a_run_for_programs_names_what_became_of_each_entry(judged: Judged) -> None:
    assert judged.verdict.decision is Decision.GO
    assert judged.summary()["exceptions"] == [{"case": FEATURE, "os": None, "code": "in_force"}]


@pytest.mark.parametrize(("selection", "told"), [(False, 1), (True, 0)])
def test_a_run_that_is_a_go_with_failed_tests_says_why_it_ends_as_it_does(
    judged: Judged, capsys: pytest.CaptureFixture[str], selection: bool, told: int
) -> None:
    _tell(judged, SuiteEnd(1, interrupted=False), selection=selection)

    shown = " ".join(capsys.readouterr().out.split())
    assert shown.count("Tests failed, so this run ends with pytest's 1; of the same run, qa gate says 0.") == told
