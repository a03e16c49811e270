"""Evidence made by hand, as if it had been read: whole and green unless a test asks for something odd."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from reports.evidence.models import (
    Attempt,
    Build,
    CaseResult,
    Harness,
    Manifest,
    Outcome,
    Seal,
    SuiteEvidence,
    TargetIdentity,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CANDIDATE = "sha256:candidate"
STARTED = NOW - timedelta(hours=1)
SIZES = {
    "critical_path": ("CP", 20),
    "e2ee": ("E2", 26),
    "watcher": ("WA", 20),
    "offline": ("OF", 10),
    "features": ("FE", 18),
}
CASES = {
    f"{prefix}-AREA-{number:02d}": group for group, (prefix, size) in SIZES.items() for number in range(1, size + 1)
}
STAGE = [id_ for id_, group in CASES.items() if group == "critical_path"]


def attempt(id_: str, outcome: Outcome = Outcome.PASSED) -> Attempt:
    """Give one execution of the only test of a case."""
    message = None if outcome is Outcome.PASSED else f"{id_} did not pass"
    return Attempt(node_id=f"suites/test_x.py::test_{id_}", outcome=outcome, duration_s=0.5, message=message)


def result(id_: str, outcome: Outcome = Outcome.PASSED) -> CaseResult:
    """Give the result of one case, with the attempts that such an outcome comes from."""
    match outcome:
        case Outcome.NOT_RUN:
            attempts = []
        case Outcome.FLAKY:
            attempts = [attempt(id_, Outcome.FAILED), attempt(id_)]
        case _:
            attempts = [attempt(id_, outcome)]
    group = CASES.get(id_, "critical_path")
    return CaseResult(id=id_, group=group, area="area", title=f"Title of {id_}", outcome=outcome, attempts=attempts)


def manifest(**changes: object) -> Manifest:
    """Give the manifest of a whole run; `seal__x` changes a field of the seal."""
    build = Build(product="passion-os", version="0.1.0", commit="c0ffee", digest=CANDIDATE)
    seal: dict[str, object] = {
        "finished_at": STARTED + timedelta(minutes=2),
        "interrupted": False,
        "exit_status": 0,
        "build": changes.get("build", build),
        "files": [],
    }
    seal |= {key.removeprefix("seal__"): changes.pop(key) for key in list(changes) if key.startswith("seal__")}
    fields: dict[str, object] = {
        "kind": "suite",
        "run_id": "20261122T110000Z-suite-0a1b",
        "started_at": STARTED,
        "build": build,
        "target": TargetIdentity(name="staging", kind="staging", host="127.0.0.1:8000"),
        "harness": Harness(commit="abc123", dirty=False),
        "plan_sha256": "p" * 64,
        "seed": 7,
        "command": ["qa", "run"],
        "tools": {"pytest": "9.2.0"},
        "platform": "linux",
        "seal": Seal.model_validate(seal),
    }
    return Manifest.model_validate(fields | changes)


def evidence(
    results: Iterable[CaseResult], *, mismatches: Iterable[object] = (), problems: Iterable[str] = (), **changes: object
) -> SuiteEvidence:
    """Give a run with these results; the exit status is the one that pytest would give."""
    results = list(results)
    status = 1 if any(each.outcome.red or each.outcome is Outcome.XPASSED for each in results) else 0
    return SuiteEvidence.model_validate(
        {
            "manifest": manifest(**{"seal__exit_status": status, **changes}),
            "manifest_sha256": "m" * 64,
            "results": results,
            "mismatches": list(mismatches),
            "problems": list(problems),
        }
    )


def run(
    outcomes: Mapping[str, Outcome] | None = None, *, ran: Iterable[str] = CASES, **changes: object
) -> SuiteEvidence:
    """Give a run of the whole catalogue: what `ran` passed, but for `outcomes`; the rest has no outcome."""
    ran = set(ran)
    outcomes = outcomes or {}
    results = [result(id_, outcomes.get(id_, Outcome.PASSED if id_ in ran else Outcome.NOT_RUN)) for id_ in CASES]
    return evidence(results, **changes)  # type: ignore[arg-type]  # keywords of two kinds
