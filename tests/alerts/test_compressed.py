"""Compressed time changes durations and nothing else, and that is proven by reading both files."""

import pytest

from fixtures.monitoring.durations import DurationError
from fixtures.monitoring.rule_file import Rule, RuleFile
from load.alerts.compressed import compressed, longest_window, same_but_for_time

FACTOR = 30


def test_the_rules_in_compressed_time_are_the_rules(shipped: RuleFile) -> None:
    fast = compressed(shipped, FACTOR)

    assert same_but_for_time(shipped, fast, FACTOR)
    assert not same_but_for_time(shipped, fast, FACTOR - 1)
    assert not same_but_for_time(shipped, shipped, FACTOR)


def test_windows_and_the_time_it_must_last_are_divided(shipped: RuleFile) -> None:
    fast = {rule.id: rule for rule in compressed(shipped, FACTOR).rules()}

    assert "[10s]" in fast["PassionHighErrorRate"].expr
    assert fast["PassionHighErrorRate"].hold == "4s"
    assert longest_window(fast["PassionReplayConflicts"]) == 30
    assert longest_window(fast["PassionSyncLagging"]) == 0


def test_of_two_windows_the_longest_counts() -> None:
    assert longest_window(Rule(alert="Used", expr="rate(used[1m]) / rate(asked[5m]) > 1")) == 300


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("a limit", {"expr": "rate(used[2s]) > 2"}),
        ("a window", {"expr": "rate(used[3s]) > 1"}),
        ("a comparison", {"expr": "rate(used[2s]) < 1"}),
        ("how long it must last", {"hold": "3s"}),
        ("a label", {"labels": {"severity": "ticket"}}),
        ("what people read", {"annotations": {"summary": "else"}}),
    ],
)
def test_any_other_change_is_noticed(what: str, change: dict[str, object]) -> None:
    rule = Rule(alert="Used", expr="rate(used[1m]) > 1", hold="1m", labels={"severity": "page"})
    file = RuleFile.model_validate({"groups": [{"name": "g", "rules": [rule.written()]}]})
    fast = compressed(file, FACTOR)

    assert same_but_for_time(file, fast, FACTOR)
    assert not same_but_for_time(file, fast.with_rules({"Used": next(fast.rules()).model_copy(update=change)}), FACTOR)


def test_a_factor_that_leaves_no_whole_milliseconds_is_refused(shipped: RuleFile) -> None:
    with pytest.raises(DurationError, match="no whole number of milliseconds"):
        compressed(shipped, 7)
