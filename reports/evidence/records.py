"""records.jsonl, read line by line: pytest-reportlog's own lines, of which only the facts needed are kept."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from reports.evidence.longrepr import first_words, long_text, short_message
from reports.evidence.models import Artifact
from reports.evidence.redaction import redact

_LATEST_TIME = 253_402_300_799  # the end of the year 9999
CRASH_PHASE = "???"  # how pytest-xdist names the phase of a test whose worker died
SUBTEST_PHASE = (
    "subtest"  # ours for pytest's subtests, which call themselves "call" like the test that they are part of
)
_OWN_PROPERTIES = frozenset({"case", "trace_id", "message", "artifact"})  # what the harness notes for the evidence


class TestRecord(BaseModel):
    """One phase (setup, call, teardown, or a subtest) of one execution of one test, as pytest reported it."""

    __test__ = False  # not a test class, whatever its name suggests to pytest
    model_config = ConfigDict(frozen=True, extra="ignore")

    nodeid: str
    when: str
    outcome: str
    longrepr: Any = None
    wasxfail: str | None = None  # the reason, possibly empty; None: the test was not expected to fail
    user_properties: list[tuple[str, Any]] = []
    duration: float = Field(default=0.0, ge=0, allow_inf_nan=False)  # seconds
    start: float = Field(default=0.0, ge=0, le=_LATEST_TIME, allow_inf_nan=False)  # seconds since 1970, 0: unknown
    worker_id: str | None = None

    @model_validator(mode="after")
    def _artifacts_are_whole(self) -> Self:
        _ = self.artifacts
        return self

    @property
    def started_at(self) -> datetime | None:
        """When the phase began, None when unknown."""
        return datetime.fromtimestamp(self.start, UTC) if self.start > 0 else None

    @property
    def message(self) -> str | None:
        """The short reason of an outcome that is not a plain pass."""
        noted = next((str(value) for value in self.values("message")), None)
        return short_message(noted or self.wasxfail or self.longrepr)

    @property
    def detail(self) -> str | None:
        """The long text: assertion and frames."""
        return long_text(self.longrepr)

    @property
    def notes(self) -> list[str]:
        """What the test recorded of itself (pytest's `record_property`), as `name: value`."""
        noted = [(name, value) for name, value in self.user_properties if name not in _OWN_PROPERTIES]
        return [redact(first_words(f"{name}: {value}")) for name, value in noted]

    @property
    def artifacts(self) -> list[Artifact]:
        """The files that were kept for a failure."""
        return [Artifact.model_validate(value) for value in self.values("artifact")]

    def values(self, name: str) -> list[Any]:
        """Return the values of the user property `name`, in order."""
        return [value for key, value in self.user_properties if key == name]


@dataclass(slots=True)
class Records:
    """What one records.jsonl holds, and what is wrong with it."""

    tests: list[TestRecord] = field(default_factory=list)
    exit_status: int | None = None
    problems: list[str] = field(default_factory=list)


def read_records(path: Path) -> Records:
    """Read records.jsonl. Whatever is wrong becomes a problem; nothing is raised, nothing is guessed."""
    records = Records()
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        records.problems.append(f"{path.name} is absent: nothing that ran was recorded")
        return records
    starts = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fact = _read(line)
            starts += fact["$report_type"] == "SessionStart"
            _take(fact, records)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            reason = first_words(str(error)) if isinstance(error, ValidationError) else "not a whole record"
            records.problems.append(f"{path.name} line {number}: {reason}")
    if starts != 1:
        records.problems.append(f"{path.name} holds {starts} sessions instead of one")
    if records.exit_status is None:
        records.problems.append(f"{path.name} is cut off: pytest never reported the end of its session")
    return records


def _read(line: bytes) -> Any:
    """Read one line; half surrogates, which JSON can hold and no file or page can, become question marks."""
    fact = json.loads(line)
    if b"\\ud" in line.lower():
        fact = json.loads(json.dumps(fact, ensure_ascii=False).encode("utf-8", "replace"))
    return fact


def _take(fact: dict[str, Any], records: Records) -> None:
    match fact["$report_type"]:
        case "TestReport":
            records.tests.append(TestRecord.model_validate(fact))
        case "SubTestReport":
            records.tests.append(TestRecord.model_validate(fact | {"when": SUBTEST_PHASE}))
        case "CollectReport":
            if fact["outcome"] == "failed":
                records.problems.append(f"{fact['nodeid']} could not be collected: {short_message(fact['longrepr'])}")
        case "SessionFinish":
            records.exit_status = int(fact["exitstatus"])
        case unknown if fact.keys() >= {"nodeid", "outcome"}:
            records.problems.append(f"{fact['nodeid']} has a report of the unknown type {unknown}")
        case _:
            pass  # warnings state nothing about an outcome
