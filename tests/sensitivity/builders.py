"""Small matrices by hand, for the tests of this room."""

from reports.evidence.models import Outcome
from reports.sensitivity.models import Case, CleanRun, Matrix, Red, Trial, Variant

CASES = ["CP-AUTH-01", "CP-FOCUS-01", "CP-QUEST-01", "CP-HABIT-01"]
AREAS = {"CP-AUTH-01": "auth", "CP-FOCUS-01": "focus", "CP-QUEST-01": "quests", "CP-HABIT-01": "habits"}


def variant(name: str = "quests.lost", *, kills: tuple[str, ...] = ("CP-QUEST-01",), benign: bool = False) -> Variant:
    return Variant(
        id=name,
        area=name.split(".", maxsplit=1)[0],
        title="A title",
        symptom="A symptom.",
        severity="major",
        provenance="own",
        kills=[] if benign else list(kills),
        benign=benign,
    )


def trial(
    name: str = "quests.lost",
    *red: str,
    kills: tuple[str, ...] = ("CP-QUEST-01",),
    benign: bool = False,
    hits: int = 1,
    outcome: Outcome = Outcome.FAILED,
    repeated: dict[str, Outcome] | None = None,
    problem: str | None = None,
) -> Trial:
    return Trial(
        variant=variant(name, kills=kills, benign=benign),
        hits=hits,
        outcomes={case: outcome if case in red else Outcome.PASSED for case in CASES},
        reds=[Red(case=case, outcome=outcome, at_s=1.0 + place) for place, case in enumerate(red)],
        repeated=dict.fromkeys(red, outcome) if repeated is None else repeated,
        duration_s=4.0,
        problem=problem,
    )


def matrix(*trials: Trial, clean: Outcome = Outcome.PASSED, planned: int | None = None) -> Matrix:
    return Matrix(
        build=None,
        cases=[Case(id=case, area=AREAS[case], title=f"Title of {case}") for case in CASES],
        clean=CleanRun(outcomes=dict.fromkeys(CASES, Outcome.PASSED) | {CASES[0]: clean}, duration_s=3.0),
        trials=list(trials),
        planned=len(trials) if planned is None else planned,
    )
