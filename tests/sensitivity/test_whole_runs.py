"""Whole runs of `qa sensitivity`: a planted defect is caught, an idle one told, a red clean run claims nothing."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from reports.evidence.run_directory import RunDirectory, read_model
from reports.sensitivity.models import Matrix
from tests.qa.processes import alive_after, program

ROOT = Path(__file__).parents[2]
WITHIN_S = 240.0
IDLE = '''"""A defect that waits for what never happens."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="habits.idle",
    area="habits",
    title="A defect that nobody meets",
    symptom="None.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["CP-HABIT-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Do nothing."""
'''


def sensitivity(tmp_path: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Run the command on one case; return its exit code and what it says."""
    command = [sys.executable, "-m", "qa", "sensitivity", "--json", "--quick", "--group", "CP-HABIT-01"]
    said = subprocess.run(
        [*command, f"--run-root={tmp_path}", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )
    assert said.stdout, said.stderr
    return said.returncode, json.loads(said.stdout)


def test_a_planted_defect_is_caught_and_an_idle_one_is_told(tmp_path: Path) -> None:
    faults = tmp_path / "faults"
    (faults / "habits").mkdir(parents=True)
    (faults / "habits" / "idle.py").write_text(IDLE, encoding="utf-8")

    code, said = sensitivity(
        tmp_path, f"--faults={faults}", "--fault=habits.check_in_lost", "--fault=habits.idle", "--repeat=1"
    )

    assert said["outcomes"] == {"habits.check_in_lost": "killed_as_intended", "habits.idle": "not_activated"}
    assert said["red"]["habits.check_in_lost"] == ["CP-HABIT-01"]
    assert (code, said["verdict"]) == (8, "BROKEN")
    kept = read_model(Path(said["run"]) / "matrix.json", Matrix)
    assert kept.trials[0].repeated == {"CP-HABIT-01": "failed"}
    assert kept.build
    assert "seeded-fault" not in kept.build.version
    assert kept.sample is None
    assert "A defect that nobody meets" in (Path(said["run"]) / "views" / "sensitivity.html").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_leaves_what_was_tried_as_evidence_and_no_process(tmp_path: Path) -> None:
    defects = ("habits.check_in_lost", "habits.streak_starts_at_two")
    options = ("--json", "--quick", "-n", "1", "--group", "CP-HABIT-01", f"--run-root={tmp_path}")

    with program("qa", "sensitivity", *options, *(f"--fault={each}" for each in defects)) as running:
        running.wait_for_error("habits.check_in_lost", WITHIN_S)  # a clean run and two of the defect
        family = running.family()
        running.process.send_signal(signal.SIGINT)
        said = running.next_line()
        code = running.wait()

    assert alive_after(family) == []
    assert (code, said["verdict"], said["reasons"]) == (9, "INCONCLUSIVE", ["not tried: 1 of 2 variants"])
    assert said["outcomes"] == {"habits.check_in_lost": "killed_as_intended"}
    seal = RunDirectory(Path(said["run"])).manifest().seal
    assert seal
    assert seal.interrupted


def test_a_broken_clean_run_claims_nothing(tmp_path: Path) -> None:
    targets = yaml.safe_load((ROOT / "targets.yaml").read_text(encoding="utf-8"))
    targets["targets"]["reference"]["start"]["command"] += ["--fault", "habits.check_in_lost"]
    defective = tmp_path / "targets.yaml"
    defective.write_text(yaml.safe_dump(targets), encoding="utf-8")

    code, said = sensitivity(tmp_path, f"--targets-file={defective}", "--fault=habits.streak_starts_at_two")

    assert (code, said["verdict"], said["outcomes"]) == (9, "INCONCLUSIVE", {})
    assert "CP-HABIT-01 failed" in said["reasons"][0]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--fault", "habits.check_in_last"], "did you mean 'habits.check_in_lost'?"),
        (["--group", "CP-HABBIT-01"], "CP-HABIT-01"),
        (["--group", "quests", "--fault", "habits.check_in_lost"], "is meant for CP-HABIT-01"),
        (["--sample", "3", "--fault", "habits.check_in_lost"], "give one of them"),
        (["--run-root", "targets.yaml"], "--run-root targets.yaml cannot be written"),
        (["--target", "staging"], "defects are seeded only into a server that is started for it"),
    ],
)
def test_a_mistake_in_the_command_is_told_before_anything_starts(
    tmp_path: Path, options: list[str], complaint: str
) -> None:
    command = [sys.executable, "-m", "qa", "sensitivity", f"--run-root={tmp_path}", *options]

    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=WITHIN_S, check=False)

    assert said.returncode == 2
    assert complaint in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_defect_that_no_case_is_about_is_caught_by_the_doctor(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qa", "sensitivity", "--json", "--quick", "--group", "doctor"]
    fault = "--fault=health.live_fails_for_nothing"
    said = subprocess.run(
        [*command, fault, f"--run-root={tmp_path}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )

    assert said.returncode == 0, said.stderr
    outcome = json.loads(said.stdout)
    assert outcome["outcomes"] == {"health.live_fails_for_nothing": "killed_as_intended"}
    assert outcome["red"] == {"health.live_fails_for_nothing": ["doctor/health/live"]}
    kept = read_model(Path(outcome["run"]) / "matrix.json", Matrix)
    assert [case.id for case in kept.cases] == ["doctor/health/live"]
    assert "qa doctor: health/live" in (Path(outcome["run"]) / "views" / "sensitivity.html").read_text("utf-8")
