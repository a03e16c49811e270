"""From a run directory to a verdict on the screen and in files; the judging itself is done in reports."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from qa.errors import UserError
from reports.evidence.models import Plan, SuiteEvidence
from reports.evidence.run_directory import PLAN, VIEWS, EvidenceError, RunDirectory, read_model
from reports.evidence.suite import read_suite
from reports.exports.junit import to_junit
from reports.exports.markdown import to_markdown
from reports.gates.decide import EXIT_CODES, Decision, Verdict, decide
from reports.gates.ledger import Ledger
from reports.gates.policy import Policy
from reports.render.page import render_page
from reports.render.summary import TROUBLE
from reports.render.terminal import render_terminal

_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"  # where GitHub's runner names the file that it shows with a step


@dataclass(frozen=True, slots=True)
class Judged:
    """One run's evidence with the verdict that a policy gives it."""

    run: Path
    evidence: SuiteEvidence
    verdict: Verdict

    @property
    def report(self) -> Path:
        """Where the page is, once written."""
        return self.run / VIEWS / "report.html"

    def write(self) -> None:
        """Write the page, the verdict as JSON, the results as JUnit XML, and a summary in Markdown.

        Raises:
            UserError: they cannot be written into the run directory.

        """
        views = {
            self.report.name: render_page(self.verdict, self.evidence, self.run),
            "verdict.json": self.verdict.model_dump_json(indent=2),
            "junit.xml": to_junit(self.evidence),
            "summary.md": to_markdown(self.verdict, self.evidence),
        }
        try:
            for name, text in views.items():
                RunDirectory(self.run).write_view(name, text)
        except (EvidenceError, OSError) as error:
            raise UserError(f"the report cannot be written: {error}") from error

    def add_to_step_summary(self) -> None:
        """Append the summary to the one of the CI step, where the runner says which file that is.

        Raises:
            UserError: that file cannot be written.

        """
        page = os.environ.get(_STEP_SUMMARY)
        if not page:
            return
        try:
            with Path(page).open("a", encoding="utf-8") as file:
                file.write(to_markdown(self.verdict, self.evidence))
        except OSError as error:
            raise UserError(f"{_STEP_SUMMARY}={page} cannot be written: {error.strerror}") from error

    def show(self, console: Console) -> None:
        """Write the verdict, its reasons and its failures for a person."""
        render_terminal(self.verdict, self.evidence, console, self.run)

    def of_selection(self) -> tuple[int, int]:
        """Return how many of the selected cases passed, and how many were selected."""
        selected = self._selected()
        return sum(result.passed for result in self.evidence.results if result.id in selected), len(selected)

    def troubled(self) -> list[str]:
        """Return the ids of the cases that failed, crashed or were flaky."""
        return [result.id for result in self.evidence.results if result.outcome in TROUBLE]

    def exit_code(self, *, selection: bool) -> int:
        """Return how a run that pytest ended with 0 ends: as its verdict, or 0 for a selection shown to pass whole."""
        if not selection:
            return self.verdict.exit_code
        return EXIT_CODES[Decision.GO if self._selection_is_shown() else Decision.INCONCLUSIVE]

    def _selection_is_shown(self) -> bool:
        passed, selected = self.of_selection()
        ids, known = self._selected(), {result.id for result in self.evidence.results}
        doubts = [each for each in self.evidence.mismatches if each.id in ids or each.id not in known]
        voided = any(finding.voids for finding in self.verdict.checks)
        return 0 < passed == selected and not doubts and not voided and not self.evidence.problems

    def _selected(self) -> set[str]:
        try:
            plan = read_model(self.run / PLAN, Plan)
        except EvidenceError:  # the evidence tells it as a problem
            return set()
        return {case.id for case in plan.cases if case.selected}

    def summary(self) -> dict[str, Any]:
        """Return the outcome for a program."""
        outcomes = [result.outcome.value for result in self.evidence.results]
        return {
            "run": str(self.run),
            "decision": self.verdict.decision.value,
            "policy": self.verdict.policy.name,
            "exceptions": [
                {"case": each.entry.case, "os": each.entry.os, "code": each.code.value}
                for each in self.verdict.exceptions
            ],
            "reasons": [finding.text for finding in self.verdict.reasons],
            "outcomes": {name: outcomes.count(name) for name in sorted(set(outcomes))},
        }


def judge(run: Path, policy: Policy, ledger: Ledger, candidate: str | None) -> Judged:
    """Judge the run.

    `ledger` holds the known issues; `candidate` is the digest of the build to be released, None where nobody named it.

    Raises:
        UserError: the run directory holds nothing that can be read as evidence.

    """
    evidence, absence = read_evidence(run)
    if evidence is None:
        raise UserError(absence)
    return Judged(run, evidence, decide(policy, evidence, ledger=ledger, candidate_digest=candidate))


def read_evidence(run: Path) -> tuple[SuiteEvidence | None, str]:
    """Return what a run shows; where nothing can be read, None and a sentence that says why."""
    try:
        return read_suite(run), ""
    except EvidenceError as error:
        return None, f"{run} cannot be judged: {error}"
