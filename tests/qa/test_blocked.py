"""A target that cannot be tested is BLOCKED: one line with what to do, evidence that says so, and no failures."""

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from reports.evidence.run_directory import RunDirectory, list_runs
from tests.made.runs import MadeRun
from tests.qa.commands import Done, qa, qa_process
from tests.qa.fake_product import Answer, FakeProduct, failing, fake_product

CASE = "CP-HABIT-01"
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def product() -> Iterator[FakeProduct]:
    with fake_product() as product:
        yield product


@pytest.fixture
def run(tmp_path: Path) -> "Run":
    return Run(tmp_path)


class Run:
    """The command, with runs of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, target: str, *words: str, environment: dict[str, str] | None = None) -> Done:
        """Run the suite against a target."""
        return qa("run", "--target", target, "--run-root", str(self.root), *words, environment=environment)


def test_a_target_that_is_down_is_one_line(run: Run) -> None:
    done = run(NOBODY)

    assert done.returncode == 7
    assert done.stderr.startswith(f"BLOCKED: {NOBODY}/api/health cannot be reached (")
    assert done.stderr.endswith("; is it running there?\n")
    assert len(done.stderr.splitlines()) == 1


def test_a_blocked_run_tells_a_program_why(run: Run) -> None:
    said = json.loads(run(NOBODY, "--json").stdout)

    assert (said["exit_code"], said["decision"]) == (7, "INCONCLUSIVE")
    assert said["reasons"][0].startswith(f"BLOCKED: {NOBODY}/api/health cannot be reached (")
    assert said["outcomes"] == {"not_run": 94}
    assert "could not be tested" not in said["reasons"]
    assert "BLOCKED, so nothing was tested" in Path(said["report"]).read_text(encoding="utf-8")


def test_the_evidence_of_a_blocked_run_is_sealed_and_says_so(run: Run) -> None:
    run(NOBODY, CASE)

    manifest = RunDirectory(list_runs(run.root)[0]).manifest()
    assert manifest.blocked
    assert NOBODY in manifest.blocked
    assert manifest.target.host == "127.0.0.1:9"
    assert manifest.seal
    assert manifest.seal.exit_status == 7


def test_a_gate_after_a_blocked_run_does_not_judge_the_run_before_it(run: Run) -> None:
    """The green run of yesterday says nothing of a target that cannot be reached today."""
    MadeRun().write(run.root)
    run(NOBODY)

    gate = json.loads(qa("gate", "--json", "--run-root", str(run.root)).stdout)

    assert gate["decision"] == "INCONCLUSIVE"
    assert any(check["text"].startswith("BLOCKED, so nothing was tested") for check in gate["checks"])


def test_a_target_that_is_not_healthy_says_why(run: Run, product: FakeProduct) -> None:
    product.answers["/api/health"] = failing("the database does not answer", "database")

    done = run(product.url, environment={"HTTP_PROXY": NOBODY, "NO_PROXY": ""})

    assert done.returncode == 7
    assert "answers 503 (the database does not answer)" in done.stderr


@pytest.fixture
def without_uploads(product: FakeProduct, tmp_path: Path) -> list[str]:
    """Words for a target whose profile leaves out all that needs a store."""
    targets = tmp_path / "targets.yaml"
    profile = {"kind": "url", "url": product.url, "allows": ["people"], "capabilities": ["auth", "habits"]}
    targets.write_text(json.dumps({"schema": 1, "targets": {"small": profile}}), encoding="utf-8")
    return ["small", "--targets-file", str(targets)]


def test_a_part_that_no_capability_needs_blocks_nothing(
    run: Run, product: FakeProduct, without_uploads: list[str]
) -> None:
    product.answers["/api/health"] = failing("no store is set", "storage")

    assert "BLOCKED: nobody can sign in" in run(*without_uploads).stderr  # health let it pass


@pytest.mark.parametrize(
    "answer",
    [
        failing("neither", "storage", "database"),
        failing("a part that is new", "notary"),
        failing("none is named"),
        Answer({"status": "failing", "reason": None, "checks": ["storage"]}, 503),
        Answer("<html>", 503),
        Answer({"status": "failing", "checks": [{"name": "storage", "status": "failing"}]}, 502),
    ],
    ids=["needed too", "unknown part", "no part", "another shape", "no document", "a gateway"],
)
def test_what_cannot_be_told_to_be_left_out_blocks(
    run: Run, product: FakeProduct, without_uploads: list[str], answer: Answer
) -> None:
    product.answers["/api/health"] = answer

    assert f"BLOCKED: {product.url}/api/health answers {answer.status}" in run(*without_uploads).stderr


def test_another_product_is_not_tested(run: Run, product: FakeProduct) -> None:
    product.answers["/api/build"] = Answer({"hello": "world"})

    done = run(product.url)

    assert done.returncode == 7
    assert "is this Passion OS?" in done.stderr


def test_a_target_where_nobody_gets_in_is_not_tested(run: Run, product: FakeProduct) -> None:
    done = run(product.url)

    assert done.returncode == 7
    assert "BLOCKED: nobody can sign in: cannot begin a sign-in at google" in done.stderr
    assert "look at the providers" in done.stderr


def test_a_clock_that_is_far_off_blocks(run: Run, product: FakeProduct) -> None:
    late = format_datetime(datetime.now(UTC) - timedelta(minutes=6), usegmt=True)
    product.answers["/api/health"] = Answer({"status": "ok"}, headers={"Date": late})

    done = run(product.url)

    assert done.returncode == 7
    assert "behind ours; set both clocks by a time server (NTP)" in done.stderr


def test_a_clock_that_cannot_be_read_is_no_traceback(run: Run, product: FakeProduct) -> None:
    product.answers["/api/health"] = Answer({"status": "ok"}, headers={"Date": "today"})

    done = run(product.url)

    assert done.returncode == 7
    assert done.stderr.startswith("BLOCKED: nobody can sign in")


def test_secrets_that_are_not_set_are_named(run: Run) -> None:
    done = run("staging")

    assert done.returncode == 7
    assert "PASSION_STAGING_ACCESS_ID" in done.stderr


def test_a_target_that_does_not_start_is_one_line_and_no_failures(tmp_path: Path) -> None:
    targets = tmp_path / "targets.yaml"
    command = [sys.executable, "-c", "import sys; sys.exit('no luck today')"]
    profile = {"kind": "reference", "start": {"command": command}, "allows": ["people"]}
    targets.write_text(json.dumps({"schema": 1, "targets": {"broken": profile}}), encoding="utf-8")
    done = qa_process(
        "run", CASE, "-n", "1", "--target", "broken", "--targets-file", str(targets), "--run-root", str(tmp_path)
    )

    assert done.returncode == 7
    assert "BLOCKED: target 'broken' ended before it was ready" in done.stderr
    assert "failed" not in done.stderr
    assert "console.log" in done.stderr
    assert "BLOCKED" in qa("gate", "--run-root", str(tmp_path)).stdout


def test_a_started_target_where_nobody_gets_in_is_not_tested(tmp_path: Path) -> None:
    targets = tmp_path / "targets.yaml"
    start = [sys.executable, "-m", "qa", "serve", "--json", "--ephemeral", "--exit-with-parent"]
    profile = {
        "kind": "reference",
        "start": {"command": [*start, "--fault", "health.identity_not_asked"], "ready_within_s": 60},
        "allows": ["people"],
    }
    targets.write_text(json.dumps({"schema": 1, "targets": {"closed": profile}}), encoding="utf-8")
    words = ("--target", "closed", "--targets-file", str(targets), "--run-root", str(tmp_path), "--json")

    done = qa_process("run", CASE, "-n", "1", *words, environment=dict(os.environ))

    assert done.returncode == 7, done.stderr
    assert "BLOCKED: nobody can sign in" in done.stderr
    assert json.loads(done.stdout)["outcomes"] == {"not_run": 94}
