"""What a producer states: the manifest of a run directory, the plan, and the outcome of each catalogue case.

A run directory (`.qa/runs/<utc>-<kind>-<4 hex>/`) holds `manifest.json` (written first, sealed last), `plan.json`,
`collected.json`, `records.jsonl` (pytest-reportlog's lines) and `artifacts/`. These models are its vocabulary; they
hold facts only, never a judgement.
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

SCHEMA: Literal[1] = 1


class Model(BaseModel):
    """Strict base: an unknown key is an error, a model does not change once made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Outcome(StrEnum):
    """Outcome of one catalogue case. Only PASSED counts as passed."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"  # set-up or tear-down broke, not the behaviour under test
    FLAKY = "flaky"  # passed only after a retry
    SKIPPED = "skipped"  # visible, with a reason
    XFAILED = "xfailed"
    XPASSED = "xpassed"
    CRASHED = "crashed"  # the worker process died
    NOT_RUN = "not_run"  # planned, never reported

    @property
    def red(self) -> bool:
        """True for what pytest always counts as a failure; an unexpected pass is one only where xfail is strict."""
        return self in {Outcome.FAILED, Outcome.ERROR, Outcome.CRASHED}


class Build(Model):
    """The product build that evidence is bound to, as `GET /api/build` states it."""

    product: str
    version: str
    commit: str
    digest: str


class TargetIdentity(Model):
    """Where the product ran. `host` is the URL's host and port, never with credentials."""

    name: str
    kind: str
    host: str


class Harness(Model):
    """The commit of this repository that produced the evidence; `dirty` is True with uncommitted changes."""

    commit: str
    dirty: bool


class Shard(Model):
    """Part `index` (from 1) of `total` parts of one plan."""

    index: int = Field(ge=1)
    total: int = Field(ge=1)


class FileSeal(Model):
    """SHA-256 (hex) and size in bytes of one file of the run directory, by path relative to it (POSIX)."""

    path: str
    sha256: str
    size: int = Field(ge=0)


class Seal(Model):
    """Closing part of a manifest: nothing may change after it."""

    finished_at: AwareDatetime
    interrupted: bool  # True: stopped by a person or a signal before the plan was through
    exit_status: int  # the producer's own exit status (suite: pytest's)
    build: Build | None = None  # asked again at the end: another build than the manifest's voids the run
    files: list[FileSeal]


class Manifest(Model):
    """Identity of one run, the same in every part of it."""

    schema_version: Literal[1] = SCHEMA
    kind: Literal["suite", "sensitivity"]
    run_id: str
    started_at: AwareDatetime
    build: Build | None  # None: the target never answered, so nothing can be bound to a build
    target: TargetIdentity
    harness: Harness
    plan_sha256: str
    shard: Shard = Shard(index=1, total=1)
    seed: int | None
    command: list[str]  # how to run this again
    tools: dict[str, str]  # name -> version
    platform: str
    blocked: str | None = Field(
        default=None, description="why the target could not be tested, or not to the end: it shows nothing"
    )
    seal: Seal | None = None


class PlannedCase(Model):
    """One catalogue entry as it stood at the run; the whole catalogue is kept, selected or not."""

    id: str
    group: str
    area: str
    title: str
    selected: bool
    tests: list[str]  # "suites/…/test_x.py::test_name", empty when no test exists yet


class Plan(Model):
    """The catalogue at the time of the run, with what was selected of it."""

    schema_version: Literal[1] = SCHEMA
    cases: list[PlannedCase]


class Collected(Model):
    """The node ids that pytest collected for this run, by catalogue id."""

    schema_version: Literal[1] = SCHEMA
    nodes: dict[str, list[str]]
    dropped: dict[str, list[str]] = {}  # nodes of selected cases that something but the selection deselected
    unplanned: list[str] = []  # nodes that belong to no test of the plan


class Artifact(Model):
    """A file kept for a failure: screenshot, console, network, server log, trace."""

    kind: Literal["screenshot", "console", "network", "server_log", "trace"]
    # relative to the run directory; no part begins with a dot, so it never leads out
    path: str = Field(pattern=r"^artifacts(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$")
    device: str | None = None


class Attempt(Model):
    """One execution of one test node."""

    node_id: str
    outcome: Outcome
    duration_s: float
    worker: str | None = None
    started_at: datetime | None = None
    message: str | None = None  # the short reason: what was awaited, for how long, what was last seen
    detail: str | None = None  # the long text: assertion and frames
    beside: list[str] = []  # the reasons of what else failed in it: other subtests, or the tear-down
    trace_id: str | None = None
    notes: list[str] = []  # what the test itself recorded: `name: value`
    artifacts: list[Artifact] = []


class Reproduction(Model):
    """The failed node alone again in fresh processes, with a trace (no runs: left out). Its outcome stays."""

    node_id: str
    failed: int
    runs: int
    artifacts: list[Artifact] = []


class Reproductions(Model):
    """What was tried again of a run's failures, and the failed nodes that were left out for lack of time."""

    schema_version: Literal[1] = SCHEMA
    tried: list[Reproduction]
    left_out: list[str]


class CaseResult(Model):
    """All that a run showed of one catalogue case; the outcome is the worst of its nodes."""

    id: str
    group: str
    area: str
    title: str
    outcome: Outcome
    reason: str | None = None
    attempts: list[Attempt] = []
    reproductions: list[Reproduction] = []

    @property
    def passed(self) -> bool:
        """True for PASSED alone."""
        return self.outcome is Outcome.PASSED

    @property
    def notes(self) -> list[str]:
        """What its tests recorded, each note once."""
        return list(dict.fromkeys(note for attempt in self.attempts for note in attempt.notes))

    @property
    def duration_s(self) -> float:
        """Seconds that all attempts took together."""
        return sum(attempt.duration_s for attempt in self.attempts)


class Mismatch(Model):
    """A case where planned, collected, executed and reported do not agree."""

    code: Literal["missing", "extra", "duplicate", "not_collected", "not_reported"]
    id: str
    detail: str


class SuiteEvidence(Model):
    """A suite run, read back and checked: every catalogue case has exactly one result."""

    manifest: Manifest
    manifest_sha256: str
    results: list[CaseResult]
    mismatches: list[Mismatch]
    problems: list[str]  # why this evidence cannot be trusted whole: unsealed, truncated, a hash differs, interrupted …
