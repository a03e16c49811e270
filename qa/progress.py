"""How far a suite run is, read from what pytest has reported so far."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from reports.evidence.models import Collected, Plan

_LAST = ("teardown", "???")  # pytest-xdist reports the one phase "???" of a test whose worker died
Result = Literal["passed", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class TestEnd:
    """One test is through: set-up, call and tear-down."""

    __test__ = False  # the name is pytest's word for it, not a test class

    case: str
    area: str
    node_id: str
    result: Result
    duration_s: float
    message: str  # first line of the reason; empty for a pass


@dataclass(slots=True)
class Area:
    """Counts of the tests of one area of the catalogue."""

    planned: int = 0
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def done(self) -> int:
        """Tests that are through, whatever their result."""
        return self.passed + self.failed + self.skipped


@dataclass(slots=True)
class Progress:
    """What is planned by area, and what became of it up to now."""

    areas: dict[str, Area] = field(default_factory=dict)
    _cases: dict[str, tuple[str, str]] = field(default_factory=dict)  # node id -> case id, area
    _open: dict[str, "_Phases"] = field(default_factory=dict)

    @property
    def planned(self) -> int:
        """Tests that were collected; 0 until then."""
        return sum(area.planned for area in self.areas.values())

    @property
    def done(self) -> int:
        """Tests that are through."""
        return sum(area.done for area in self.areas.values())

    @property
    def failed(self) -> int:
        """Tests that failed."""
        return sum(area.failed for area in self.areas.values())

    def plan(self, plan: Plan, collected: Collected) -> None:
        """Take in what pytest collected, in the catalogue's order."""
        for case in plan.cases:
            for node_id in collected.nodes.get(case.id, []):
                self._cases[node_id] = (case.id, case.area)
                self.areas.setdefault(case.area, Area()).planned += 1

    def see(self, record: Mapping[str, Any]) -> TestEnd | None:
        """Take in one line of records.jsonl; give the test that it ended, if any."""
        if record.get("$report_type") != "TestReport" or record["nodeid"] not in self._cases:
            return None
        node_id = record["nodeid"]
        phases = self._open.setdefault(node_id, _Phases())
        phases.add(record)
        if record["when"] not in _LAST:
            return None
        del self._open[node_id]
        case, area = self._cases[node_id]
        counts = self.areas[area]
        match phases.result:
            case "passed":
                counts.passed += 1
            case "failed":
                counts.failed += 1
            case "skipped":
                counts.skipped += 1
        return TestEnd(case, area, node_id, phases.result, phases.duration_s, phases.message)


@dataclass(slots=True)
class _Phases:
    result: Result = "passed"
    duration_s: float = 0.0
    message: str = ""

    def add(self, record: Mapping[str, Any]) -> None:
        self.duration_s += record.get("duration", 0.0)
        outcome = record["outcome"]
        if outcome == "failed" or (outcome == "skipped" and self.result == "passed"):
            self.result = outcome
            self.message = self.message or _reason(record.get("longrepr"))


class RecordTail:
    """Reads a growing file of JSON lines; a line that is still being written waits for its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0

    def read(self) -> Iterator[dict[str, Any]]:
        """Give the lines that came since the last call; none while the file is not there."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self._offset)
            for line in file:
                if not line.endswith(b"\n"):
                    return
                self._offset += len(line)
                yield json.loads(line)


def _reason(longrepr: Any) -> str:
    """Give the first line of why: pytest writes a mapping for a failure, a triple for a skip, or plain text."""
    if isinstance(longrepr, Mapping):
        longrepr = (longrepr.get("reprcrash") or {}).get("message", "")
    elif isinstance(longrepr, list):
        longrepr = longrepr[-1]
    lines = str(longrepr or "").strip().splitlines()
    return lines[0] if lines else ""
