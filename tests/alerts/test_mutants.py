"""Rules with one thing changed: layer 1 must notice them, and those that it cannot are listed with a reason."""

from pathlib import Path

import pytest

from fixtures.monitoring.durations import DurationError, duration, seconds
from fixtures.monitoring.rule_file import Rule, RuleFile
from load.alerts.cases import CASES
from load.alerts.equivalents import EQUIVALENT
from load.alerts.expression import ExpressionError, text, tokens
from load.alerts.kills import try_mutants
from load.alerts.mutants import mutants
from load.alerts.page import all_mutants, percent, render

PAGE = Path(__file__).parents[2] / "docs" / "alerts.md"
LEAST_PERCENT = 95


def test_layer_1_kills_the_mutants_and_the_page_says_so(
    shipped: RuleFile, promtool: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = try_mutants(promtool, all_mutants(shipped), CASES, tmp_path)
    survivors = {outcome.mutant.id for outcome in outcomes if not outcome.killed}
    with capsys.disabled():
        print(
            f"\n{len(outcomes)} rule mutants, {len(survivors)} survive, {percent(outcomes):.1f} % of the others killed"
        )

    assert survivors == EQUIVALENT.keys()
    assert percent(outcomes) >= LEAST_PERCENT
    assert PAGE.read_text(encoding="utf-8") == render(CASES, outcomes)


RULE = Rule(
    alert="Full",
    expr='(max(used{kind="a"}) / 4 > 0.5 or absent(used)) and on (job) sum by (job) (rate(asked[5m])) > 0',
    hold="1m",
    labels={"severity": "page"},
)


@pytest.mark.parametrize(
    ("what", "expression"),
    [
        (
            "> becomes < at 12",
            '(max(used{kind="a"}) / 4 < 0.5 or absent(used)) and on(job) sum by(job) (rate(asked[5m])) > 0',
        ),
        (
            "0.5 becomes x3 at 13",
            '(max(used{kind="a"})/4 > 1.5 or absent(used)) and on(job) sum by(job)(rate(asked[5m])) > 0',
        ),
        (
            "without the label kind at 6",
            "(max(used{})/4 > 0.5 or absent(used)) and on(job) sum by(job)(rate(asked[5m])) > 0",
        ),
        (
            "kind = becomes != at 6",
            '(max(used{kind!="a"})/4>0.5 or absent(used)) and on(job) sum by(job)(rate(asked[5m])) > 0',
        ),
        ("only what is left of or at 14", '(max(used{kind="a"})/4>0.5) and on(job) sum by(job) (rate(asked[5m])) > 0'),
        ("only what is right of or at 14", "(absent(used)) and on(job) sum by(job) (rate(asked[5m])) > 0"),
        ("only what is left of and at 20", '(max(used{kind="a"})/4>0.5 or absent(used))'),
        ("only what is right of and at 20", "sum by(job) (rate(asked[5m])) > 0"),
        (
            "[5m] becomes x3 at 34",
            '(max(used{kind="a"})/4>0.5 or absent(used)) and on(job) sum by(job)(rate(asked[900s]))>0',
        ),
        ("by without job at 26", '(max(used{kind="a"})/4>0.5 or absent(used)) and on(job) sum by()(rate(asked[5m]))>0'),
        ("0 becomes 1 at 38", '(max(used{kind="a"})/4>0.5 or absent(used)) and on(job) sum by(job)(rate(asked[5m]))>1'),
    ],
)
def test_one_thing_is_changed_in_the_expression(what: str, expression: str) -> None:
    made = {mutant.id: mutant.rule.expr for mutant in mutants(RULE)}

    assert made.get(f"Full: {what}", sorted(made)) == text(tokens(expression))


def test_time_and_severity_are_changed_too() -> None:
    made = {mutant.id: mutant.rule for mutant in mutants(RULE)}

    assert {rule.hold for rule in made.values()} == {"1m", "0s", "180s", "20s"}
    assert made["Full: severity ticket"].labels == {"severity": "ticket"}
    assert all(rule != RULE.model_copy(update={"expr": text(tokens(RULE.expr))}) for rule in made.values())


def test_a_mutant_is_named_by_what_it_changes(shipped: RuleFile) -> None:
    ids = [mutant.id for mutant in all_mutants(shipped)]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("given", ["5", "m", "5 m", "", "1y"])
def test_what_is_no_duration_is_refused(given: str) -> None:
    with pytest.raises(DurationError, match="is no duration of Prometheus"):
        seconds(given)


def test_durations_are_read_and_written() -> None:
    assert [seconds(given) for given in ("90s", "1m30s", "2h", "500ms")] == [90, 90, 7200, seconds("1s") / 2]
    assert [duration(seconds(given)) for given in ("1m30s", "1500ms")] == ["90s", "1500ms"]
    with pytest.raises(DurationError, match="no whole number of milliseconds"):
        duration(seconds("1ms") / 3)


def test_an_expression_that_is_not_understood_is_shown() -> None:
    with pytest.raises(ExpressionError, match=r"not understood from here: '\$x"):
        tokens("up == $x")
