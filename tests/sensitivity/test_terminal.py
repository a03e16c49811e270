"""What a person reads in the terminal at the end of a sensitivity run."""

import re
from io import StringIO

from rich.console import Console

from reports.evidence.models import Outcome
from reports.sensitivity.models import Matrix
from reports.sensitivity.terminal import summary
from tests.sensitivity.builders import matrix, trial

LONG = "encryption.a_name_as_long_as_the_longest_one_is"


def said(shown: Matrix, *, width: int = 80) -> str:
    """Return the summary as plain text, of so many columns."""
    written = StringIO()
    Console(file=written, width=width).print(summary(shown))
    return written.getvalue()


def test_the_verdict_comes_first_and_each_variant_has_its_line() -> None:
    text = said(matrix(trial("quests.lost", "CP-AUTH-01", "CP-QUEST-01"), trial("benign.gzip", benign=True)))

    assert text.startswith("HOLDS  Every defect that was tried was noticed, and no benign variant was")
    assert re.search(r"^Detection +1 of 1 active defects \(100.0 %\)", text, re.MULTILINE)
    lines = {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.strip()}
    assert lines["quests.lost"] == ["killed_as_intended", "1", "CP-AUTH-01", "CP-QUEST-01"]
    assert lines["benign.gzip"] == ["tolerated", "1"]


def test_names_are_whole_however_narrow_the_terminal_is() -> None:
    text = said(matrix(trial(LONG, "CP-QUEST-01", "CP-AUTH-01")))

    assert f"{LONG}  killed_as_intended" in text


def test_red_cases_go_on_in_the_next_line_when_the_terminal_is_narrow() -> None:
    text = said(matrix(trial("alerts.off", "doctor/alerts/evaluation", "doctor/alerts/watchdog")), width=52)

    assert "doctor/alerts/evaluationdoctor/alerts/watchdog" in "".join(text.split())


def test_what_is_not_as_wanted_is_said_below_the_verdict() -> None:
    text = said(matrix(trial("quests.lost"), trial("quests.kept", problem="the server died")))

    first, *reasons = text.splitlines()
    assert first == "BROKEN  The suite is not as sensitive as it should be."
    assert "  · quests.lost: survived" in reasons
    assert "  · quests.kept: infrastructure_error" in reasons
    assert "the server died" in text


def test_a_red_clean_run_shows_no_table() -> None:
    text = said(matrix(clean=Outcome.FAILED))

    assert text.startswith("INCONCLUSIVE  ")
    assert "the clean run is not green" in text
    assert "Detection" not in text
