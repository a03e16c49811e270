"""Layer 1: each rule in simulated time, by promtool."""

import re
from pathlib import Path

import pytest

from fixtures.monitoring.rule_file import WATCHDOG, RuleFile
from load.alerts.case import ESSENTIAL, Case
from load.alerts.cases import CASES
from load.alerts.promtool import PromtoolError, check_rules, run_tests, write_tests
from reference_server.monitoring.monitoring import RULES

BY_RULE: dict[str, list[Case]] = {}
for each in CASES:
    BY_RULE.setdefault(each.alert.rule, []).append(each)
TWELVE = 12
RUNBOOK = Path(__file__).parents[2] / "docs" / "runbooks" / "alerts.md"


def names(file: RuleFile) -> list[str]:
    """Return the names of all alerts."""
    return sorted({rule.alert for rule in file.rules()})


def test_there_are_twelve_alerts_and_the_dead_mans_switch(shipped: RuleFile, promtool: str) -> None:
    check_rules(promtool, RULES)

    assert len(names(shipped)) == TWELVE + 1
    assert WATCHDOG in names(shipped)


def test_each_rule_has_a_name_of_its_own(shipped: RuleFile) -> None:
    ids = [rule.id for rule in shipped.rules()]

    assert len(set(ids)) == len(ids)


def test_each_rule_has_cases_of_each_kind(shipped: RuleFile) -> None:
    kinds = {rule: {case.kind for case in cases} for rule, cases in BY_RULE.items()}

    assert kinds.keys() | {WATCHDOG} == {rule.id for rule in shipped.rules()}
    assert {rule: ESSENTIAL - found for rule, found in kinds.items() if not found >= ESSENTIAL} == {}


def test_titles_of_cases_are_unique() -> None:
    ids = [case.id for case in CASES]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("rule", BY_RULE)
def test_it_fires_when_it_must_and_alone(rule: str, shipped: RuleFile, promtool: str, tmp_path: Path) -> None:
    tests = tmp_path / "cases.json"
    write_tests(tests, RULES, BY_RULE[rule], names(shipped))

    failures = run_tests(promtool, [tests])[tests]

    assert failures == "", f"\n{failures}"


def test_a_case_that_does_not_hold_is_told_with_its_title(shipped: RuleFile, promtool: str, tmp_path: Path) -> None:
    case, *_ = BY_RULE["PassionSyncLagging"]
    slack = {
        rule.id: rule.model_copy(update={"expr": "vector(1)"}) for rule in shipped.rules() if rule.id == case.alert.rule
    }
    rules, tests = tmp_path / "rules.json", tmp_path / "cases.json"
    rules.write_text(shipped.with_rules(slack).model_dump_json(by_alias=True), encoding="utf-8")
    write_tests(tests, rules, [case], names(shipped))

    failures = run_tests(promtool, [tests])[tests]

    assert f"name: {case.id}" in failures
    assert "PassionSyncLagging" in failures


@pytest.mark.parametrize("content", ["tests: [{", "rule_files: [nowhere.yaml]\ntests: [{interval: 1y1y}]"])
def test_what_promtool_cannot_judge_is_no_failure_of_a_rule(content: str, promtool: str, tmp_path: Path) -> None:
    tests = tmp_path / "cases.json"
    tests.write_text(content, encoding="utf-8")

    with pytest.raises(PromtoolError, match="could not judge"):
        run_tests(promtool, [tests])


def test_a_rule_file_that_promtool_refuses_is_told(promtool: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules.json"
    rules.write_text('{"groups": [{"name": "g", "rules": [{"alert": "A", "expr": "sum("}]}]}', encoding="utf-8")

    with pytest.raises(PromtoolError, match="unclosed left parenthesis"):
        check_rules(promtool, rules)


def test_each_alert_says_what_to_do(shipped: RuleFile) -> None:
    headings = re.findall(r"^## (\w+)$", RUNBOOK.read_text(encoding="utf-8"), re.MULTILINE)

    assert headings == list(dict.fromkeys(rule.alert for rule in shipped.rules()))
    assert {rule.annotations["runbook"] for rule in shipped.rules()} == {
        f"docs/runbooks/alerts.md#{heading.lower()}" for heading in headings
    }
