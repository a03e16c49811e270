"""A selection of cases ends with 0 when each of them was shown to pass, and never because nothing spoke against it."""

import json
from pathlib import Path

import pytest

import qa.run
from qa.suite import SuiteEnd
from reports.evidence.models import Collected, Plan
from tests.made.runs import BUILD, NODE, MadeRun, execution, phase, planned
from tests.qa.commands import Done
from tests.qa.commands import qa as call_qa

CASE = "CP-HABIT-01"
PLAN = Plan(cases=[planned(CASE, NODE)])
COLLECTED = Collected(nodes={CASE: [NODE]})


@pytest.fixture
def finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Finished":
    return Finished(tmp_path, monkeypatch)


class Finished:
    """A run of the suite that pytest ended with 0, whatever its evidence says."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self._root, self._patch = root, patch

    def select(self, made: MadeRun, *selection: str) -> Done:
        """Let `qa run` with a selection come to its end with this evidence."""
        run = made.write(self._root)
        self._patch.setattr(qa.run, "_run", lambda *_: (run, SuiteEnd(0, interrupted=False)))
        return call_qa("run", *selection, "--json")


def test_a_selection_that_passed_whole_ends_with_0(finished: Finished) -> None:
    done = finished.select(MadeRun(plan=PLAN, collected=COLLECTED), CASE)

    assert (done.returncode, json.loads(done.stdout)["exit_code"]) == (0, 0)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(MadeRun(execution("skipped"), PLAN, COLLECTED), id="skipped"),
        pytest.param(MadeRun(execution("skipped", wasxfail="known"), PLAN, COLLECTED), id="xfailed"),
        pytest.param(
            MadeRun([phase("setup"), phase("call", "rerun", start=2), *execution(start=3)], PLAN, COLLECTED),
            id="flaky",
        ),
        pytest.param(MadeRun([], Plan(cases=[planned(CASE)]), Collected(nodes={})), id="without-a-test"),
        pytest.param(
            MadeRun(plan=Plan(cases=[*PLAN.cases, planned("CP-HABIT-02")]), collected=COLLECTED), id="partly-without"
        ),
        pytest.param(MadeRun([], PLAN, COLLECTED), id="never-reported"),
        pytest.param(
            MadeRun(plan=PLAN, collected=COLLECTED, last_build=BUILD.model_copy(update={"digest": "d2"})),
            id="changed-build",
        ),
        pytest.param(MadeRun(plan=Plan(cases=[]), collected=COLLECTED), id="nothing-selected"),
        pytest.param(
            MadeRun([*execution(), *execution(node="x.py::test_x")], PLAN, COLLECTED), id="more-than-was-collected"
        ),
    ],
)
def test_a_selection_that_was_not_shown_to_pass_ends_with_9(finished: Finished, made: MadeRun) -> None:
    done = finished.select(made, CASE)

    assert (done.returncode, json.loads(done.stdout)["exit_code"]) == (9, 9)


def test_what_was_not_selected_does_not_spoil_a_selection(finished: Finished) -> None:
    plan = Plan(cases=[*PLAN.cases, planned("CP-HABIT-02", selected=False)])

    assert finished.select(MadeRun(plan=plan, collected=COLLECTED), CASE).returncode == 0
