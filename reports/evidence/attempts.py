"""One test node's records, made into attempts and an outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.evidence.models import Artifact, Attempt, Outcome
from reports.evidence.records import CRASH_PHASE, SUBTEST_PHASE, TestRecord

# Worst first: what was shown to be broken, then what could not be shown, then what passed only with an excuse.
SEVERITY: tuple[Outcome, ...] = (
    Outcome.FAILED,
    Outcome.CRASHED,
    Outcome.ERROR,
    Outcome.XPASSED,
    Outcome.NOT_RUN,
    Outcome.XFAILED,
    Outcome.SKIPPED,
    Outcome.FLAKY,
    Outcome.PASSED,
)
_RETRIED = "rerun"  # pytest-rerunfailures' outcome of a failure that is tried again
_STRICT_XPASS = "[XPASS(strict)]"


@dataclass(frozen=True, slots=True)
class NodeResult:
    """What a run showed of one test node."""

    node_id: str
    outcome: Outcome
    attempts: list[Attempt]
    unfinished: bool  # an attempt never came to its end
    repeated: bool  # reported again although nothing was retried


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the worst of `outcomes`; NOT_RUN when there are none, as nothing shown is nothing passed."""
    return min(outcomes, key=SEVERITY.index, default=Outcome.NOT_RUN)


def judge_node(node_id: str, records: Sequence[TestRecord]) -> NodeResult:
    """Group the records of one node into attempts and tell its outcome.

    The order of the lines does not matter: phases are put in the order of their start; a crash report has no
    time and comes last.
    """
    executions = _executions(sorted(records, key=lambda record: record.start or float("inf")))
    attempts = [_attempt(node_id, execution) for execution in executions]
    return NodeResult(
        node_id=node_id,
        outcome=_outcome_of([attempt.outcome for attempt in attempts]),
        attempts=attempts,
        unfinished=not executions or not all(_is_whole(execution) for execution in executions),
        repeated=not all(_asks_for_another(execution) for execution in executions[:-1]),
    )


def _executions(records: Iterable[TestRecord]) -> list[list[TestRecord]]:
    executions: list[list[TestRecord]] = []
    for record in records:
        if record.when == "setup" or not executions:
            executions.append([])
        executions[-1].append(record)
    return executions


def _outcome_of(outcomes: Sequence[Outcome]) -> Outcome:
    if len(set(outcomes)) > 1 and outcomes[-1] is Outcome.PASSED:
        return Outcome.FLAKY
    return worst(outcomes)


def _attempt(node_id: str, execution: Sequence[TestRecord]) -> Attempt:
    outcomes = [_phase_outcome(record) for record in execution]
    if not _is_whole(execution):
        outcomes.append(Outcome.NOT_RUN)
    outcome = worst(outcomes)
    telling = _telling(execution, outcome)
    message = telling.message if telling and outcome is not Outcome.PASSED else None
    if outcome is Outcome.NOT_RUN:
        message = "the run ended before this test was through"
    return Attempt(
        node_id=node_id,
        outcome=outcome,
        duration_s=sum(record.duration for record in execution if record.when != SUBTEST_PHASE),
        worker=next((record.worker_id for record in execution if record.worker_id), None),
        started_at=next((record.started_at for record in execution if record.started_at), None),
        message=message,
        detail=telling.detail if telling else None,
        beside=_beside(execution, telling),
        trace_id=next((str(value) for record in execution for value in record.values("trace_id")), None),
        notes=list(dict.fromkeys(note for record in execution for note in record.notes)),
        artifacts=_artifacts(execution),
    )


def _telling(execution: Sequence[TestRecord], outcome: Outcome) -> TestRecord | None:
    """Return the record that says most about an outcome: a subtest's, as its test only counts them."""
    candidates = [record for record in execution if _phase_outcome(record) is outcome]
    return next((record for record in candidates if record.when == SUBTEST_PHASE), next(iter(candidates), None))


def _beside(execution: Sequence[TestRecord], telling: TestRecord | None) -> list[str]:
    """Return what else failed; a test that only counts its failed subtests says nothing of its own."""
    failed = [record for record in execution if (outcome := _phase_outcome(record)).red or outcome is Outcome.XPASSED]
    subtests = any(record.when == SUBTEST_PHASE for record in failed)
    others = [record for record in failed if record is not telling and not (subtests and record.when == "call")]
    return [record.message or "" for record in others]


def _artifacts(execution: Sequence[TestRecord]) -> list[Artifact]:
    found = [artifact for record in execution for artifact in record.artifacts]
    return list({artifact.path: artifact for artifact in found}.values())


def _phase_outcome(record: TestRecord) -> Outcome:
    in_call = record.when in {"call", SUBTEST_PHASE}
    match record.outcome:
        case _ if record.when == CRASH_PHASE:
            return Outcome.CRASHED
        case "passed":
            return Outcome.PASSED if record.wasxfail is None else Outcome.XPASSED
        case "skipped":
            return Outcome.SKIPPED if record.wasxfail is None else Outcome.XFAILED
        case "failed" if in_call and (record.message or "").startswith(_STRICT_XPASS):
            return Outcome.XPASSED
        case "failed" | "rerun" if in_call:
            return Outcome.FAILED
        case _:  # a broken set-up or tear-down, or a word that we do not know: never a pass
            return Outcome.ERROR


def _is_whole(execution: Sequence[TestRecord]) -> bool:
    """Tell whether an execution came to its end: torn down, crashed, or given up for a retry."""
    phases = {record.when for record in execution}
    if CRASH_PHASE in phases or any(record.outcome == _RETRIED for record in execution):
        return True
    broke_early = any(record.when == "setup" and record.outcome != "passed" for record in execution)
    return {"setup", "teardown"} <= phases and ("call" in phases or broke_early)


def _asks_for_another(execution: Sequence[TestRecord]) -> bool:
    return any(record.outcome == _RETRIED or record.when == CRASH_PHASE for record in execution)
