"""A sensitivity run: green first, then one trial a variant, several at a time; kept as evidence whatever happens."""

import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime

from qa.errors import UserError
from qa.sensitivity.bench import Bench, NoEvidenceError, StoppedError, time_for_a_trial
from qa.sensitivity.earlier import MATRIX, Earlier
from qa.sensitivity.examined import AREA, title_of
from reports.evidence.models import Manifest, Plan, SuiteEvidence
from reports.evidence.run_directory import MANIFEST, PLAN, VIEWS, RunDirectory, read_model
from reports.sensitivity.markdown import to_markdown
from reports.sensitivity.models import Case, CleanRun, Matrix, Sample, Trial, Variant
from reports.sensitivity.page import render_matrix
from reports.sensitivity.reading import outcomes_of, trouble_of
from reports.sensitivity.verdict import decide

PAGE = "sensitivity.html"
Tell = Callable[[str, int, int, Trial | None], None]
"""Takes what is going on, how many trials are through, of how many, and the trial that ended just now."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be tried, how it was drawn if it was, and the run to go on with if there is one."""

    variants: list[Variant]
    sample: Sample | None = None
    earlier: Earlier | None = None

    def in_order(self, trials: Iterable[Trial]) -> list[Trial]:
        """Return trials in the order of their variants."""
        order = {variant.id: place for place, variant in enumerate(self.variants)}
        return sorted(trials, key=lambda trial: order[trial.variant.id])


def run_trials(bench: Bench, run: RunDirectory, wanted: Wanted, tell: Tell) -> Matrix:
    """Run everything and keep it, trial by trial; the run directory is sealed in the end.

    Raises UserError when nothing can run, or when the run to go on with tried something else.
    """
    started_at = datetime.now(UTC)
    tell("the suite on the server without defects …", 0, 0, None)
    try:
        clean = bench.clean()
    except NoEvidenceError as error:
        raise UserError(f"the clean run left no evidence: {error}") from error
    except StoppedError as error:
        raise UserError("stopped before the clean run was through: nothing was shown") from error
    cases = _cases(bench)
    run.write_model(MANIFEST, _manifest(clean, run.path.name, started_at))
    matrix = _start(clean, cases, wanted, whole=bench.whole)
    if matrix.clean.green:
        if wanted.earlier:
            kept = wanted.earlier.trials(wanted.variants, clean.manifest.build)
            matrix = matrix.model_copy(update={"trials": kept, "continues": wanted.earlier.runs})
        within_s = time_for_a_trial(matrix.clean.duration_s)
        for trial in _trials(bench, wanted, matrix, within_s, tell):
            matrix = matrix.model_copy(update={"trials": wanted.in_order([*matrix.trials, trial])})
            run.write_model(MATRIX, matrix)  # hours of work outlive this process
    _keep(run, matrix, interrupted=bench.stop.is_set())
    return matrix


def _trials(bench: Bench, wanted: Wanted, matrix: Matrix, within_s: float, tell: Tell) -> Iterator[Trial]:
    """Yield the trials that the matrix lacks."""
    cases, tried = [case.id for case in matrix.cases], {trial.variant.id for trial in matrix.trials}
    ended = len(tried)
    with ThreadPoolExecutor(bench.at_once) as pool:
        open_trials: set[Future[Trial]] = {
            pool.submit(bench.try_variant, each, cases, within_s) for each in wanted.variants if each.id not in tried
        }
        while open_trials:
            done, open_trials = wait(open_trials, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in done:
                if future.cancelled() or isinstance(future.exception(), StoppedError):
                    continue
                ended += 1
                tell("variants", ended, len(wanted.variants), future.result())
                yield future.result()
            if bench.stop.is_set():
                for future in open_trials:
                    future.cancel()


def _cases(bench: Bench) -> list[Case]:
    checks = [Case(id=name, area=AREA, title=title_of(name)) for name in bench.part.checks]
    if bench.part.selection is None:
        return checks
    plan = read_model(bench.folder / "clean" / PLAN, Plan)
    cases = [Case(id=case.id, area=case.area, title=case.title) for case in plan.cases if case.selected and case.tests]
    return [*cases, *checks]


def _start(clean: SuiteEvidence, cases: list[Case], wanted: Wanted, *, whole: bool) -> Matrix:
    ids = [case.id for case in cases]
    seal = clean.manifest.seal
    took = (seal.finished_at - clean.manifest.started_at).total_seconds() if seal else 0.0
    return Matrix(
        build=clean.manifest.build,
        cases=cases,
        clean=CleanRun(outcomes=outcomes_of(clean, ids), duration_s=took, problem=trouble_of(clean, ids)),
        planned=len(wanted.variants),
        sample=wanted.sample,
        whole=whole,
    )


def _manifest(clean: SuiteEvidence, run_id: str, started_at: datetime) -> Manifest:
    update = {
        "kind": "sensitivity",
        "run_id": run_id,
        "started_at": started_at,
        "seed": None,
        "command": ["qa", *sys.argv[1:]],
        "seal": None,
    }
    return clean.manifest.model_copy(update=update)


def _keep(run: RunDirectory, matrix: Matrix, *, interrupted: bool) -> None:
    run.write_model(MATRIX, matrix)
    run.write_text(f"{VIEWS}/{PAGE}", render_matrix(matrix, run.manifest()))
    run.write_text(f"{VIEWS}/sensitivity.md", to_markdown(matrix, run.manifest()))
    run.seal(
        finished_at=datetime.now(UTC),
        interrupted=interrupted,
        exit_status=decide(matrix).verdict.value,
        build=matrix.build,
    )
