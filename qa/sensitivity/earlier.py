"""A run that was stopped, to go on with: what it showed of the same build, by the same harness, counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fixtures.plugins.identity import harness_state
from qa.errors import UserError
from qa.runs import find_run
from reports.evidence.models import Build, Harness, Manifest
from reports.evidence.run_directory import MANIFEST, EvidenceError, read_model
from reports.sensitivity.judging import judge
from reports.sensitivity.models import Matrix, Trial, TrialOutcome, Variant

MATRIX = "matrix.json"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A run's identity, and what it observed."""

    manifest: Manifest
    matrix: Matrix

    @property
    def runs(self) -> list[str]:
        """Ids of all the runs that its trials come from."""
        return [*self.matrix.continues, self.manifest.run_id]

    def check(self, harness: Harness, *, whole: bool) -> None:
        """Raise UserError where its trials were made by another harness, or in another way."""
        self._same("harness", _commit(self.manifest.harness), _commit(harness))
        self._same("way to try", _way(whole=self.matrix.whole), _way(whole=whole))

    def trials(self, variants: Sequence[Variant], build: Build | None) -> list[Trial]:
        """Return its trials of these variants; those that say nothing are to be made again.

        Raises UserError where they are about another build.
        """
        self._same("build", _digest(self.manifest.build), _digest(build))
        return [
            trial
            for trial in self.matrix.trials
            if trial.variant in variants and judge(trial) is not TrialOutcome.INFRASTRUCTURE_ERROR
        ]

    def _same(self, what: str, then: str | None, now: str | None) -> None:
        if then is None or then != now:
            raise UserError(
                f"--continue {self.manifest.run_id}: its {what} was {then or _UNSURE}, now it is {now or _UNSURE}; "
                "in one matrix all trials are about the same, so begin a new run"
            )


_UNSURE = "not known for sure"


def read_earlier(name: str, root: Path, *, whole: bool) -> Earlier:
    """Return the sensitivity run of that name.

    Raises:
        UserError: there is none, it ended before its clean run was through, or it tried something else.

    """
    run = find_run(name, root, "sensitivity") or root
    try:
        earlier = Earlier(read_model(run / MANIFEST, Manifest), read_model(run / MATRIX, Matrix))
    except EvidenceError as error:
        raise UserError(f"--continue {name}: {error}; name a sensitivity run of {root} that tried something") from error
    earlier.check(harness_state(Path()), whole=whole)
    return earlier


def _digest(build: Build | None) -> str | None:
    return build.digest if build else None


def _commit(harness: Harness) -> str | None:
    return None if harness.dirty else harness.commit


def _way(*, whole: bool) -> str:
    return "whole" if whole else "--quick"
