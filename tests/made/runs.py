"""Run directories made by hand, line by line, so that each lie a run could tell is told once."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from reports.evidence.models import (
    Build,
    CaseResult,
    Collected,
    Outcome,
    Plan,
    PlannedCase,
    Reproductions,
    Shard,
    SuiteEvidence,
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
from tests.made.results import CANDIDATE, CASES, STARTED, manifest

BUILD = Build(product="passion-os", version="1.0", commit="c0ffee", digest="d1")
NODE = "suites/main/test_one.py::test_first"
WHOLE = Shard(index=1, total=1)
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
    ended: bool = True  # False: the records lack the end of the session
    interrupted: bool = False
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    build: Build | None = BUILD
    last_build: Build | None = BUILD
    shard: Shard = WHOLE
    files: dict[str, str] = field(default_factory=dict)

    def write(self, root: Path) -> Path:
        """Write and seal the run below `root`; returns its folder."""
        directory = RunDirectory.create(root, "suite")
        identity = manifest(
            run_id=directory.path.name,
            started_at=self.started_at,
            build=self.build,
            plan_sha256=sha256_of_model(self.plan),
            shard=self.shard,
            seal=None,
        )
        directory.write_model(MANIFEST, identity)
        directory.write_model(PLAN, self.plan)
        directory.write_model(COLLECTED, self.collected)
        directory.write_text(RECORDS, self._records())
        if self.reproductions:
            directory.write_model(REPRODUCTIONS, self.reproductions)
        for name, text in self.files.items():
            directory.write_text(name, text)
        directory.seal(
            finished_at=self.started_at + timedelta(minutes=1),
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
        return as_lines([first, *self.lines, *([last] if self.ended else [])])


def as_lines(facts: Iterable[Line]) -> str:
    """Return JSON lines."""
    return "".join(f"{json.dumps(fact)}\n" for fact in facts)


def node_of(id_: str) -> str:
    """Name the test of a case."""
    return f"suites/critical_path/test_all.py::test_{id_.replace('-', '_').lower()}"


def whole_plan(built: Iterable[str] = CASES) -> Plan:
    """Return the plan of the whole catalogue; the cases in `built` have a test and are selected."""
    built = set(built)
    return Plan(
        cases=[
            PlannedCase(
                id=id_,
                group=group,
                area="area",
                title=id_,
                selected=id_ in built,
                tests=[node_of(id_)] if id_ in built else [],
            )
            for id_, group in CASES.items()
        ]
    )


def lines_of(id_: str, outcome: Outcome, start: float) -> list[Line]:
    """Return the lines of a case that came to `outcome`; `start` in seconds since 1970."""
    node, told = node_of(id_), f"{id_} did not pass"
    case: dict[str, Any] = {"node": node, "start": start, "user_properties": [["case", id_]]}
    match outcome:
        case Outcome.NOT_RUN:
            return []
        case Outcome.XFAILED | Outcome.XPASSED:
            return execution("skipped" if outcome is Outcome.XFAILED else "passed", wasxfail="known", **case)
        case Outcome.ERROR:
            broken = phase("setup", "failed", node=node, start=start, longrepr=told)
            return [broken, phase("teardown", node=node, start=start + 0.2)]
        case Outcome.CRASHED:
            return [phase("setup", node=node, start=start), phase("???", "failed", node=node, start=0.0)]
        case Outcome.FLAKY:
            return [*execution("rerun", **case), *execution(**case | {"start": start + 0.5})]
        case _:
            return execution(outcome.value, **case, longrepr=told if outcome is Outcome.FAILED else None)


def suite_run(
    outcomes: Mapping[str, Outcome] | None = None,
    *,
    ran: Iterable[str] = CASES,
    built: Iterable[str] = CASES,
    exit_status: int | None = None,
    **changes: Any,
) -> MadeRun:
    """Return a run of the whole catalogue: what `ran` passed, but for `outcomes`; pytest ended as it would have."""
    given = {**dict.fromkeys(ran, Outcome.PASSED), **(outcomes or {})}
    starts = range(int(STARTED.timestamp()), int(STARTED.timestamp()) + len(given))
    plan = whole_plan(built)
    build = Build(product="passion-os", version="0.1.0", commit="c0ffee", digest=CANDIDATE)
    fields: dict[str, Any] = {
        "lines": [
            line
            for start, (id_, outcome) in zip(starts, given.items(), strict=True)
            for line in lines_of(id_, outcome, start)
        ],
        "plan": plan,
        "collected": Collected(nodes={case.id: case.tests for case in plan.cases if case.tests}),
        "exit_status": int(any(each.red for each in given.values())) if exit_status is None else exit_status,
        "started_at": STARTED,
        "build": build,
        "last_build": build,
    }
    return MadeRun(**fields | changes)
