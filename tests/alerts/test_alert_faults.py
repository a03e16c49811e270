"""Each seeded defect of the alerts is noticed by the checks of layer 3 that it names, and no defect by none."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from fixtures.eventually import eventually
from fixtures.monitoring.client import Prometheus, PrometheusError
from fixtures.monitoring.judgement import CHECKS, judge
from load.alerts.live.exporter import Exporter
from load.alerts.live.loopback import served
from load.alerts.live.prometheus import running
from load.alerts.live.receiver import Receiver
from load.alerts.live.script import SCRIPT
from reference_server.faults.placing import PlacingError
from reference_server.faults.registry import BUILT_IN, Placeable, find_all
from reference_server.faults.rule_files import overlay_rules
from reference_server.monitoring.monitoring import RULES, Monitoring
from reference_server.stack.monitoring import prometheus as command

DEFECTS = [each for each in find_all([BUILT_IN]) if each.program == "monitoring"]
AT_ONCE = 4
WITHIN = timedelta(seconds=60)


def failed_checks(defect: Placeable | None, folder: Path, hits: list[str]) -> set[str]:
    """Return which checks fail where this defect is placed."""
    monitoring, exporter, receiver = Monitoring(), Exporter(SCRIPT), Receiver()
    if defect:
        defect.apply(monitoring, lambda: hits.append(defect.fault.id))
    with ExitStack() as ending:
        product = f"http://{ending.enter_context(served(exporter.answer))}"
        told = f"http://{ending.enter_context(served(receiver.answer))}"
        words = [*command(monitoring, folder, product, [told]), "--web.listen-address=127.0.0.1:0"]
        url = f"http://{ending.enter_context(running(words))}"
        exporter.wait_for_scrapes(2)
        with Prometheus(url) as asked:
            eventually(lambda: settled(asked), until=bool, within=WITHIN)
        return {finding.what for finding in judge(url, RULES, patience=timedelta(0)) if finding.state != "ok"}


def settled(asked: Prometheus) -> bool:
    """Say whether it knows whom to tell, if anybody, and what it scrapes; the rules are evaluated by then, if ever."""
    try:
        return bool(asked.label_values("__name__", "passion_sync_oldest_pending_seconds"))
    except PrometheusError:
        return False


def test_each_defect_is_noticed_by_the_checks_that_it_names(
    prometheus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reference_server.monitoring.monitoring.EVERY", "1s")
    hits: list[str] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        clean = pool.submit(failed_checks, None, tmp_path / "clean", hits)
        found = {each.fault.id: pool.submit(failed_checks, each, tmp_path / each.fault.id, hits) for each in DEFECTS}
    named = {each.fault.id: set(each.fault.kills) for each in DEFECTS}

    assert clean.result() == set()
    unnoticed = {name: named[name] - {f"doctor/{what}" for what in future.result()} for name, future in found.items()}
    assert {name: checks for name, checks in unnoticed.items() if checks} == {}
    assert sorted(hits) == sorted(named)


def test_a_named_check_exists() -> None:
    named = {name for each in DEFECTS for name in each.fault.kills}

    assert named <= {f"doctor/{check.what}" for check in CHECKS}


def test_a_text_that_no_longer_matches_stops_the_start() -> None:
    with pytest.raises(PlacingError, match=r"holds the text to be replaced 0 times, not once: 'for: 17m'"):
        overlay_rules(Monitoring(), "for: 17m", "for: 1m", lambda: None)


def test_the_launcher_passes_over_other_faults_and_refuses_unknown_ones(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from reference_server.faults import launch_monitoring

    started: list[tuple[list[str], str]] = []
    monkeypatch.setattr(launch_monitoring, "run", lambda words, monitoring: started.append((words, monitoring.rules())))
    names = ["--fault", "quests.tick_lost", "--fault", "alerts.limit_ten_times"]

    assert launch_monitoring.main([*names, "prometheus", str(tmp_path)]) == 0
    assert launch_monitoring.main(["--fault", "alerts.limit_tin_times", "prometheus", str(tmp_path)]) == 2
    ((words, rules),) = started
    assert words == ["prometheus", str(tmp_path)]
    assert "> 0.2\n" in rules
    assert "Did you mean 'alerts.limit_ten_times'?" in capsys.readouterr().err


def test_settings_are_files_that_can_be_looked_at(prometheus: str, tmp_path: Path) -> None:
    words = command(Monitoring(), tmp_path / "p", "http://127.0.0.1:9/passion", ["http://127.0.0.1:8"])

    settings = json.loads((tmp_path / "p" / "prometheus.json").read_text(encoding="utf-8"))
    assert words[0] == prometheus
    assert Path(settings["rule_files"][0]).read_bytes() == RULES.read_bytes()
    assert settings["alerting"]["alertmanagers"] == [{"static_configs": [{"targets": ["127.0.0.1:8"]}]}]
