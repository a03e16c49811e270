"""What one check of the doctor's came to, and what all of them come to together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

State = Literal["ok", "optional", "not applicable", "unknown", "failed"]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's table; `todo` is empty when all is well."""

    what: str
    state: State
    found: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What every check came to, and the build that it is about; `blocked` tells that there was nobody to ask."""

    checks: list[Check]
    build: Mapping[str, str] | None = None
    blocked: bool = False


class Verdict(StrEnum):
    """What the checks come to. Only what was shown is well."""

    OK = "ok"
    FAILED = "failed"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"


EXIT_CODES = {Verdict.OK: 0, Verdict.FAILED: 1, Verdict.BLOCKED: 7, Verdict.UNKNOWN: 9}


def verdict_of(found: Found) -> Verdict:
    """Return what the checks come to."""
    states = {check.state for check in found.checks}
    if found.blocked:
        return Verdict.BLOCKED
    if "failed" in states:
        return Verdict.FAILED
    return Verdict.OK if "ok" in states and "unknown" not in states else Verdict.UNKNOWN


def in_a_line(checks: Sequence[Check], verdict: Verdict) -> str:
    """Return the verdict as a person reads it."""
    of = {state: [check.what for check in checks if check.state == state] for state in ("ok", "failed", "unknown")}
    shown, asked = len(of["ok"]), sum(map(len, of.values()))
    unknown = f"not shown: {', '.join(of['unknown'])}" if of["unknown"] else ""
    match verdict:
        case Verdict.OK:
            return f"OK: all {asked} checks that apply here were shown to hold."
        case Verdict.UNKNOWN:
            told = f"UNKNOWN: nothing failed, and {shown} of {asked} checks were shown to hold"
            return f"{told}; {unknown}." if unknown else f"{told}."
        case Verdict.BLOCKED:
            return f"BLOCKED: the target cannot be asked, so nothing was shown ({', '.join(of['failed'])})."
        case Verdict.FAILED:
            failed = f"FAILED: {', '.join(of['failed'])} ({shown} of {asked} checks were shown to hold"
            return f"{failed}; {unknown})." if unknown else f"{failed})."
