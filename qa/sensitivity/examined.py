"""What the doctor found, as evidence of cases: each check is one that passed, failed, or was not shown."""

import json
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fixtures.plugins.identity import harness_state
from fixtures.target.profiles import Profile
from qa.sensitivity.parts import DOCTOR, PREFIX
from reports.evidence.models import (
    Attempt,
    Build,
    CaseResult,
    Manifest,
    Outcome,
    Seal,
    SuiteEvidence,
    TargetIdentity,
)

AREA = "health"
OUTCOMES = {"ok": Outcome.PASSED, "failed": Outcome.FAILED}
"""Of a state; any other one shows nothing."""


def evidence_of(said: str, profile: Profile, checks: Sequence[str], started_at: datetime) -> SuiteEvidence:
    """Read the last line of what `qa doctor --json` said. Raises ValueError where that is no answer."""
    answer = _answer(said)
    build = None if answer["build"] is None else Build.model_validate(answer["build"])
    now = datetime.now(UTC)
    found = {PREFIX + check["what"]: check for check in answer["checks"]}
    manifest = Manifest(
        kind="suite",
        run_id=DOCTOR,
        started_at=started_at,
        build=build,
        target=TargetIdentity(name=profile.name, kind=profile.kind, host="unknown"),
        harness=harness_state(Path.cwd()),
        plan_sha256="",
        seed=None,
        command=["qa", "doctor", "--target", profile.name],
        tools={"python": platform.python_version()},
        platform=platform.platform(),
        seal=Seal(finished_at=now, interrupted=False, exit_status=answer["exit_code"], build=build, files=[]),
    )
    results = [_result(name, found.get(name), started_at, (now - started_at).total_seconds()) for name in checks]
    return SuiteEvidence(manifest=manifest, manifest_sha256="", results=results, mismatches=[], problems=[])


def together(shown: Sequence[SuiteEvidence]) -> SuiteEvidence:
    """Return what several runs on one server show; it is known by the first, and lasts until the end of the last."""
    first, last = shown[0].manifest, shown[-1].manifest
    ends = last.seal.finished_at if last.seal else None
    seal = first.seal.model_copy(update={"finished_at": ends}) if first.seal and ends else None
    return shown[0].model_copy(
        update={
            "manifest": first.model_copy(update={"seal": seal}),
            "results": [result for each in shown for result in each.results],
        }
    )


def _answer(said: str) -> dict[str, Any]:
    lines = said.strip().splitlines()
    answer = json.loads(lines[-1] if lines else "")
    if not isinstance(answer, dict) or not {"build", "checks", "exit_code"} <= answer.keys():
        raise ValueError(said)
    return answer


def _result(name: str, check: dict[str, str] | None, started_at: datetime, took_s: float) -> CaseResult:
    outcome = OUTCOMES.get(check["state"], Outcome.SKIPPED) if check else Outcome.NOT_RUN
    message = check["found"] if check else "the doctor has no such check"
    attempt = Attempt(node_id=name, outcome=outcome, duration_s=took_s, started_at=started_at, message=message)
    return CaseResult(
        id=name, group=DOCTOR, area=AREA, title=title_of(name), outcome=outcome, reason=message, attempts=[attempt]
    )


def title_of(name: str) -> str:
    """Return what a check stands for, in place of a case's title."""
    return f"qa doctor: {name.removeprefix(PREFIX)}"
