"""Evidence that was cut off, changed, mixed or contradicts itself is told as such, never read as a pass."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.evidence.models import Collected, Outcome, Plan, Shard
from reports.evidence.run_directory import EvidenceError
from reports.evidence.suite import read_suite
from tests.made.runs import BUILD, NODE, MadeRun, as_lines, execution, phase, planned


def test_an_honest_run_has_no_problem(tmp_path: Path) -> None:
    evidence = MadeRun().read(tmp_path)

    assert evidence.problems == []
    assert evidence.mismatches == []
    assert evidence.results[0].passed


def unseal(run: Path) -> None:
    """Take the seal away."""
    manifest = json.loads((run / "manifest.json").read_text())
    manifest["seal"] = None
    (run / "manifest.json").write_text(json.dumps(manifest))


def truncate(run: Path) -> None:
    """Cut the records in the middle of a line."""
    text = (run / "records.jsonl").read_text()
    (run / "records.jsonl").write_text(text[: len(text) // 2])


def link_away(run: Path) -> None:
    """Put a link in the place of the records, to the same text."""
    outside = run.parent / "outside"
    (run / "records.jsonl").rename(outside)
    (run / "records.jsonl").symlink_to(outside)


def put_a_folder(run: Path) -> None:
    """Put a folder in the place of the plan."""
    (run / "plan.json").unlink()
    (run / "plan.json").mkdir()


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (unseal, "the run is not sealed"),
        (truncate, "records.jsonl differs from what was sealed"),
        (truncate, "records.jsonl is cut off"),
        (lambda run: (run / "plan.json").unlink(), "plan.json was sealed and is absent"),
        (lambda run: (run / "plan.json").write_text("{"), "plan.json: the file: Invalid JSON"),
        (lambda run: (run / "extra.txt").write_text(""), "extra.txt was added after the seal"),
        (lambda run: (run / "records.jsonl").unlink(), "records.jsonl is absent: nothing that ran was recorded"),
        (link_away, "records.jsonl is a link"),
        (put_a_folder, "plan.json cannot be read: Is a directory"),
    ],
)
def test_harm_done_after_the_run_is_noticed(tmp_path: Path, harm: Callable[[Path], None], problem: str) -> None:
    run = MadeRun().write(tmp_path)

    harm(run)

    assert any(problem in told for told in read_suite(run).problems)


def test_views_derived_afterwards_are_no_evidence_and_no_harm(tmp_path: Path) -> None:
    run = MadeRun().write(tmp_path)
    (run / "views").mkdir()
    (run / "views" / "report.html").write_text("<html>")

    assert read_suite(run).problems == []


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (MadeRun(interrupted=True), "the run was interrupted"),
        (MadeRun(exit_status=2), "exit status 2: it was interrupted"),
        (MadeRun(exit_status=3), "exit status 3: it broke inside"),
        (MadeRun(exit_status=5), "exit status 5: it collected no tests"),
        (MadeRun(exit_status=99), "exit status 99: unknown to pytest"),
        (MadeRun(recorded_status=1), "the seal says exit status 0, the records say 1"),
        (MadeRun(exit_status=1), "exit status 1 though no failure was recorded"),
        (MadeRun(lines=execution("failed")), "exit status 0 though a failure was recorded"),
        (MadeRun(shard=Shard(index=2, total=3)), "this is part 2 of 3: one part alone does not show the plan"),
        (MadeRun(build=None), "the target never told its build"),
        (MadeRun(last_build=None), "the target's build changed during the run: d1 first, no answer at the end"),
        (MadeRun(last_build=BUILD.model_copy(update={"digest": "d2"})), "d1 first, d2 at the end"),
        (MadeRun(lines=[*execution(), {"$report_type": "SessionStart"}]), "holds 2 sessions instead of one"),
        (MadeRun(lines=[*execution(), {"no": "type"}]), "records.jsonl line 5: not a whole record"),
        (MadeRun(lines=[*execution(), phase("call", duration=-1)]), "records.jsonl line 5: "),
        (
            MadeRun(lines=[*execution(), {"$report_type": "FutureReport", "nodeid": NODE, "outcome": "skipped"}]),
            f"{NODE} has a report of the unknown type FutureReport",
        ),
        (
            MadeRun(lines=[{"$report_type": "CollectReport", "nodeid": "x", "outcome": "failed", "longrepr": "bad"}]),
            "x could not be collected: bad",
        ),
        (
            MadeRun(lines=execution(user_properties=[["artifact", {"kind": "trace", "path": "artifacts/gone.zip"}]])),
            "the records name artifacts/gone.zip, which is absent",
        ),
        (
            MadeRun(lines=execution(user_properties=[["artifact", {"kind": "trace", "path": "artifacts/../../x"}]])),
            "records.jsonl line 3: ",
        ),
    ],
)
def test_a_run_that_contradicts_itself_is_told(tmp_path: Path, made: MadeRun, problem: str) -> None:
    assert any(problem in told for told in made.read(tmp_path).problems)


def test_a_plan_swapped_before_the_seal_is_noticed(tmp_path: Path) -> None:
    made = MadeRun()
    run = made.write(tmp_path)
    manifest = json.loads((run / "manifest.json").read_text())
    manifest["plan_sha256"] = "0" * 64
    (run / "manifest.json").write_text(json.dumps(manifest))

    assert "plan.json is not the plan that the manifest was written for" in read_suite(run).problems


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"schema_version": 2}'])
def test_without_a_readable_manifest_there_is_no_evidence(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)

    with pytest.raises(EvidenceError, match=r"manifest\.json"):
        read_suite(tmp_path)


@pytest.mark.parametrize(
    ("made", "code", "about"),
    [
        (
            MadeRun(plan=Plan(cases=[planned("MA-ONE-01")]), lines=[], collected=Collected(nodes={})),
            "missing",
            "no test",
        ),
        (MadeRun(collected=Collected(nodes={}), lines=[]), "not_collected", "planned and not collected"),
        (
            MadeRun(collected=Collected(nodes={"MA-ONE-01": [NODE]}, dropped={"MA-ONE-01": [f"{NODE}[west]"]})),
            "not_collected",
            "[west] was deselected",
        ),
        (MadeRun(lines=[]), "not_reported", "collected and never reported"),
        (MadeRun(lines=execution()[:2]), "not_reported", "never came to its end"),
        (MadeRun(lines=execution() + execution(start=3)), "duplicate", "reported again without a retry"),
        (MadeRun(lines=execution("failed") + execution(start=3)), "duplicate", "reported again without a retry"),
        (MadeRun(collected=Collected(nodes={"MA-ONE-01": [NODE, NODE]})), "duplicate", "collected 2 times"),
        (MadeRun(plan=Plan(cases=[planned("MA-ONE-01", NODE)] * 2)), "duplicate", "the plan holds MA-ONE-01 2 times"),
        (MadeRun(plan=Plan(cases=[planned("MA-ONE-01", NODE), planned("B", NODE)])), "duplicate", "stands for 2 cases"),
        (MadeRun(lines=execution() + execution(node="x.py::test_x")), "extra", "reported, and never collected"),
        (MadeRun(collected=Collected(nodes={"MA-ONE-01": [NODE], "B": ["x::y"]})), "extra", "not in the plan of B"),
        (
            MadeRun(collected=Collected(nodes={"MA-ONE-01": [NODE]}, unplanned=["x.py::test_x"])),
            "extra",
            "no case of the plan names it",
        ),
        (
            MadeRun(plan=Plan(cases=[planned("MA-ONE-01", NODE, selected=False)])),
            "extra",
            "collected though not selected",
        ),
        (MadeRun(lines=execution(user_properties=[["case", "MA-ONE-02"]])), "extra", "is collected for MA-ONE-01"),
    ],
)
def test_each_disagreement_has_its_code(tmp_path: Path, made: MadeRun, code: str, about: str) -> None:
    mismatches = made.read(tmp_path).mismatches

    assert [mismatch.code for mismatch in mismatches if about in mismatch.detail] == [code]


def test_a_variant_that_nobody_collected_still_counts_when_it_failed(tmp_path: Path) -> None:
    made = MadeRun(lines=execution() + execution("failed", node=f"{NODE}[west]"))

    assert made.result(tmp_path).outcome is Outcome.FAILED


def test_a_record_cut_off_in_its_last_line_is_no_pass(tmp_path: Path) -> None:
    run = MadeRun().write(tmp_path)
    (run / "records.jsonl").write_text(as_lines([{"$report_type": "SessionStart"}, *execution()])[:-9])

    evidence = read_suite(run)

    assert evidence.results[0].outcome is Outcome.NOT_RUN
    assert "records.jsonl line 4: not a whole record" in evidence.problems


def test_brackets_beyond_any_depth_are_a_problem(tmp_path: Path) -> None:
    run = MadeRun().write(tmp_path)
    (run / "records.jsonl").write_text("[" * 200_000)

    assert "records.jsonl line 1: not a whole record" in read_suite(run).problems


def test_half_surrogates_are_read_and_can_be_written(tmp_path: Path) -> None:
    odd = {"$report_type": "CollectReport", "nodeid": "x\ud800", "outcome": "failed", "longrepr": "bad \udfff"}
    lines = [*execution("failed", longrepr="saw \ud800 and \U0001f3b5", user_properties=[["trace_id", "\ud800"]]), odd]

    evidence = MadeRun(lines=lines, exit_status=1).read(tmp_path)

    assert evidence.results[0].reason == "saw ? and \U0001f3b5"
    assert "x? could not be collected: bad ?" in evidence.problems
    evidence.model_dump_json()


def test_a_size_that_is_not_the_files_breaks_the_seal(tmp_path: Path) -> None:
    run = MadeRun().write(tmp_path)
    manifest = json.loads((run / "manifest.json").read_text())
    manifest["seal"]["files"][0]["size"] = 0
    (run / "manifest.json").write_text(json.dumps(manifest))

    name = manifest["seal"]["files"][0]["path"]
    assert read_suite(run).problems == [f"{name} differs from what was sealed"]


def test_views_that_are_a_link_break_the_seal(tmp_path: Path) -> None:
    run = MadeRun().write(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (run / "views").symlink_to(tmp_path / "elsewhere")

    assert read_suite(run).problems == ["views is a link: what is written there lands elsewhere"]


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    run = MadeRun(files={"artifacts/a/log.txt": "text"}).write(tmp_path)
    (run / "artifacts/a/log.txt").unlink()
    os.mkfifo(run / "artifacts/a/log.txt")

    assert read_suite(run).problems == ["artifacts/a/log.txt is no file any more"]
