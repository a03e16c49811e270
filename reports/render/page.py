"""The verdict as one HTML file that opens offline, prints, and can be sent to anyone."""

from pathlib import Path

from reports.evidence.models import Outcome, SuiteEvidence
from reports.findings import Finding, Status
from reports.gates.decide import Decision, Verdict
from reports.render import words
from reports.render.environment import environment
from reports.render.failure import occurrences
from reports.render.kept import Keeper
from reports.render.summary import summarise

MARKS = {
    Status.HOLDS: "✓",
    Status.ACCEPTABLE: "!",
    Status.WAIVED: "~",
    Status.UNKNOWN: "?",
    Status.BROKEN: "✕",
}
_DECISION_MARKS = {Decision.GO: "✓", Decision.NO_GO: "✕", Decision.INCONCLUSIVE: "?"}


def render_page(verdict: Verdict, evidence: SuiteEvidence, run_dir: Path) -> str:
    """Write the page. Artifacts are read from `run_dir`; links assume that the page lies in `<run_dir>/views/`."""
    summary = summarise(verdict, evidence)
    keeper = Keeper(run_dir)
    made = environment()
    made.filters.update(label=words.label, seconds=words.seconds)
    return made.get_template("report.html.j2").render(
        verdict=verdict,
        evidence=evidence,
        manifest=evidence.manifest,
        summary=summary,
        headline=words.headline(verdict),
        mark=_DECISION_MARKS[verdict.decision],
        marks=MARKS,
        checks=_by_rule(verdict),
        failures=[(case, list(occurrences(case, keeper))) for case in summary.failures],
        known=words.known_issues(verdict),
        ends=lambda entry: words.ends(entry, verdict),
        rerun=lambda case: words.rerun(evidence.manifest, case.id),
        outcomes=[(outcome, _count(evidence, outcome)) for outcome in Outcome if _count(evidence, outcome)],
        ran_for=_ran_for(evidence),
    )


def _by_rule(verdict: Verdict) -> list[list[Finding]]:
    """Gather the checks of the evidence by rule, as a rule's reason is told once."""
    gathered: dict[str, list[Finding]] = {}
    for check in verdict.checks:
        gathered.setdefault(check.rule, []).append(check)
    return list(gathered.values())


def _count(evidence: SuiteEvidence, outcome: Outcome) -> int:
    return sum(case.outcome is outcome for case in evidence.results)


def _ran_for(evidence: SuiteEvidence) -> float | None:
    """Seconds from the start to the end of the run; None when it was never sealed."""
    seal = evidence.manifest.seal
    return None if seal is None else (seal.finished_at - evidence.manifest.started_at).total_seconds()
