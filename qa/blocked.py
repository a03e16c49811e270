"""A run that never began: evidence that says so, lest the run before it be taken for the newest."""

import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from fixtures.catalogue.cases import CatalogueError
from fixtures.plugins.catalogue import make_plan
from fixtures.plugins.identity import harness_state
from fixtures.plugins.keys import BLOCKED
from fixtures.target.profiles import Profile
from qa.errors import UserError
from reports.evidence.models import Collected, Manifest, TargetIdentity
from reports.evidence.redaction import redact
from reports.evidence.run_directory import COLLECTED, MANIFEST, PLAN, RunDirectory, sha256_of_model


def leave(run: RunDirectory, profile: Profile, cases: Sequence[str], command: Sequence[str], why: str) -> None:
    """Write and seal what there is to say of a run whose target cannot be tested."""
    now = datetime.now(UTC)
    try:
        plan = make_plan(Path.cwd(), list(cases))
    except CatalogueError as error:
        raise UserError(str(error)) from error
    parts = urlsplit(profile.url or "")
    manifest = Manifest(
        kind="suite",
        run_id=run.path.name,
        started_at=now,
        build=None,
        target=TargetIdentity(
            name=profile.name,
            kind=profile.kind,
            host=":".join(str(part) for part in (parts.hostname, parts.port) if part) or "unknown",
        ),
        harness=harness_state(Path.cwd()),
        plan_sha256=sha256_of_model(plan),
        seed=None,
        command=[redact(word) for word in command],
        tools={"python": platform.python_version()},
        platform=platform.platform(),
        blocked=redact(why),
    )
    run.write_model(MANIFEST, manifest)
    run.write_model(PLAN, plan)
    run.write_model(COLLECTED, Collected(nodes={}))
    run.seal(finished_at=now, interrupted=False, exit_status=BLOCKED, build=None)
