"""A run that was stopped is gone on with: what it showed counts, once, and only beside what is the same."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from fixtures.target.profiles import Profile, Start
from qa.errors import UserError
from qa.sensitivity import earlier as earlier_module
from qa.sensitivity.bench import Bench, StoppedError
from qa.sensitivity.earlier import MATRIX, Earlier, read_earlier
from qa.sensitivity.examined import evidence_of
from qa.sensitivity.parts import Part
from qa.sensitivity.trials import Wanted, run_trials
from reports.evidence.models import Build, Harness, SuiteEvidence
from reports.evidence.run_directory import MANIFEST, RunDirectory, read_model
from reports.sensitivity.markdown import to_markdown
from reports.sensitivity.models import Matrix, Trial, Variant
from tests.made.results import manifest
from tests.sensitivity.builders import matrix, trial, variant

PROFILE = Profile(name="reference", kind="reference", start=Start(command=["qa"]))
CHECK = "doctor/sync"
BUILD = Build(product="passion-os", version="1", commit="c", digest="d")
CLEAN = Harness(commit="abc", dirty=False)
VARIANTS = [variant(f"health.{name}", kills=(CHECK,)) for name in ("first", "second", "third")]


class Stand(Bench):
    """A bench without servers: each trial is told at once, and `stop` is set when so many were made."""

    tried: list[str]
    stop_after: int

    def clean(self) -> SuiteEvidence:
        """Find everything well."""
        answer = {
            "build": BUILD.model_dump(),
            "exit_code": 0,
            "checks": [{"what": "sync", "state": "ok", "found": "well"}],
        }
        shown = evidence_of(json.dumps(answer), PROFILE, [CHECK], datetime.now(UTC))
        return shown.model_copy(update={"manifest": shown.manifest.model_copy(update={"harness": CLEAN})})

    def try_variant(self, variant: Variant, cases: list[str], within_s: float) -> Trial:  # noqa: ARG002
        """Find the defect noticed."""
        if self.stop.is_set():
            raise StoppedError
        self.tried.append(variant.id)
        if len(self.tried) == self.stop_after:
            self.stop.set()
        return trial(variant.id, CHECK, kills=(CHECK,))


def stand(folder: Path, stop_after: int = 99) -> Stand:
    made = Stand(
        folder=folder,
        profile=PROFILE,
        faults=None,
        part=Part.of([CHECK]),
        whole=False,
        repeat=1,
        at_once=1,
        stop=Event(),
        insist=Event(),
    )
    object.__setattr__(made, "tried", [])
    object.__setattr__(made, "stop_after", stop_after)
    return made


def silent(*_: object) -> None:
    """Tell nobody."""


def run_of(root: Path, wanted: Wanted, stop_after: int = 99) -> tuple[RunDirectory, Matrix, list[str]]:
    run = RunDirectory.create(root, "sensitivity")
    bench = stand(run.path, stop_after)
    return run, run_trials(bench, run, wanted, silent), bench.tried


@pytest.fixture
def known_harness(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit that is checked out is the one of the runs here."""
    monkeypatch.setattr(earlier_module, "harness_state", lambda _: CLEAN)


@pytest.mark.usefixtures("known_harness")
def test_a_run_goes_on_where_another_was_stopped(tmp_path: Path) -> None:
    stopped, first, tried = run_of(tmp_path, Wanted(VARIANTS), stop_after=2)
    assert len(first.trials) == len(tried) == 2

    before = read_earlier(stopped.path.name[-4:], tmp_path, whole=False)
    _, whole, rest = run_of(tmp_path, Wanted(VARIANTS, earlier=before))

    assert rest == ["health.third"]
    assert [each.variant for each in whole.trials] == VARIANTS
    assert (whole.planned, whole.continues) == (3, [stopped.path.name])
    assert f"goes on with: `{stopped.path.name}`" in to_markdown(whole, manifest())


def test_each_trial_is_kept_as_soon_as_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = list[int]()
    write = RunDirectory.write_model

    def noted(run: RunDirectory, name: str, model: Matrix) -> None:
        write(run, name, model)
        if name == MATRIX:
            kept.append(len(read_model(run.path / MATRIX, Matrix).trials))

    monkeypatch.setattr(RunDirectory, "write_model", noted)
    run_of(tmp_path, Wanted(VARIANTS))

    assert kept == [1, 2, 3, 3]


def test_what_showed_nothing_or_was_not_asked_for_does_not_count() -> None:
    made = [trial("quests.lost", "CP-QUEST-01"), trial("quests.kept", problem="it died"), trial("quests.other")]
    before = Earlier(manifest(build=BUILD), matrix(*made))

    assert before.trials([variant("quests.lost"), variant("quests.kept")], BUILD) == made[:1]
    assert before.trials([variant("quests.lost", kills=("CP-QUEST-02",))], BUILD) == []


@pytest.mark.parametrize(
    ("harness", "whole", "message"),
    [
        (Harness(commit="def", dirty=False), True, "its harness was abc, now it is def"),
        (Harness(commit="abc", dirty=True), True, "now it is not known for sure"),
        (CLEAN, False, "its way to try was whole, now it is --quick"),
    ],
)
def test_trials_of_another_harness_or_way_are_refused(harness: Harness, whole: bool, message: str) -> None:
    before = Earlier(manifest(build=BUILD, harness=CLEAN), matrix())

    with pytest.raises(UserError, match=message):
        before.check(harness, whole=whole)


def test_trials_by_a_harness_with_uncommitted_changes_are_refused() -> None:
    dirty = Harness(commit="abc", dirty=True)

    with pytest.raises(UserError, match="its harness was not known for sure"):
        Earlier(manifest(harness=dirty), matrix()).check(dirty, whole=True)


@pytest.mark.parametrize("build", [None, BUILD.model_copy(update={"digest": "e"})])
def test_trials_of_another_build_are_refused(build: Build | None) -> None:
    with pytest.raises(UserError, match="its build was d, now it is"):
        Earlier(manifest(build=BUILD), matrix()).trials([], build)


def test_a_run_that_tried_nothing_cannot_be_gone_on_with(tmp_path: Path) -> None:
    run = RunDirectory.create(tmp_path, "sensitivity")
    run.write_model(MANIFEST, manifest())

    with pytest.raises(UserError, match="name a sensitivity run of"):
        read_earlier(run.path.name, tmp_path, whole=True)
    with pytest.raises(UserError, match="no run"):
        read_earlier("0000", tmp_path, whole=True)


def test_the_matrix_says_which_runs_it_goes_on_with() -> None:
    before = Earlier(manifest(), matrix().model_copy(update={"continues": ["the first"]}))

    assert before.runs == ["the first", before.manifest.run_id]
    assert replace(before, matrix=matrix()).runs == [before.manifest.run_id]
