"""Markdown for a pull request or the summary of a CI step: the verdict first, and what was cut is counted."""

import re

from reports.evidence.models import CaseResult, Manifest, SuiteEvidence
from reports.findings import Status
from reports.gates.decide import Decision, Verdict
from reports.gates.ledger import Entry
from reports.render import words
from reports.render.failure import reproduced
from reports.render.markdown import code, inline
from reports.render.summary import Summary, summarise

LIMIT_BYTES = 1_000_000  # GitHub cuts a step's summary at 1 MiB
_MARKS = {
    Status.HOLDS: "✅",
    Status.ACCEPTABLE: "⚠️",
    Status.WAIVED: "⚠️",
    Status.UNKNOWN: "❔",
    Status.BROKEN: "❌",
}
_DECISIONS = {Decision.GO: "✅", Decision.NO_GO: "❌", Decision.INCONCLUSIVE: "❔"}
_MESSAGE_CHARACTERS = 1_500


def to_markdown(verdict: Verdict, evidence: SuiteEvidence, *, limit: int = LIMIT_BYTES) -> str:
    """Write the summary in at most `limit` bytes of UTF-8; failures that do not fit are counted at the end."""
    summary = summarise(verdict, evidence)
    parts = [_head(verdict), _objectives(verdict), _exceptions(verdict), _missing(summary)]
    head = "\n".join([*(line for part in parts for line in part), *_identity(verdict, evidence)])
    known = words.known_issues(verdict)
    blocks = [_failure(case, known.get(case.id), evidence.manifest) for case in summary.failures]
    notice = "\n\n{} of {} failures do not fit here; the page shows all.\n"
    left = limit - len(head.encode()) - len(notice.encode())
    shown: list[str] = []
    for block in blocks:
        left -= len(block.encode())
        if left < 0:
            break
        shown.append(block)
    cut = len(blocks) - len(shown)
    return head + "".join(shown) + (notice.format(cut, len(blocks)) if cut else "\n")


def _head(verdict: Verdict) -> list[str]:
    decision = verdict.decision
    lines = [f"## {_DECISIONS[decision]} {decision} by policy “{inline(verdict.policy.title)}”", ""]
    lines += [words.headline(verdict), ""]
    lines += [inline(verdict.policy.note), ""] if verdict.policy.note else []
    for finding in verdict.reasons:
        name = getattr(finding, "title", finding.rule)
        lines.append(f"- {_MARKS[finding.status]} **{inline(name)}**: {inline(finding.text)}")
    return lines


def _objectives(verdict: Verdict) -> list[str]:
    lines = ["", "| | Objective | Wanted | Got |", "|---|---|---|---|"]
    for objective in verdict.objectives:
        wanted = "<br>".join(inline(measure.wanted) for measure in objective.measures)
        got = "<br>".join(inline(measure.got) for measure in objective.measures)
        lines.append(
            f"| {_MARKS[objective.status]} {objective.status} | {inline(objective.title)} | {wanted} | {got} |"
        )
    return lines


def _exceptions(verdict: Verdict) -> list[str]:
    if not verdict.exceptions:
        return []
    lines = ["", "| | Exception | Owner | Issue | Reason | Ends |", "|---|---|---|---|---|---|"]
    for finding in verdict.exceptions:
        entry = finding.entry
        case = f"{entry.case} on {entry.os}" if entry.os else entry.case
        cells = [case, entry.owner, entry.issue, entry.reason, words.ends(entry, verdict)]
        state = f"{_MARKS[finding.status]} {words.label(finding.code)}"
        lines.append(f"| {state} | {' | '.join(map(inline, cells))} |")
    return lines


def _missing(summary: Summary) -> list[str]:
    if not summary.missing:
        return []
    ids = ", ".join(inline(case.id) for case in summary.missing)
    return ["", f"<details><summary>{len(summary.missing)} without an outcome</summary>", "", ids, "", "</details>"]


def _identity(verdict: Verdict, evidence: SuiteEvidence) -> list[str]:
    manifest = evidence.manifest
    build = manifest.build.digest if manifest.build else "unknown"
    facts = {"run": manifest.run_id, "build": build, "target": manifest.target.name, "policy": verdict.policy.sha256}
    facts |= {"exceptions": verdict.ledger.sha256} if verdict.ledger else {}
    return ["", " · ".join(f"{name} {code(value)}" for name, value in facts.items()), ""]


def _failure(case: CaseResult, known: Entry | None, manifest: Manifest) -> str:
    told = "\n\n".join(attempt.message for attempt in case.attempts if attempt.message) or case.reason or "no message"
    text = words.plain(told)
    if len(text) > _MESSAGE_CHARACTERS:
        text = f"{text[:_MESSAGE_CHARACTERS]}… {len(text) - _MESSAGE_CHARACTERS} more characters"
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 3)
    again = reproduced(case.reproductions)
    issue = f"known issue {inline(known.issue)}" if known else None
    facts = ", ".join(fact for fact in (words.label(case.outcome), again, issue) if fact)
    return (
        f"\n### {inline(case.id)} {inline(case.title)}\n\n{facts}\n\n{fence}text\n{text}\n{fence}\n\n"
        f"Run it again: {code(words.rerun(manifest, case.id))}\n"
    )
