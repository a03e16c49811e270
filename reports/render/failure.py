"""A failed case as the views show it: attempt by attempt, each with what was kept of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.evidence.models import Attempt, CaseResult, Outcome, Reproduction
from reports.render.kept import Keeper, Kept


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An attempt that did not pass. `test` names it among several; it is None where the case has only one attempt."""

    attempt: Attempt
    test: str | None
    again: str | None
    files: list[Kept]

    def of_kind(self, *kinds: str) -> list[Kept]:
        """Pick files by kind."""
        return [file for file in self.files if file.kind in kinds]


def troubled(case: CaseResult) -> list[Attempt]:
    """List the attempts that did not pass."""
    return [attempt for attempt in case.attempts if attempt.outcome is not Outcome.PASSED]


def name_of(case: CaseResult, attempt: Attempt) -> str | None:
    """Name an attempt's test where the case has more than one attempt."""
    return attempt.node_id.rpartition("::")[2] if len(case.attempts) > 1 else None


def occurrences(case: CaseResult, keeper: Keeper) -> Iterator[Occurrence]:
    """Yield every attempt that did not pass; what its reproduction kept goes with it."""
    for attempt in troubled(case):
        alone = [each for each in case.reproductions if each.node_id == attempt.node_id]
        artifacts = [*attempt.artifacts, *(artifact for each in alone for artifact in each.artifacts)]
        files = [keeper.read(artifact) for artifact in artifacts]
        yield Occurrence(attempt, name_of(case, attempt), reproduced(alone), files)


def reproduced(reproductions: list[Reproduction]) -> str | None:
    """Say how often a failure came again when its test ran alone, and what was left out; None where none was asked."""
    runs = sum(each.runs for each in reproductions)
    failed = sum(each.failed for each in reproductions)
    left_out = sum(not each.runs for each in reproductions)
    said = [f"reproduced {failed} of {runs}"] if runs else []
    if left_out:
        said.append(f"{left_out} more not run again" if runs else "not run again")
    return ", ".join(said) or None
