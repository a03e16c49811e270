"""Verdict and figures as people read them, the same in the terminal and on the page."""

from collections.abc import Iterator

from reports.sensitivity.figures import Figures, Spread
from reports.sensitivity.models import Matrix
from reports.sensitivity.verdict import Verdict

MOST_NAMES = 20
_SENTENCES = {
    Verdict.HOLDS: "Every defect that was tried was noticed, and no benign variant was minded.",
    Verdict.BROKEN: "The suite is not as sensitive as it should be.",
    Verdict.INCONCLUSIVE: "Nothing can be said about the suite's sensitivity.",
}
_HOLDS_FOR_DEFECTS = "Every defect that was tried was noticed; whether false alarms are raised was not tried."


def in_a_sentence(verdict: Verdict, found: Figures) -> str:
    """Return what the verdict means; of benign variants it says nothing unless some were tried."""
    return _HOLDS_FOR_DEFECTS if verdict is Verdict.HOLDS and not found.benign else _SENTENCES[verdict]


def in_words(matrix: Matrix, found: Figures) -> Iterator[tuple[str, str]]:
    """Yield each figure's name and value as people read them."""
    if matrix.sample:
        yield "Sample", f"{matrix.planned} of {matrix.sample.of} variants (again: {matrix.sample.again})"
    yield "Detection", f"{found.killed} of {found.active} active defects ({_percent(found.detection)})"
    yield "Detection, lower bound", f"{_percent(found.detection_at_least)} (one-sided, 95 %)"
    alarms = f"{found.false_alarms} of {found.benign} active benign variants"
    yield "False alarms", alarms if found.benign else "unknown: no benign variant was active"
    if found.spread is not None:
        yield from _spread_in_words(found.spread)


def _spread_in_words(found: Spread) -> Iterator[tuple[str, str]]:
    yield "Area named rightly by the first failure", _percent(found.area_named)
    yield "Time to the first kill", "unknown" if found.first_kill_s is None else f"{found.first_kill_s:.1f} s (median)"
    yield "Red cases per defect", "unknown" if found.reds_per_fault is None else f"{found.reds_per_fault:g} (median)"
    yield "Distinct kill patterns", str(found.distinct_patterns)
    yield "Defects that one case alone notices", _count(found.single_killer)
    yield "Cases that notice nothing", _count(found.idle_cases)
    yield "Smallest kill set", _count(found.smallest_kill_set)


def _percent(share: float | None) -> str:
    return "unknown" if share is None else f"{100 * share:.1f} %"


def _count(names: list[str]) -> str:
    """Count names, and list them while a person can take them in; the matrix shows each."""
    if len(names) > MOST_NAMES:
        return str(len(names))
    return f"{len(names)}: {', '.join(names)}" if names else "none"
