"""What takes part in a trial: cases of the suite, and checks of the doctor where no case is about a defect."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.catalogue import check_selection
from qa.errors import unknown
from reports.sensitivity.models import Variant

DOCTOR = "doctor"
PREFIX = f"{DOCTOR}/"
WATCHED = (f"{PREFIX}alerts/", f"{PREFIX}prometheus")
"""Checks of what Prometheus makes of the server."""


@dataclass(frozen=True, slots=True)
class Part:
    """`selection` are cases, None where the suite takes no part; `checks` are the doctor's, by name."""

    selection: tuple[str, ...] | None
    checks: tuple[str, ...] = ()

    @classmethod
    def of(cls, ids: Sequence[str]) -> "Part":
        """Tell the cases from the checks."""
        cases = tuple(each for each in ids if not is_check(each))
        return cls(cases or None, tuple(each for each in ids if is_check(each)))

    @property
    def is_watched(self) -> bool:
        """Whether a Prometheus has to watch the server."""
        return any(check.startswith(WATCHED) for check in self.checks)


def is_check(name: str) -> bool:
    """Say whether a name in `kills` is that of a check."""
    return name.startswith(PREFIX)


def chosen(words: Sequence[str], variants: Sequence[Variant]) -> list[str]:
    """Return the ids of cases and checks that words mean, none: all. Of the checks, those that some defect names.

    Raises:
        UserError: one names none; the message gives the nearest match.

    """
    named = list(dict.fromkeys(each for variant in variants for each in variant.kills if is_check(each)))
    if not words:
        return [*check_selection([]), *named]
    of_doctor = {word for word in words if word == DOCTOR or is_check(word)}
    for word in of_doctor - {DOCTOR, *named}:
        raise unknown("check of the doctor that a defect is meant for", word, named)
    rest = [word for word in words if word not in of_doctor]
    checks = [each for each in named if DOCTOR in of_doctor or each in of_doctor]
    return [*(check_selection(rest) if rest else []), *checks]
