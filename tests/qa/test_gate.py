"""`qa gate` and `qa report` on runs made by hand: a verdict is always given, and nothing is written elsewhere."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from reports.gates.ledger import LEDGER
from tests.made.ledgers import entry, text_of
from tests.made.runs import MadeRun
from tests.qa.commands import qa


def test_where_nothing_ran_the_verdict_is_inconclusive(tmp_path: Path) -> None:
    done = qa("gate", "--run-root", str(tmp_path))

    assert done.returncode == 9
    assert "INCONCLUSIVE" in done.stdout
    assert f"there is no suite run in {tmp_path} yet" in done.stdout.replace("\n", " ")


def test_where_nothing_ran_a_program_gets_its_json(tmp_path: Path) -> None:
    done = qa("gate", "--run-root", str(tmp_path), "--json")

    verdict = json.loads(done.stdout)
    assert (done.returncode, verdict["decision"], verdict["subject"]) == (9, "INCONCLUSIVE", None)


@pytest.mark.parametrize("manifest", ["{", None])
def test_a_run_without_a_readable_manifest_is_inconclusive_and_says_why(tmp_path: Path, manifest: str | None) -> None:
    run = MadeRun().write(tmp_path)
    (run / "manifest.json").unlink()
    if manifest is not None:
        (run / "manifest.json").write_text(manifest)

    done = qa("gate", "--run-root", str(tmp_path), "--json")

    assert done.returncode == 9
    assert f"{run} cannot be judged: {run.name}/manifest.json" in json.loads(done.stdout)["checks"][0]["text"]


def test_a_run_that_is_named_and_not_there_is_a_mistake(tmp_path: Path) -> None:
    done = qa("gate", "abcd", "--run-root", str(tmp_path), "--json")

    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no run 'abcd'" in done.stderr


def test_a_candidate_that_is_named_is_the_one_that_is_judged(tmp_path: Path) -> None:
    MadeRun().write(tmp_path)
    words = ("gate", "--run-root", str(tmp_path), "--policy", "release", "--json")

    texts = [
        [check["text"] for check in json.loads(qa(*words, *candidate).stdout)["checks"]]
        for candidate in ((), ("--candidate", "d1"), ("--candidate", "d2"))
    ]

    assert "the run is about build d1, and nobody said which build is the candidate" in texts[0]
    assert "all results are about build d1" in texts[1]
    assert "the run is about build d1, the candidate is d2" in texts[2]


def test_known_issues_are_taken_from_the_ledger_that_is_named(tmp_path: Path) -> None:
    MadeRun().write(tmp_path / "runs")
    known = tmp_path / "known.yaml"
    known.write_text(text_of([entry("MA-ONE-01")]))

    words = ("gate", "--run-root", str(tmp_path / "runs"), "--json")
    own, named = (json.loads(qa(*words, *more).stdout) for more in ((), ("--exceptions", str(known))))

    assert own["ledger"] == {"name": "exceptions.yaml", "sha256": sha256(LEDGER.read_bytes()).hexdigest()}
    assert own["exceptions"] == []
    assert named["ledger"] == {"name": "known.yaml", "sha256": sha256(known.read_bytes()).hexdigest()}
    assert [each["entry"]["case"] for each in named["exceptions"]] == ["MA-ONE-01"]


@pytest.mark.parametrize("command", ["gate", "report", "run --target http://127.0.0.1:9"])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "known.yaml cannot be read (No such file or directory); a ledger without exceptions holds"),
        ("", "qa: --exceptions: known.yaml: not a mapping of keys to values; a ledger has the keys schema and"),
        (text_of([entry("MA-ONE-01", owner="")]), "known.yaml: exceptions.0.owner: this names nobody and nothing"),
        (text_of([entry("MA-ONE-01")] * 2), "known.yaml: exceptions: two entries for the case 'MA-ONE-01'"),
    ],
)
def test_a_ledger_that_cannot_be_used_is_a_mistake(tmp_path: Path, command: str, text: str | None, says: str) -> None:
    known, runs = tmp_path / "known.yaml", tmp_path / "runs"
    MadeRun().write(runs)
    if text is not None:
        known.write_text(text)

    done = qa(*command.split(), "--run-root", str(runs), "--exceptions", str(known))

    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert len(list(runs.iterdir())) == 1


def test_a_report_is_not_written_through_a_link(tmp_path: Path) -> None:
    run = MadeRun().write(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (run / "views").symlink_to(tmp_path / "elsewhere")

    done = qa("report", "--run-root", str(tmp_path))

    assert done.returncode == 2
    assert "the report cannot be written: " in done.stderr
    assert "is a link and leads elsewhere" in done.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_report_comes_with_a_summary_that_the_step_of_a_pipeline_shows(tmp_path: Path) -> None:
    run = MadeRun().write(tmp_path)
    step = tmp_path / "step.md"
    step.write_text("before\n")

    done = qa("report", "--run-root", str(tmp_path), environment={"GITHUB_STEP_SUMMARY": str(step)})

    summary = (run / "views" / "summary.md").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert summary.startswith("## ❌ NO-GO by policy “Reference server”")
    assert step.read_text(encoding="utf-8") == f"before\n{summary}"


def test_a_summary_of_the_step_that_cannot_be_written_is_a_message(tmp_path: Path) -> None:
    MadeRun().write(tmp_path)

    done = qa("report", "--run-root", str(tmp_path), environment={"GITHUB_STEP_SUMMARY": str(tmp_path)})

    assert done.returncode == 2
    assert f"GITHUB_STEP_SUMMARY={tmp_path} cannot be written: Is a directory" in done.stderr
