"""The limits that the dashboard judges are those of the alert rules."""

import re

import pytest

from fixtures.monitoring.rule_file import Rule, read_rule_file
from reference_server.monitoring.monitoring import RULES
from reference_server.services.telemetry import limits
from reference_server.services.telemetry.limits import LIMITS, Limit
from reference_server.services.telemetry.recent import WINDOW_S

ONLY_SOMEBODY_ELSE_CAN_TELL = {"PassionTargetDown", "PassionWatchdog"}
LEAST = {
    "PassionHighErrorRate": limits.LEAST_REQUESTS,
    "PassionSlowRequests": limits.LEAST_REQUESTS,
    "PassionVaultUnlockFailures": limits.LEAST_FAILED_UNLOCKS,
    "PassionReplayConflicts": limits.LEAST_REPLAYED,
    "PassionSearchSlow": limits.LEAST_SEARCHES,
    "PassionCredentialStuffing": limits.LEAST_FAILED_ACCOUNTS,
}


def rules_of(limit: Limit) -> list[Rule]:
    name, _, cause = limit.id.partition(":")
    found = [rule for rule in read_rule_file(RULES).rules() if rule.alert == name]
    return [rule for rule in found if not cause or rule.labels["cause"] == cause]


def test_every_rule_has_its_limit_on_the_dashboard() -> None:
    judged = {limit.id.partition(":")[0] for limit in LIMITS}
    rules = {rule.alert for rule in read_rule_file(RULES).rules()}

    assert judged == rules - ONLY_SOMEBODY_ELSE_CAN_TELL


def test_routes_that_may_take_their_time_are_the_rules() -> None:
    (rule,) = [rule for rule in read_rule_file(RULES).rules() if rule.alert == "PassionSlowRequests"]

    assert f'route!~"{limits.UNLIMITED}"' in rule.expr


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.id)
def test_limit_severity_area_and_window_are_the_rules(limit: Limit) -> None:
    rules = rules_of(limit)
    compared = [float(number) for rule in rules for number in re.findall(r"[<>]=? ([\d.]+)", rule.expr)]
    windows = {int(minutes) * 60 for rule in rules for minutes in re.findall(r"\[(\d+)m\]", rule.expr)}

    most = 1 - limit.most if limit.id.endswith(":disk") else limit.most  # the rule tells what is free, we what is used
    assert any(number == pytest.approx(most) for number in compared), compared
    assert {(rule.labels["severity"], rule.labels["area"]) for rule in rules} == {(limit.severity, limit.area)}
    assert windows <= {limit.windows * WINDOW_S}
    if limit.id in LEAST:
        assert LEAST[limit.id] in compared
