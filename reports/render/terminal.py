"""The verdict in a terminal: first the decision, then why, then what to do about each failure."""

from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reports.evidence.models import CaseResult, Manifest, SuiteEvidence
from reports.findings import Status
from reports.gates.decide import Decision, Verdict
from reports.render import words
from reports.render.failure import name_of, reproduced, troubled
from reports.render.summary import Summary, artifacts, summarise

_BANNER = {Decision.GO: "bold white on green4", Decision.NO_GO: "bold white on red3"}
_UNDECIDED = "bold black on yellow3"
_STYLE = {
    Status.HOLDS: "green",
    Status.ACCEPTABLE: "yellow",
    Status.WAIVED: "yellow",
    Status.UNKNOWN: "yellow",
    Status.BROKEN: "red",
}
_MARK = {Status.HOLDS: "✓", Status.ACCEPTABLE: "!", Status.WAIVED: "~", Status.UNKNOWN: "?", Status.BROKEN: "✗"}
_MESSAGE_LINES = 12
_LINE_LENGTH = 320


def render_terminal(
    verdict: Verdict, evidence: SuiteEvidence | None, console: Console, run_dir: Path | None = None
) -> None:
    """Print a verdict. Colour and width are the console's; `run_dir` is where the paths of artifacts begin."""
    console.print(_head(verdict))
    if verdict.reasons:
        console.print(_section("Why", _reasons(verdict)))
    console.print(_section("Objectives", _objectives(verdict)))
    if verdict.exceptions:
        console.print(_section(f"Exceptions ({len(verdict.exceptions)})", _exceptions(verdict)))
    if evidence is None:
        return
    summary = summarise(verdict, evidence)
    if summary.failures:
        console.print(Text(f"\nFailures ({len(summary.failures)})", style="bold"))
        for case in summary.failures:
            _print_failure(case, verdict, evidence.manifest, console, run_dir or Path())
    if summary.set_aside:
        console.print(_section(f"Set aside ({len(summary.set_aside)})", _set_aside(summary)))
    if summary.missing:
        console.print(_section(f"Without an outcome ({len(summary.missing)})", _missing(summary)))
    if summary.noted:
        console.print(_section(f"Notes ({len(summary.noted)})", _notes(summary)))
    console.print(_section("Evidence", _identity(verdict, evidence)))


def _head(verdict: Verdict) -> RenderableType:
    title = Text.assemble(
        (f" {verdict.decision} ", _BANNER.get(verdict.decision, _UNDECIDED)),
        ("  by policy ", "dim"),
        (verdict.policy.name, "bold"),
    )
    note = [Text(verdict.policy.note, style="dim")] if verdict.policy.note else []
    return Padding(Group(title, Text(words.headline(verdict)), *note), (1, 0, 0, 0))


def _text(text: str, style: str = "") -> Text:
    """Make a text of what evidence holds: nothing in it is obeyed."""
    return Text(words.plain(text), style=style, overflow="fold")


def _section(title: str, body: RenderableType) -> RenderableType:
    return Padding(Group(Text(title, style="bold"), Padding(body, (0, 0, 0, 2))), (1, 0, 0, 0))


def _reasons(verdict: Verdict) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    for finding in verdict.reasons:
        name = getattr(finding, "id", finding.rule)
        told = Text.assemble((f"{name}: ", "bold"), _text(finding.text))
        if finding.remedy:
            told.append(f"\n{finding.remedy}", style="dim")
        table.add_row(Text(_MARK[finding.status], style=_STYLE[finding.status]), told)
    return table


def _objectives(verdict: Verdict) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("objective", overflow="fold", min_width=max(len(each.id) for each in verdict.objectives))
    table.add_column("wanted", overflow="fold")
    table.add_column("got", overflow="fold")
    for objective in verdict.objectives:
        mark = Text(f"{_MARK[objective.status]} {objective.status}", style=_STYLE[objective.status])
        wanted = Text("\n").join(Text(measure.wanted) for measure in objective.measures)
        got = Text("\n").join(Text(measure.got, style=_STYLE[measure.status]) for measure in objective.measures)
        table.add_row(mark, Text(objective.id), wanted, got if objective.measures else Text("nothing"))
    return table


def _exceptions(verdict: Verdict) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    for finding in verdict.exceptions:
        entry = finding.entry
        mark = Text(f"{_MARK[finding.status]} {words.label(finding.code)}", style=_STYLE[finding.status])
        facts = [entry.owner, entry.issue, f"ends {words.ends(entry, verdict)}", *([entry.os] if entry.os else [])]
        told = Text.assemble(
            _text(entry.case, "bold"), "  ", _text(" · ".join(facts)), "\n", _text(entry.reason, "dim")
        )
        table.add_row(mark, told)
    return table


def _print_failure(case: CaseResult, verdict: Verdict, manifest: Manifest, console: Console, run_dir: Path) -> None:
    known = words.known_issues(verdict).get(case.id)
    issue = f"known issue {known.issue}" if known else None
    facts = [words.label(case.outcome), words.seconds(case.duration_s), reproduced(case.reproductions), issue]
    head = Text.assemble(_text(case.id, "bold"), "  ", _text(" · ".join(fact for fact in facts if fact), "red"))
    console.print(Padding(Group(head, _text(case.title)), (0, 0, 0, 2)))
    for attempt in troubled(case):
        name = name_of(case, attempt)
        test = [_text(f"{name} {words.label(attempt.outcome)}:")] if name else []
        console.print(Padding(Group(*test, _message(attempt.message or "no message")), (0, 0, 0, 4)))
    # Soft-wrapped, so that a command or a path can be copied whole, whatever the width.
    console.print(Text.assemble(("  again  ", "dim"), _text(words.rerun(manifest, case.id))), soft_wrap=True)
    for folder, names in _kept(case, run_dir).items():
        console.print(Text.assemble(("  kept   ", "dim"), _text(f"{folder}/ {', '.join(names)}")), soft_wrap=True)
    console.print()


def _message(text: str) -> Text:
    lines = words.plain(text).strip().splitlines()
    shown = [_cut(line) for line in lines[:_MESSAGE_LINES]]
    if len(lines) > len(shown):
        shown.append(f"… {len(lines) - len(shown)} more lines in the report")
    return Text("\n".join(shown))


def _cut(line: str) -> str:
    more = len(line) - _LINE_LENGTH
    return f"{line[:_LINE_LENGTH]}… {more} more characters in the report" if more > 0 else line


def _kept(case: CaseResult, run_dir: Path) -> dict[str, list[str]]:
    """Name the kept files by folder."""
    folders: dict[str, list[str]] = {}
    for artifact in artifacts(case):
        path = run_dir / artifact.path
        folders.setdefault(path.parent.as_posix(), []).append(path.name)
    return folders


def _set_aside(summary: Summary) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for case in summary.set_aside:
        table.add_row(_text(case.id), _text(f"{words.label(case.outcome)}: {case.reason or 'no reason given'}"))
    return table


def _notes(summary: Summary) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for case in summary.noted:
        table.add_row(_text(case.id), _text("\n".join(case.notes)))
    return table


def _missing(summary: Summary) -> RenderableType:
    return _text(" ".join(case.id for case in summary.missing))


def _identity(verdict: Verdict, evidence: SuiteEvidence) -> RenderableType:
    manifest = evidence.manifest
    build = manifest.build
    rows = {
        "run": manifest.run_id,
        "build": f"{build.product} {build.version} ({build.digest})" if build else "unknown",
        "target": f"{manifest.target.name} at {manifest.target.host}",
        "harness": manifest.harness.commit + (", with uncommitted changes" if manifest.harness.dirty else ""),
        "seed": "none" if manifest.seed is None else str(manifest.seed),
        "manifest": f"sha256 {evidence.manifest_sha256}",
        "policy": f"sha256 {verdict.policy.sha256}",
        "exceptions": f"sha256 {verdict.ledger.sha256}" if verdict.ledger else "none were given",
    }
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, value in rows.items():
        table.add_row(Text(name, style="dim"), _text(value))
    return table
