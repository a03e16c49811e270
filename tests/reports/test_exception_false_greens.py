"""Ways in which a list of known failures lets unknown ones through, tried on runs that were written and read back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reports.evidence.models import Outcome
from reports.gates.decide import Decision, Verdict, decide
from reports.gates.ledger import Ledger, LedgerError
from reports.gates.policy import Policy, PolicyError
from tests.made.ledgers import entry, ledger, text_of
from tests.made.policies import policy_of
from tests.made.results import CANDIDATE, CASES, NOW
from tests.made.runs import Line, MadeRun, execution, node_of, phase, subtest, suite_run

RELEASE = Policy.read("release")
FEATURES = [id_ for id_, group in CASES.items() if group == "features"]
FEATURE = FEATURES[0]
NODE = node_of(FEATURE)
KNOWN = f"{FEATURE} did not pass"


def judge(made: MadeRun, root: Path, known: Ledger | None = None, *, now: datetime = NOW) -> Verdict:
    return decide(RELEASE, made.read(root), ledger=known or ledger(FEATURE), candidate_digest=CANDIDATE, now=now)


def failing(*lines: Line, **changes: Any) -> MadeRun:
    """Return a run that is green but for the known failure, with these lines in the place of the case's own."""
    made = suite_run({FEATURE: Outcome.FAILED}, **changes)
    if lines:
        made.lines = [line for line in made.lines if line["nodeid"] != NODE] + list(lines)
    return made


def test_a_known_failure_is_a_go(tmp_path: Path) -> None:
    """A GO MUST be possible, or nothing below shows anything."""
    assert judge(failing(), tmp_path).decision is Decision.GO


def test_a_skip_list_that_hides_the_next_failure_of_the_same_test(tmp_path: Path) -> None:
    """The failure of an excepted case MUST be the known one."""
    worse = execution("failed", node=NODE, longrepr="everybody's notes are gone")

    assert judge(failing(*worse), tmp_path).decision is Decision.NO_GO


def test_a_known_failure_of_one_variant_that_covers_another(tmp_path: Path) -> None:
    """Every variant of a test MUST fail as the entry says, or pass."""
    made = failing(
        *execution("failed", node=f"{NODE}[phone]", longrepr=KNOWN),
        *execution("failed", node=f"{NODE}[laptop]", longrepr="everybody's notes are gone", start=9.0),
    )
    made.collected.nodes[FEATURE] = [f"{NODE}[phone]", f"{NODE}[laptop]"]

    assert judge(made, tmp_path).decision is Decision.NO_GO


def test_a_known_failure_of_one_variant_while_another_never_ran(tmp_path: Path) -> None:
    """A variant without an outcome MUST NOT be covered by one that failed as known."""
    made = failing(*execution("failed", node=f"{NODE}[phone]", longrepr=KNOWN))
    made.collected.nodes[FEATURE] = [f"{NODE}[phone]", f"{NODE}[laptop]"]

    assert judge(made, tmp_path).decision is not Decision.GO


def test_a_known_failure_of_one_subtest_that_covers_another(tmp_path: Path) -> None:
    """Every subtest MUST fail as the entry says, or pass, though the first alone is told."""
    counted = execution("failed", node=NODE, longrepr="contains 2 failed subtests")
    known, new = (
        subtest("failed", node=NODE, longrepr=text, start=start)
        for text, start in ((KNOWN, 1.12), ("everybody's notes are gone", 1.14))
    )

    assert judge(failing(*counted, known, known), tmp_path / "as known").decision is Decision.GO
    assert judge(failing(*counted, known, new), tmp_path / "worse").decision is Decision.NO_GO


def test_a_known_failure_with_a_tear_down_that_broke(tmp_path: Path) -> None:
    """A tear-down that broke beside the known failure MUST be known, too."""
    setup, call, _ = execution("failed", node=NODE, longrepr=KNOWN)
    broken = phase("teardown", "failed", node=NODE, start=2.0, longrepr="files were left behind")

    assert judge(failing(setup, call, broken), tmp_path).decision is Decision.NO_GO


def test_a_rate_that_has_room_for_any_failure(tmp_path: Path) -> None:
    """Nine of 94 may fail for known issues; one that nobody entered MUST NOT use that room."""
    made = suite_run(dict.fromkeys(FEATURES[:2], Outcome.FAILED))

    assert judge(made, tmp_path).decision is Decision.NO_GO


@pytest.mark.parametrize("outcome", [Outcome.SKIPPED, Outcome.XFAILED, Outcome.XPASSED, Outcome.CRASHED])
def test_a_test_that_is_marked_instead_of_entered(tmp_path: Path, outcome: Outcome) -> None:
    """A skip or an expected failure in a test's code MUST NOT stand in for an entry with owner and end."""
    for known in (ledger(), ledger(FEATURE)):
        assert judge(suite_run({FEATURE: outcome}), tmp_path, known).decision is Decision.NO_GO


def test_an_entry_that_outlives_its_end(tmp_path: Path) -> None:
    """An entry MUST count against the day of judging, not the day of the run."""
    known = ledger(entry(FEATURE, expires=NOW.date().isoformat()))

    assert judge(failing(), tmp_path, known).decision is Decision.GO
    assert judge(failing(), tmp_path, known, now=NOW + timedelta(days=1)).decision is Decision.NO_GO


def test_an_entry_without_an_end_in_sight(tmp_path: Path) -> None:
    """An end that nobody will live to see MUST NOT count as one."""
    assert judge(failing(), tmp_path, ledger(entry(FEATURE, expires="9999-12-31"))).decision is Decision.NO_GO


def test_an_entry_that_stays_when_the_case_is_mended(tmp_path: Path) -> None:
    """An entry that waits for the next failure MUST break the gate."""
    assert judge(suite_run(), tmp_path).decision is Decision.NO_GO


def test_an_entry_for_a_case_that_changed_its_name(tmp_path: Path) -> None:
    """An entry that fits no case MUST break the gate."""
    assert judge(suite_run(), tmp_path, ledger("FE-AREA-77")).decision is Decision.NO_GO


@pytest.mark.parametrize("id_", ["CP-AREA-01", "E2-AREA-01", "WA-AREA-01", "OF-AREA-01"])
def test_an_entry_for_a_group_that_must_pass_whole(tmp_path: Path, id_: str) -> None:
    """A case of the four groups at 100 % MUST NOT be excepted."""
    assert judge(suite_run({id_: Outcome.FAILED}), tmp_path, ledger(id_)).decision is Decision.NO_GO


def test_a_key_objective_that_leaves_room() -> None:
    """A key objective MUST ask for all of its cases, as its failures are in no ledger."""
    with pytest.raises(PolicyError, match="a key objective tolerates nothing: require 'passed/planned == 100%'"):
        policy_of("passed/planned >= 90%", more=", key: true")


def test_a_failure_on_another_system_than_the_known_one(tmp_path: Path) -> None:
    """An entry for one system MUST NOT cover the failure on another."""
    assert judge(failing(), tmp_path, ledger(entry(FEATURE, os="windows"))).decision is Decision.NO_GO


@pytest.mark.parametrize(
    "match", ["", " ", "e", "Error", "AssertionError", ". . . . . . . . . . . . .", "\n\n\n\n\n\n\n\n\n\n\n\n"]
)
def test_a_match_that_fits_any_failure(match: str) -> None:
    """A blank or short text MUST be refused."""
    with pytest.raises(LedgerError, match="match: write at least two words"):
        ledger(entry(FEATURE, match=match))


def test_a_ledger_with_more_entries_than_the_plan_has_room_for(tmp_path: Path) -> None:
    """Ten entries MUST NOT be a GO, though the one over is needed nowhere in this run."""
    many = ledger(*FEATURES[:9], entry(FEATURES[9], os="windows"))

    assert judge(suite_run(dict.fromkeys(FEATURES[:9], Outcome.FAILED)), tmp_path, many).decision is Decision.NO_GO


def test_an_entry_twice_of_which_one_fits() -> None:
    """Two entries for one case MUST be refused: the second would widen the first."""
    with pytest.raises(LedgerError, match="two entries for the case"):
        Ledger.parse(text_of([entry(FEATURE), entry(FEATURE, match="everybody's notes")]).encode(), name="twice.yaml")


def test_a_known_failure_on_evidence_that_is_doubtful(tmp_path: Path) -> None:
    """Known issues MUST NOT make up for a run that was stopped."""
    assert judge(failing(interrupted=True), tmp_path).decision is Decision.INCONCLUSIVE


def test_a_clock_in_another_time_zone(tmp_path: Path) -> None:
    """An entry MUST NOT live longer where the clock is behind."""
    known = ledger(entry(FEATURE, expires=NOW.date().isoformat()))
    utc = datetime(NOW.year, NOW.month, NOW.day, 23, 59, tzinfo=UTC) + timedelta(minutes=2)
    there = utc.astimezone(datetime.strptime("-1000", "%z").tzinfo)

    assert there.date() == NOW.date()
    assert judge(failing(), tmp_path, known, now=there).decision is Decision.NO_GO
