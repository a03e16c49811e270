"""A real Alertmanager, with the product's settings, passes on that an alert fires and that it is over."""

import json
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Condition
from typing import Any

from fixtures.monitoring.rule_file import WATCHDOG, Group, RuleFile
from load.alerts.compressed import compressed
from load.alerts.live.exporter import Exporter
from load.alerts.live.loopback import served
from load.alerts.live.prometheus import Watching, running
from load.alerts.live.prometheus import prometheus as started
from load.alerts.live.script import SCRIPT
from reference_server.monitoring.monitoring import Monitoring

FACTOR = 30
WITHIN_S = 120.0
TRIED = "PassionDbPoolSaturated"


class Webhook:
    """Whom the Alertmanager tells: remembers the name and the state of each alert, in order."""

    def __init__(self) -> None:
        self._told: list[tuple[str, str]] = []
        self._news = Condition()

    def answer(self, _path: str, body: bytes) -> tuple[int, str]:
        """Take what is posted."""
        told: Sequence[dict[str, Any]] = json.loads(body)["alerts"]
        with self._news:
            self._told += [(alert["labels"]["alertname"], alert["status"]) for alert in told]
            self._news.notify_all()
        return 200, ""

    def heard(self, name: str, state: str) -> bool:
        """Wait until an alert was told in this state; say whether it was."""
        with self._news:
            return self._news.wait_for(lambda: (name, state) in self._told, WITHIN_S)

    def states(self, name: str) -> list[str]:
        """Return the states of an alert, each change once."""
        with self._news:
            return list(dict.fromkeys(state for told, state in self._told if told == name))


def test_an_alert_arrives_at_the_webhook_and_so_does_its_end(
    shipped: RuleFile, prometheus: str, alertmanager: str, tmp_path: Path
) -> None:
    wanted = [rule for rule in compressed(shipped, FACTOR).rules() if rule.alert in {TRIED, WATCHDOG}]
    rules = RuleFile(groups=[Group(name="g", rules=wanted)])
    exporter, webhook = Exporter(SCRIPT), Webhook()
    settings = tmp_path / "alertmanager.json"
    with ExitStack() as ending:
        hook = ending.enter_context(served(webhook.answer))
        told = Monitoring().alertmanager(f"http://{hook}/", group_wait="0s", group_interval="1s")
        settings.write_text(json.dumps(told), encoding="utf-8")
        words = [f"--config.file={settings}", f"--storage.path={tmp_path / 'data'}", "--cluster.listen-address="]
        receiver = ending.enter_context(running([alertmanager, *words, "--web.listen-address=127.0.0.1:0"]))
        target = ending.enter_context(served(exporter.answer))
        ending.enter_context(started(prometheus, tmp_path / "p", Watching(rules, [target], [receiver])))
        assert webhook.heard(WATCHDOG, "firing")
        assert webhook.states(TRIED) == []
        exporter.become(faulty=True)
        assert webhook.heard(TRIED, "firing")
        exporter.become(faulty=False)
        assert webhook.heard(TRIED, "resolved")

    assert webhook.states(TRIED) == ["firing", "resolved"]
    assert webhook.states(WATCHDOG) == ["firing"]
