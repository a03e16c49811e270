"""The policies ask for what the launch plan asks for, of the catalogue as it stands."""

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from fixtures.catalogue.cases import load_catalogue
from qa.catalogue import CATALOGUE
from reports.gates.objective import Objective
from reports.gates.policy import Policy, names
from reports.gates.rules.exceptions import MOST, Exceptions
from reports.gates.threshold import Threshold

ROOT = Path(__file__).parents[2]
CASES = load_catalogue(ROOT / CATALOGUE).cases
# The plan, "E2E Test Suite Execution": these pass whole, and of all cases at least 90 %.
WHOLE_GROUPS = {"critical_path", "e2ee", "watcher", "offline"}


def told(objective: Objective, metric: str) -> Threshold:
    return next(threshold for threshold in objective.require if threshold.metric == metric)


def test_the_release_asks_for_what_the_plan_asks_for() -> None:
    overall, *groups = Policy.read("release").document.objectives

    assert (overall.select.group, overall.key) == (None, False)
    assert told(overall, "passed/planned").text == "passed/planned >= 90%"
    assert told(overall, "planned").text == "planned == 94"
    assert {name for objective in groups for name in objective.select.group or []} == WHOLE_GROUPS
    assert {told(objective, "passed/planned").text for objective in groups} == {"passed/planned == 100%"}
    assert all(objective.key for objective in groups)


def test_the_reference_server_is_asked_for_the_same_as_the_release() -> None:
    assert Policy.read("reference").document.objectives == Policy.read("release").document.objectives


@pytest.mark.parametrize("name", names())
def test_a_policy_counts_what_the_catalogue_holds(name: str) -> None:
    counts = {
        **Counter(case.group for case in CASES),
        **Counter(case.area for case in CASES),
        "every case": len(CASES),
    }

    for objective in Policy.read(name).document.objectives:
        selected = (objective.select.group or objective.select.area or ["every case"])[0]
        assert told(objective, "planned").value == counts[selected], objective.id


def test_the_exceptions_are_as_many_as_the_plan_has_room_for() -> None:
    """The plan: at least 90 %, "allow 9 failures for known issues"."""
    room = next(failures for failures in range(94) if Fraction(94 - failures - 1, 94) < Fraction(9, 10))

    assert room == MOST == 9


@pytest.mark.parametrize("name", names())
def test_no_policy_of_the_project_tolerates_failures_that_nobody_entered(name: str) -> None:
    (rule,) = (rule for rule in Policy.read(name).rules if isinstance(rule, Exceptions))

    assert (rule.most, rule.unlisted) == (9, 0)
