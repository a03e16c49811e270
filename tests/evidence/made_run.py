"""A run directory made by hand, line by line, so that each lie a run could tell is told once."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reports.evidence.models import (
    Build,
    CaseResult,
    Collected,
    Harness,
    Manifest,
    Plan,
    PlannedCase,
    Reproductions,
    Shard,
    SuiteEvidence,
    TargetIdentity,
)
from reports.evidence.run_directory import (
    COLLECTED,
    MANIFEST,
    PLAN,
    RECORDS,
    REPRODUCTIONS,
    RunDirectory,
    sha256_of_model,
)
from reports.evidence.suite import read_suite

BUILD = Build(product="passion-os", version="1.0", commit="c0ffee", digest="d1")
NODE = "suites/main/test_one.py::test_first"
Line = dict[str, Any]


def phase(when: str, outcome: str = "passed", *, node: str = NODE, start: float = 1.0, **facts: Any) -> Line:
    """Return one TestReport line."""
    return {
        "$report_type": "TestReport",
        "nodeid": node,
        "when": when,
        "outcome": outcome,
        "duration": 0.5,
        "start": start,
        **facts,
    }


def subtest(outcome: str, *, start: float = 1.15, **facts: Any) -> Line:
    """Return the line of one subtest of the call, as pytest 9 writes it."""
    context = {"msg": "part", "kwargs": {}}
    return phase("call", outcome, start=start, **facts) | {
        "$report_type": "SubTestReport",
        "_subtest.context": context,
    }


def execution(outcome: str = "passed", *, node: str = NODE, start: float = 1.0, **facts: Any) -> list[Line]:
    """Return the three lines of one execution whose call ended with `outcome`."""
    return [
        phase("setup", node=node, start=start),
        phase("call", outcome, node=node, start=start + 0.1, **facts),
        phase("teardown", node=node, start=start + 0.2),
    ]


def planned(case_id: str = "MA-ONE-01", *tests: str, selected: bool = True) -> PlannedCase:
    """Return one case of the plan."""
    return PlannedCase(id=case_id, group="main", area="one", title="It works", selected=selected, tests=list(tests))


@dataclass(slots=True)
class MadeRun:
    """What goes into the run; every part may be made to lie."""

    lines: list[Line] = field(default_factory=execution)
    plan: Plan = field(default_factory=lambda: Plan(cases=[planned("MA-ONE-01", NODE)]))
    collected: Collected = field(default_factory=lambda: Collected(nodes={"MA-ONE-01": [NODE]}))
    reproductions: Reproductions | None = None
    exit_status: int = 0
    recorded_status: int | None = None  # None: as the exit status
    interrupted: bool = False
    build: Build | None = BUILD
    last_build: Build | None = BUILD
    shard: Shard = Shard(index=1, total=1)  # noqa: RUF009 - a frozen model
    files: dict[str, str] = field(default_factory=dict)

    def write(self, root: Path) -> Path:
        """Write and seal the run below `root`; returns its folder."""
        directory = RunDirectory.create(root, "suite")
        directory.write_model(MANIFEST, self._manifest(directory))
        directory.write_model(PLAN, self.plan)
        directory.write_model(COLLECTED, self.collected)
        directory.write_text(RECORDS, self._records())
        if self.reproductions:
            directory.write_model(REPRODUCTIONS, self.reproductions)
        for name, text in self.files.items():
            directory.write_text(name, text)
        directory.seal(
            finished_at=datetime.now(UTC),
            interrupted=self.interrupted,
            exit_status=self.exit_status,
            build=self.last_build,
        )
        return directory.path

    def read(self, root: Path) -> SuiteEvidence:
        """Write the run and read it back."""
        return read_suite(self.write(root))

    def result(self, root: Path) -> CaseResult:
        """Write the run and return what it shows of its first case."""
        return self.read(root).results[0]

    def _records(self) -> str:
        status = self.exit_status if self.recorded_status is None else self.recorded_status
        first: Line = {"$report_type": "SessionStart", "pytest_version": "9.2.0"}
        last: Line = {"$report_type": "SessionFinish", "exitstatus": status}
        return as_lines([first, *self.lines, last])

    def _manifest(self, directory: RunDirectory) -> Manifest:
        return Manifest(
            kind="suite",
            run_id=directory.path.name,
            started_at=datetime.now(UTC),
            build=self.build,
            target=TargetIdentity(name="reference", kind="reference", host="127.0.0.1:1"),
            harness=Harness(commit="c0ffee", dirty=False),
            plan_sha256=sha256_of_model(self.plan),
            shard=self.shard,
            seed=1,
            command=["qa", "run"],
            tools={},
            platform="test",
        )


def as_lines(facts: Iterable[Line]) -> str:
    """Return JSON lines."""
    return "".join(f"{json.dumps(fact)}\n" for fact in facts)
