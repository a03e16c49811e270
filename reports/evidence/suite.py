"""A suite run read back: plan, collection and records held against each other, case by case."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from reports.evidence.attempts import SEVERITY, NodeResult, judge_node, worst
from reports.evidence.integrity import check_artifacts, check_plan, check_seal
from reports.evidence.matching import find_mismatches, function_of
from reports.evidence.models import (
    CaseResult,
    Collected,
    Manifest,
    Outcome,
    Plan,
    PlannedCase,
    Reproduction,
    Reproductions,
    SuiteEvidence,
)
from reports.evidence.records import Records, TestRecord, read_records
from reports.evidence.run_directory import (
    COLLECTED,
    MANIFEST,
    PLAN,
    RECORDS,
    REPRODUCTIONS,
    EvidenceError,
    ModelT,
    read_model,
    sha256_of,
)
from reports.evidence.soundness import contradiction, defects


def read_suite(path: Path) -> SuiteEvidence:
    """Read the suite run in `path`, recounting everything.

    Raises EvidenceError when there is no readable manifest: such a folder states nothing about any build.
    Everything else that is wrong stands in `problems` and `mismatches`.
    """
    manifest = read_model(path / MANIFEST, Manifest)
    problems = defects(manifest) + check_seal(path, manifest)
    plan = _read_or(Plan(cases=[]), path / PLAN, problems)
    collected = _read_or(Collected(nodes={}), path / COLLECTED, problems)
    reproductions = Reproductions(tried=[], left_out=[])
    if (path / REPRODUCTIONS).exists():  # absent when nothing failed
        reproductions = _read_or(reproductions, path / REPRODUCTIONS, problems)
    records = read_records(path / RECORDS)
    nodes = _judge_nodes(records.tests)
    results = [_result(case, collected, nodes, reproductions) for case in plan.cases]

    problems += check_plan(path / PLAN, manifest)
    problems += records.problems
    problems += _check_status(manifest, records, nodes)
    problems += check_artifacts(path, results)
    return SuiteEvidence(
        manifest=manifest,
        manifest_sha256=sha256_of(path / MANIFEST),
        results=results,
        mismatches=find_mismatches(plan, collected, nodes, records.tests),
        problems=problems,
    )


def _read_or(default: ModelT, path: Path, problems: list[str]) -> ModelT:
    try:
        return read_model(path, type(default))
    except EvidenceError as error:
        problems.append(str(error))
        return default


def _check_status(manifest: Manifest, records: Records, nodes: dict[str, NodeResult]) -> list[str]:
    """Return where the exit status that was sealed is not what the records say, or what they show."""
    seal, problems = manifest.seal, []
    if seal and records.exit_status not in {None, seal.exit_status}:
        problems.append(f"the seal says exit status {seal.exit_status}, the records say {records.exit_status}")
    if told := contradiction(seal, (node.outcome for node in nodes.values())):
        problems.append(told)
    return problems


def _judge_nodes(tests: Sequence[TestRecord]) -> dict[str, NodeResult]:
    by_node: defaultdict[str, list[TestRecord]] = defaultdict(list)
    for record in tests:
        by_node[record.nodeid].append(record)
    return {node_id: judge_node(node_id, records) for node_id, records in by_node.items()}


def _result(
    case: PlannedCase, collected: Collected, nodes: dict[str, NodeResult], reproductions: Reproductions
) -> CaseResult:
    expected = {
        *collected.nodes.get(case.id, []),
        *collected.dropped.get(case.id, []),
        *(node_id for node_id in nodes if function_of(node_id) in case.tests),
    }
    shown = [node for node_id, node in nodes.items() if node_id in expected]
    again = [*reproductions.tried, *(Reproduction(node_id=each, failed=0, runs=0) for each in reproductions.left_out)]
    lacking = len(shown) < len(expected) or set(case.tests) - {function_of(node_id) for node_id in expected}
    outcome = worst([node.outcome for node in shown] + ([Outcome.NOT_RUN] if lacking else []))
    return CaseResult(
        id=case.id,
        group=case.group,
        area=case.area,
        title=case.title,
        outcome=outcome,
        reason=_reason(case, outcome, shown),
        attempts=[attempt for node in shown for attempt in node.attempts],
        reproductions=[each for each in again if each.node_id in expected],
    )


def _reason(case: PlannedCase, outcome: Outcome, shown: Sequence[NodeResult]) -> str | None:
    if outcome is Outcome.PASSED:
        return None
    attempts = [attempt for node in shown for attempt in node.attempts if attempt.message]
    if attempts:
        return min(attempts, key=lambda attempt: SEVERITY.index(attempt.outcome)).message
    if outcome is not Outcome.NOT_RUN:
        return "no reason was recorded"
    if not case.selected:
        return "not selected in this run"
    return "planned, and never reported" if case.tests else "no test exists for it yet"
