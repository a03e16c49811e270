"""The kill matrix as one HTML file, in the look of the suite's report."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader

from reports.evidence.models import Manifest
from reports.render.environment import TEMPLATES, environment
from reports.sensitivity.figures import figures
from reports.sensitivity.judging import AS_WANTED, judge
from reports.sensitivity.models import Matrix, Trial, TrialOutcome
from reports.sensitivity.verdict import Verdict, decide
from reports.sensitivity.words import in_a_sentence, in_words

_OWN_TEMPLATES = Path(__file__).parent / "templates"
_UNSURE = frozenset({TrialOutcome.INFRASTRUCTURE_ERROR, TrialOutcome.NOT_ACTIVATED, TrialOutcome.UNSTABLE})
_HEROES = {Verdict.HOLDS: ("go", "✓"), Verdict.BROKEN: ("no-go", "✕"), Verdict.INCONCLUSIVE: ("inconclusive", "?")}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one case said of one variant; no words: it passed, as it was meant to."""

    sign: str = ""
    words: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One variant's line of the matrix."""

    trial: Trial
    outcome: TrialOutcome
    cells: list[Cell]


def render_matrix(matrix: Matrix, manifest: Manifest) -> str:
    """Return the page; every text in it is escaped."""
    made = environment()
    made.loader = ChoiceLoader([FileSystemLoader(_OWN_TEMPLATES), FileSystemLoader(TEMPLATES)])
    made.filters["words"] = lambda outcome: outcome.replace("_", " ")
    decision, found = decide(matrix), figures(matrix)
    hero, mark = _HEROES[decision.verdict]
    return made.get_template("sensitivity.html.j2").render(
        matrix=matrix,
        manifest=manifest,
        decision=decision,
        sentence=in_a_sentence(decision.verdict, found),
        hero=hero,
        mark=mark,
        figures=found,
        in_words=list(in_words(matrix, found)),
        areas=_by_area(matrix),
        tones={outcome: _tone(outcome) for outcome in TrialOutcome},
    )


def _by_area(matrix: Matrix) -> list[tuple[str, list[Row]]]:
    rows = [_row(trial, [case.id for case in matrix.cases]) for trial in matrix.trials]
    rows.sort(key=lambda row: (row.trial.variant.benign, row.trial.variant.area, row.trial.variant.id))
    return [(area, list(of_area)) for area, of_area in groupby(rows, key=lambda row: row.trial.variant.area)]


def _row(trial: Trial, cases: list[str]) -> Row:
    return Row(trial, judge(trial), [_cell(trial, case) for case in cases])


def _cell(trial: Trial, case: str) -> Cell:
    intended = case in trial.variant.kills
    if case in trial.red_cases:
        return Cell("●", f"{case} failed, as intended", "hit") if intended else Cell("○", f"{case} failed", "other")
    return Cell("✕", f"{case} was meant to fail", "miss") if intended else Cell()


def _tone(outcome: TrialOutcome) -> str:
    if outcome in AS_WANTED:
        return "killed"
    return "unsure" if outcome in _UNSURE else "unwanted"
