"""Layer 3: what is wrong with a Prometheus that watches the product is found by looking at it."""

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fixtures.eventually import eventually
from fixtures.monitoring import checks
from fixtures.monitoring.client import LoadedRule, Prometheus, PrometheusError
from fixtures.monitoring.judgement import Finding, judge
from fixtures.monitoring.rule_file import WATCHDOG, Rule, RuleFile
from fixtures.monitoring.selectors import limits, metrics, series
from load.alerts.live.exporter import Exporter, Level
from load.alerts.live.loopback import served
from load.alerts.live.prometheus import Watching
from load.alerts.live.prometheus import prometheus as started
from load.alerts.live.receiver import Receiver
from load.alerts.live.script import SCRIPT
from reference_server.monitoring.monitoring import RULES

AT_ONCE = timedelta(0)
WITHIN = timedelta(seconds=60)


def judged(
    program: str, folder: Path, rules: RuleFile, script: Mapping[str, Level], *, told: bool, patience: timedelta
) -> dict[str, Finding]:
    """Return the findings, by what they are of, on a Prometheus with these rules that scrapes this product."""
    exporter, receiver = Exporter(script), Receiver()
    with ExitStack() as ending:
        target = ending.enter_context(served(exporter.answer))
        receivers = [ending.enter_context(served(receiver.answer))] if told else []
        url = ending.enter_context(started(program, folder / "prometheus", Watching(rules, [target], receivers)))
        if not patience:
            exporter.wait_for_scrapes(3)
            with Prometheus(url) as asked:
                eventually(
                    lambda: [rule.health for rule in asked.rules()], until=lambda all_: "ok" in all_, within=WITHIN
                )
        return {finding.what: finding for finding in judge(url, RULES, patience=patience)}


def changed(shipped: RuleFile, **changes: Mapping[str, object]) -> RuleFile:
    """Return the file with its rules changed, by name, and those named with nothing left out."""
    kept = [
        rule.model_copy(update=dict(changes.get(rule.alert, {})))
        for rule in shipped.rules()
        if changes.get(rule.alert, True) != {}
    ]
    return RuleFile.model_validate({"groups": [{"name": "g", "rules": [rule.written() for rule in kept]}]})


def test_all_is_well_as_soon_as_a_new_one_has_looked(prometheus: str, shipped: RuleFile, tmp_path: Path) -> None:
    found = judged(prometheus, tmp_path, shipped, SCRIPT, told=True, patience=WITHIN)

    assert {finding.what: finding.found for finding in found.values() if finding.state != "ok"} == {}
    assert [found[id_].found for id_ in ("alerts/rules", "alerts/watchdog")] == ["15 rules", f"{WATCHDOG} fires"]
    assert len(found) == 6


def test_each_thing_that_is_wrong_is_named(prometheus: str, shipped: RuleFile, tmp_path: Path) -> None:
    rules = changed(
        shipped,
        PassionTargetDown={"labels": {"severity": "ticket", "area": "platform"}},
        PassionHighErrorRate={"hold": "20m"},
        PassionSyncLagging={"expr": "max(passion_sync_oldest_pending_seconds) > 1200"},
        PassionDbPoolSaturated={"expr": "passion_vault_unlocks_total / on (job) passion_vault_unlocks_total"},
        PassionWatchdog={},
    )
    left_out = ("passion_data_dir_free_bytes", "passion_auth_attempts_total", "passion_search_duration_seconds_bucket")
    script = {name: level for name, level in SCRIPT.items() if not name.startswith(left_out)}
    script['passion_auth_attempts_total{result="ok"}'] = SCRIPT['passion_auth_attempts_total{result="ok"}']
    script['passion_search_duration_seconds_bucket{le="0.25"}'] = SCRIPT["passion_search_duration_seconds_count{}"]

    found = judged(prometheus, tmp_path, rules, script, told=False, patience=AT_ONCE)

    assert {finding.what for finding in found.values() if finding.state == "failed"} == found.keys()
    said = found["alerts/rules"].found
    assert "PassionTargetDown has the labels {'area': 'platform', 'severity': 'ticket'}" in said
    assert "PassionHighErrorRate fires after 1200 s, not after 2m" in said
    assert "PassionSyncLagging has another expression: max(passion_sync_oldest_pending_seconds) > 1200" in said
    assert said.endswith("and 2 more")
    assert found["alerts/evaluation"].found.startswith("PassionDbPoolSaturated is err: ")
    assert found["alerts/metrics"].found == (
        'no metric passion_data_dir_free_bytes; no series passion_auth_attempts_total{result="bad_credentials"}'
    )
    assert found["alerts/buckets"].found == "passion_search_duration_seconds_bucket has no bucket 0.3, of 1"
    assert found["alerts/watchdog"].found == f"{WATCHDOG} does not fire"
    assert found["alerts/receiver"].todo == "give Prometheus an Alertmanager"


@pytest.mark.parametrize(
    ("status", "said", "message"),
    [
        (200, "<html>", "answers 200 and no JSON: it is no Prometheus"),
        (200, "[]", "answers 200: not as a Prometheus does"),
        (422, json.dumps({"status": "error", "error": "parse error"}), "answers 422: parse error"),
    ],
)
def test_what_does_not_answer_as_a_prometheus_does_leaves_it_unknown(status: int, said: str, message: str) -> None:
    with served(lambda _path, _body: (status, said)) as address:
        findings = judge(f"http://{address}", RULES, patience=AT_ONCE)

    assert {finding.state for finding in findings} == {"unknown"}
    assert all(message in finding.found for finding in findings)


def test_one_that_does_not_answer_at_all_leaves_it_unknown() -> None:
    findings = judge("http://127.0.0.1:9", RULES, patience=AT_ONCE)

    assert {finding.state for finding in findings} == {"unknown"}
    assert all("does not answer: " in finding.found and finding.todo for finding in findings)


def test_what_is_not_understood_is_told_with_its_place() -> None:
    answer = json.dumps({"status": "success", "data": {"alerts": [{"labels": {}, "state": 5}]}})

    with (
        served(lambda _path, _body: (200, answer)) as address,
        Prometheus(f"http://{address}") as prometheus,
        pytest.raises(PrometheusError, match=r"not understood, at 0\.state: "),
    ):
        prometheus.alerts()


def test_headers_go_with_each_request() -> None:
    with Prometheus("http://127.0.0.1:9/", headers={"X-Access": "secret"}) as prometheus:
        assert prometheus.url == "http://127.0.0.1:9"
        assert prometheus._http.headers["X-Access"] == "secret"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"health": "err", "lastError": "many-to-many"}, "A is err: many-to-many"),
        ({"interval_s": 3600}, "A is evaluated every 3600 s only"),
        ({"lastEvaluation": datetime.fromtimestamp(979, UTC)}, "A was evaluated 21 s ago"),
    ],
)
def test_a_rule_that_is_not_evaluated_as_it_must_be_is_told(change: dict[str, object], said: str) -> None:
    lately = {"health": "ok", "lastEvaluation": datetime.fromtimestamp(980, UTC), "interval_s": 5}
    rule = LoadedRule.model_validate({"name": "A", "query": "1", **lately, **change})

    assert checks._trouble(rule, now=1000) == said


def needs(rules: Sequence[Rule]) -> set[str]:
    return {metric for rule in rules for metric in metrics(rule.expr)}


def test_what_the_rules_need_is_read_from_them(shipped: RuleFile) -> None:
    rules = list(shipped.rules())

    assert needs(rules) == {name.partition("{")[0] for name in SCRIPT}
    assert {each for rule in rules for each in series(rule.expr)} == {
        'passion_watcher_uploads_total{result="failed"}',
        'passion_watcher_uploads_total{result="gave_up"}',
        'passion_replay_operations_total{result="conflict"}',
        'passion_db_pool_connections{state="in_use"}',
        'passion_auth_attempts_total{result="bad_credentials"}',
        'passion_object_store_requests_total{result="error"}',
    }
    assert {metric: limit for rule in rules for metric, limit in limits(rule.expr).items()} == {
        "passion_http_request_duration_seconds_bucket": 0.5,
        "passion_search_duration_seconds_bucket": 0.3,
    }
