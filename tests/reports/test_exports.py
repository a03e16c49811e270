"""Derived views say what they cannot tell, and never make anything look better than it was."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from reports.evidence.models import Outcome
from reports.exports.junit import CANNOT_TELL, to_junit
from reports.exports.markdown import to_markdown
from reports.gates.decide import decide
from reports.gates.policy import Policy
from reports.render.words import rerun
from tests.made.results import CANDIDATE, NOW, STAGE, evidence, manifest, result, run
from tests.reports.sample import MARKUP, sample_run


def parse(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314 - written a moment ago, by us


def junit_case(text: str, id_: str) -> ET.Element:
    return next(case for case in parse(text).iter("testcase") if case.get("name", "").startswith(id_))


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.PASSED])
def test_only_a_pass_is_written_without_a_child(outcome: Outcome) -> None:
    text = to_junit(run({STAGE[0]: outcome}))

    assert len(junit_case(text, STAGE[0])) == 1
    assert len(junit_case(text, STAGE[1])) == 0


def test_junit_counts_what_it_holds() -> None:
    odd = {STAGE[0]: Outcome.FLAKY, STAGE[1]: Outcome.CRASHED, STAGE[2]: Outcome.SKIPPED, STAGE[3]: Outcome.NOT_RUN}

    root = parse(to_junit(run(odd)))

    counts = {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "94", "failures": "1", "errors": "1", "skipped": "2"}
    assert sum(1 for _ in root.iter("testcase")) == 94


def test_junit_says_what_it_cannot_tell() -> None:
    text = to_junit(run())

    assert text.count(CANNOT_TELL) >= 1
    assert {each.get("value") for each in parse(text).iter("property") if each.get("name") == "build"} == {
        "sha256:candidate"
    }


def test_junit_stays_well_formed_whatever_a_message_holds() -> None:
    odd = result(STAGE[0], Outcome.FAILED)
    nasty = "\x00\x1b[31m]]>&<tag>\ud800\ufffe"
    attempt = odd.attempts[0].model_copy(update={"message": nasty, "detail": nasty})
    suite = evidence([odd.model_copy(update={"attempts": [attempt], "title": nasty})])

    (case,) = parse(to_junit(suite)).iter("testcase")

    assert case[0].get("message") == "]]>&<tag>"


def test_markdown_gives_the_verdict_first_and_shows_markup_as_text(tmp_path: Path) -> None:
    suite = sample_run(tmp_path / "run")

    text = to_markdown(decide(Policy.read("critical-path"), suite, candidate_digest=CANDIDATE, now=NOW), suite)

    assert text.startswith("## ❌ NO-GO by policy “Critical path”\n\n1 of 1 objectives broken.")
    outside_of_code = "".join(text.split("```")[::2])
    assert MARKUP not in outside_of_code
    assert "`qa run CP-FOCUS-02 --target staging --seed 7`" in text
    assert "failed, reproduced 3 of 3" in text


def test_markdown_cannot_be_broken_out_of_by_a_message() -> None:
    odd = result(STAGE[0], Outcome.FAILED)
    attempt = odd.attempts[0].model_copy(update={"message": "before\n`````\n# not a heading"})
    suite = evidence([odd.model_copy(update={"attempts": [attempt]})])

    text = to_markdown(decide(Policy.read("release"), suite, candidate_digest=CANDIDATE, now=NOW), suite)

    assert "``````text\nbefore\n`````\n# not a heading\n``````" in text


def test_markdown_that_would_be_too_long_counts_what_was_cut() -> None:
    suite = run(dict.fromkeys(STAGE, Outcome.FAILED))
    verdict = decide(Policy.read("release"), suite, candidate_digest=CANDIDATE, now=NOW)

    text = to_markdown(verdict, suite, limit=3_000)

    assert text.startswith("## ❌ NO-GO")
    assert len(text.encode()) <= 3_000
    shown = text.count("\n### ")
    assert 0 < shown < 20
    assert f"{20 - shown} of 20 failures do not fit here" in text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], []),
        (["--targets-file", "targets.yaml"], []),
        (["--targets-file", "my.yaml"], ["--targets-file", "my.yaml"]),
        (["--browser", "firefox", "--reproduce", "0"], ["--browser", "firefox"]),
        (["--full-browser"], ["--full-browser"]),
    ],
)
def test_the_command_that_runs_a_case_again_keeps_targets_and_browser(given: list[str], told: list[str]) -> None:
    made = manifest(command=["qa", "run", "CP-AUTH-01", *given])

    assert rerun(made, "CP-AUTH-02").split() == [
        *["qa", "run", "CP-AUTH-02", "--target", "staging"],
        *told,
        "--seed",
        "7",
    ]
