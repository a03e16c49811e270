"""What holds of every ledger of exceptions, whatever the evidence."""

from datetime import timedelta
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from reports.evidence.models import Outcome
from reports.findings import Status
from reports.gates.decide import Decision, Verdict, decide
from reports.gates.exceptions import Code
from reports.gates.ledger import Entry, Ledger
from reports.gates.policy import Policy
from tests.made.ledgers import entry
from tests.made.policies import policy_of
from tests.made.results import CANDIDATE, CASES, NOW, run

GRAVER = [Decision.GO, Decision.INCONCLUSIVE, Decision.NO_GO]
TODAY = NOW.date()
FEATURES = [id_ for id_, group in CASES.items() if group == "features"]
policies = st.sampled_from(
    [Policy.read("release"), Policy.read("critical-path"), policy_of("passed/planned == 100%", unlisted=2)]
)
# Mostly the features, which alone can be excepted under a release's policy, and a few of everything else.
ids = st.one_of(st.sampled_from(FEATURES), st.sampled_from([*CASES, "XX-GONE-01"]))
known_outcomes = st.sampled_from([Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.ERROR, *Outcome])
outcomes = st.dictionaries(st.sampled_from([*FEATURES[:6], *CASES]), known_outcomes, max_size=6)


@st.composite
def entries(draw: st.DrawFn, id_: str | None = None) -> Entry:
    case = id_ or draw(ids)
    days = draw(st.one_of(st.just(30), st.integers(-3, 95)))
    return Entry.model_validate(
        entry(
            case,
            expires=TODAY + timedelta(days=days),
            os=draw(st.sampled_from([None, None, None, "linux", "macos"])),
            match=draw(st.sampled_from([f"{case} did not pass"] * 3 + ["the chart is empty"])),
        )
    )


@st.composite
def situations(draw: st.DrawFn) -> tuple[dict[str, Outcome], list[Entry]]:
    """Draw a run and a ledger that knows some of its failures."""
    odd = draw(outcomes)
    fitting = [draw(entries(id_)) for id_ in odd if draw(st.integers(0, 4))]
    others = draw(st.lists(entries(), max_size=1)) if draw(st.booleans()) else []
    return odd, list({each.case: each for each in [*others, *fitting]}.values())


def judge(policy: Policy, odd: dict[str, Outcome], known: list[Entry]) -> Verdict:
    ledger = Ledger("exceptions.yaml", "l" * 64, tuple(known))
    return decide(policy, run(odd), ledger=ledger, candidate_digest=CANDIDATE, now=NOW)


@given(policies, situations(), entries())
def test_adding_an_entry_never_changes_a_key_objective(
    policy: Policy, situation: tuple[dict[str, Outcome], list[Entry]], more: Entry
) -> None:
    odd, known = situation
    before, after = (judge(policy, odd, each) for each in (known, [*known, more]))

    assert [each for each in after.objectives if each.key] == [each for each in before.objectives if each.key]
    if any(each.key and each.status is Status.BROKEN for each in before.objectives):
        assert after.decision is Decision.NO_GO


@given(policies, situations(), st.data())
def test_with_an_entry_that_ended_there_is_no_go(
    policy: Policy, situation: tuple[dict[str, Outcome], list[Entry]], data: st.DataObject
) -> None:
    odd, known = situation
    late = data.draw(entries()).model_copy(update={"expires": TODAY - timedelta(days=data.draw(st.integers(1, 400)))})

    assert judge(policy, odd, [*known, late]).decision is Decision.NO_GO


@given(policies, situations(), st.data())
def test_removing_an_entry_never_improves_the_decision_unless_it_is_at_fault(
    policy: Policy, situation: tuple[dict[str, Outcome], list[Entry]], data: st.DataObject
) -> None:
    odd, known = situation
    assume(known)
    with_all = judge(policy, odd, known)
    gone = data.draw(st.sampled_from(with_all.exceptions))

    without = judge(policy, odd, [each for each in known if each != gone.entry])

    if gone.status is not Status.BROKEN and len(known) <= 9:
        assert GRAVER.index(without.decision) >= GRAVER.index(with_all.decision)


@given(policies, situations(), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(
    policy: Policy, situation: tuple[dict[str, Outcome], list[Entry]], random: Random
) -> None:
    odd, known = situation
    shuffled = list(known)
    random.shuffle(shuffled)

    assert judge(policy, odd, shuffled) == judge(policy, odd, known)


@given(policies, situations())
def test_no_entry_changes_a_count(policy: Policy, situation: tuple[dict[str, Outcome], list[Entry]]) -> None:
    odd, known = situation

    counted = [
        [(each.planned, each.passed, each.not_passed, each.missing, each.measures) for each in verdict.objectives]
        for verdict in (judge(policy, odd, known), judge(policy, odd, []))
    ]

    assert counted[0] == counted[1]


@given(policies, situations())
def test_a_go_explains_every_failure_that_the_policy_asks_about(
    policy: Policy, situation: tuple[dict[str, Outcome], list[Entry]]
) -> None:
    odd, known = situation

    verdict = judge(policy, odd, known)

    if verdict.decision is Decision.GO:
        states = {each.entry.case: each.code for each in verdict.exceptions}
        short = [id_ for id_, outcome in odd.items() if outcome is not Outcome.PASSED and id_ in verdict.asked]
        unexplained = [id_ for id_ in short if states.get(id_) is not Code.IN_FORCE]
        assert len(unexplained) <= (2 if policy.name == "custom" else 0)
        assert {odd[id_] for id_ in short if id_ not in unexplained} <= {Outcome.FAILED, Outcome.ERROR}
        assert set(states.values()) <= {Code.IN_FORCE, Code.ELSEWHERE, Code.NOT_ASKED}


@given(policies, situations())
def test_only_what_is_broken_without_entries_is_waived_with_them(
    policy: Policy, situation: tuple[dict[str, Outcome], list[Entry]]
) -> None:
    odd, known = situation
    pairs = zip(judge(policy, odd, known).objectives, judge(policy, odd, []).objectives, strict=True)

    for with_them, without in pairs:
        if with_them.status is Status.WAIVED:
            assert without.status is Status.BROKEN
            assert not with_them.key
            assert set(with_them.not_passed) == set(with_them.excepted)
        else:
            assert with_them.status is without.status
