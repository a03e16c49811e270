"""One trial: the suite as a child process against a server with one seeded defect, and what its evidence says."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic

import yaml

from fixtures.target.processes import end
from fixtures.target.profiles import Profile, Start
from qa.sensitivity.examined import evidence_of, together
from qa.sensitivity.parts import Part
from qa.suite import SuiteOptions
from reports.evidence.models import Outcome, SuiteEvidence
from reports.evidence.run_directory import EvidenceError
from reports.evidence.suite import read_suite
from reports.sensitivity.judging import to_repeat
from reports.sensitivity.models import Trial, Variant
from reports.sensitivity.reading import outcomes_of, reds_of, trouble_of

HITS = "PASSION_FAULT_HITS"
CLEAN_WITHIN_S = 3600.0
TRIAL_AT_LEAST_S = 900.0
TRIAL_TIMES_CLEAN = 10.0  # one worker beside other trials, a slow server and cases that wait in vain
PATIENCE_S = 5.0  # a defect makes its cases wait in vain; the clean run, first, shows that this is enough here
STOP_WITHIN_S = 30.0
_LOOK_EVERY_S = 0.1


def time_for_a_trial(clean_s: float) -> float:
    """Return after how many seconds a run against a variant is ended, when the clean run took `clean_s` seconds."""
    return max(TRIAL_AT_LEAST_S, TRIAL_TIMES_CLEAN * clean_s)


class NoEvidenceError(Exception):
    """A suite run left nothing that can be judged; the message says why and where its output is."""


class StoppedError(Exception):
    """A person or a signal stopped the run before this trial was through."""


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What all trials of one run share. Each trial keeps its evidence in a folder of its own below `folder`."""

    folder: Path
    profile: Profile  # how the server without defects is started
    faults: Path | None  # a folder of further defects
    part: Part  # what takes part in the clean run
    whole: bool  # every selected case against every defect; else those meant to notice it, until one has
    repeat: int  # how often what killed a defect runs again
    at_once: int  # servers at the same time; the clean run has their browsers to itself
    stop: Event
    insist: Event  # somebody who asked to stop will not wait

    def clean(self) -> SuiteEvidence:
        """Run the suite on the server without defects. Raises NoEvidenceError or StoppedError."""
        return self._run(
            self.folder / "clean", self.profile, self.part, {}, workers=self.at_once, within_s=CLEAN_WITHIN_S
        )

    def try_variant(self, variant: Variant, cases: list[str], within_s: float) -> Trial:
        """Run the suite on the server with the variant, each run within so many seconds; repeat what turned red.

        Raises StoppedError.
        """
        started = monotonic()
        place = self.folder / "trials" / variant.id
        hits = place / "hits"
        profile = self._faulty(variant)
        part = self.part
        until_failed = not (self.whole or variant.benign)
        if until_failed:
            cases = [case for case in cases if case in variant.kills]
            part = Part.of(cases)
        try:
            evidence = self._run(
                place / "run-1", profile, part, {HITS: str(hits)}, until_failed=until_failed, within_s=within_s
            )
        except NoEvidenceError as error:
            return Trial(variant=variant, hits=0, duration_s=monotonic() - started, problem=str(error))
        first = Trial(
            variant=variant,
            hits=_count(hits),
            outcomes=outcomes_of(evidence, cases),
            reds=reds_of(evidence),
            duration_s=monotonic() - started,
            problem=trouble_of(evidence, cases, until_failed=until_failed),
        )
        repeated = self._again(place, profile, first, until_failed=until_failed, within_s=within_s)
        return first.model_copy(update={"repeated": repeated, "duration_s": monotonic() - started})

    def _again(
        self, place: Path, profile: Profile, first: Trial, *, until_failed: bool, within_s: float
    ) -> dict[str, Outcome]:
        cases = to_repeat(first) if first.hits and not first.problem else []
        repeated: dict[str, Outcome] = {}
        for number in range(2, 2 + self.repeat if cases else 2):
            try:
                evidence = self._run(
                    place / f"run-{number}", profile, Part.of(cases), {}, until_failed=until_failed, within_s=within_s
                )
            except NoEvidenceError:
                return dict.fromkeys(cases, Outcome.NOT_RUN)
            for case, outcome in outcomes_of(evidence, cases).items():
                # Once green is enough to call a kill unstable, so the last red never covers an earlier pass.
                if repeated.get(case) is not Outcome.PASSED:
                    repeated[case] = outcome
        return repeated

    def _faulty(self, variant: Variant) -> Profile:
        start = self.profile.start or Start(command=["qa"])
        further = ["--faults", str(self.faults.resolve())] if self.faults else []
        command = [*start.command, "--fault", variant.id, *further]
        return self.profile.model_copy(update={"start": start.model_copy(update={"command": command})})

    def _run(
        self,
        place: Path,
        profile: Profile,
        part: Part,
        environment: dict[str, str],
        *,
        within_s: float,
        workers: int = 1,
        until_failed: bool = False,
    ) -> SuiteEvidence:
        """Run the suite, then the doctor, as far as they take part, and return what both show together."""
        place.mkdir(parents=True)
        targets = place.with_suffix(".targets.yaml")
        profile = profile.model_copy(update={"patience_s": PATIENCE_S})
        if part.is_watched and profile.start:
            profile = profile.model_copy(update={"start": profile.start.with_words(["--prometheus"])})
        described = profile.model_dump(mode="json", exclude={"name"}, exclude_none=True)
        targets.write_text(yaml.safe_dump({"schema": 1, "targets": {profile.name: described}}), encoding="utf-8")
        shown: list[SuiteEvidence] = []
        if part.selection is not None:
            options = SuiteOptions(
                target=profile.name,
                targets_file=targets,
                workers=workers,
                cases=part.selection,
                reproduce=0,
                further=("--quiet", *(["--until-failed"] if until_failed else [])),
            )
            shown.append(self._suite(options, place, environment, within_s))
        if part.checks and not (until_failed and any(result.outcome.red for each in shown for result in each.results)):
            shown.append(self._doctor(profile, targets, part.checks, place, environment, within_s))
        return together(shown)

    def _suite(self, options: SuiteOptions, place: Path, environment: dict[str, str], within_s: float) -> SuiteEvidence:
        log = place.with_suffix(".log")
        self._through(options.command(place), log, environment, within_s)
        try:
            return read_suite(place)
        except EvidenceError as error:
            raise NoEvidenceError(f"{_last_words(log) or error} (all in {log.name})") from error

    def _doctor(
        self,
        profile: Profile,
        targets: Path,
        checks: tuple[str, ...],
        place: Path,
        environment: dict[str, str],
        within_s: float,
    ) -> SuiteEvidence:
        log, started_at = place.with_suffix(".doctor.log"), datetime.now(UTC)
        words = ["doctor", "--json", f"--target={profile.name}", f"--targets-file={targets}", f"--run-root={place}"]
        self._through([sys.executable, "-m", "qa", *words], log, environment, within_s)
        try:
            return evidence_of(log.read_text(encoding="utf-8", errors="replace"), profile, checks, started_at)
        except ValueError:
            raise NoEvidenceError(f"{_last_words(log) or 'the doctor said nothing'} (all in {log.name})") from None

    def _through(self, command: Sequence[str], log: Path, environment: dict[str, str], within_s: float) -> None:
        if not self._follow(command, log, environment, within_s):
            raise NoEvidenceError(f"not through within {within_s:.0f} s, so it was ended (all in {log.name})")

    def _follow(self, command: Sequence[str], log: Path, environment: dict[str, str], within_s: float) -> bool:
        deadline = monotonic() + within_s
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **environment},
                start_new_session=os.name == "posix",
            )
            try:
                while process.poll() is None and monotonic() < deadline:
                    if self.stop.wait(_LOOK_EVERY_S):
                        raise StoppedError
                return process.poll() is not None
            finally:
                end(process, STOP_WITHIN_S, self.insist)


def _count(hits: Path) -> int:
    return len(hits.read_text(encoding="utf-8").splitlines()) if hits.exists() else 0


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return " ".join(lines[-3:])
