"""How the product is watched: the rules, and the settings of Prometheus and of the Alertmanager."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

RULES = Path(__file__).with_name("alerts.yaml")
JOB = "passion-os"
EVERY = "5s"
KEPT_FOR = "7d"
WATCHDOG = "PassionWatchdog"


class Monitoring:
    """Says what the programs are started with; each answer can be looked at, or changed, before they start."""

    def rules(self) -> str:
        """Return the rule file."""
        return RULES.read_text(encoding="utf-8")

    def prometheus(self, product: str, rule_file: Path, alertmanagers: Sequence[str]) -> dict[str, Any]:
        """Return Prometheus's settings: scrape the product at a URL, which may have a path, and whom to tell."""
        place = urlsplit(product)
        job = {
            "job_name": JOB,
            "scheme": place.scheme,
            "metrics_path": f"{place.path.rstrip('/')}/metrics",
            "static_configs": [{"targets": [place.netloc]}],
        }
        told = [{"static_configs": [{"targets": [urlsplit(url).netloc]}]} for url in alertmanagers]
        return {
            "global": {"scrape_interval": EVERY, "scrape_timeout": EVERY, "evaluation_interval": EVERY},
            "rule_files": [str(rule_file)],
            "scrape_configs": [job],
            "alerting": {"alertmanagers": told},
        }

    def alertmanager(
        self, webhook: str | None, *, group_wait: str = "5s", group_interval: str = "30s"
    ) -> dict[str, Any]:
        """Return the Alertmanager's settings: pass everything on to a webhook, if there is one, the ends of alerts too.

        The dead man's switch is passed on again and again: whoever misses it knows that alerts do not arrive.
        """
        people: dict[str, Any] = {"name": "people"}
        if webhook:
            people["webhook_configs"] = [{"url": webhook, "send_resolved": True}]
        heartbeat = {"receiver": "people", "matchers": [f'alertname="{WATCHDOG}"'], "repeat_interval": "5m"}
        route = {
            "receiver": "people",
            "group_by": ["alertname", "cause"],
            "group_wait": group_wait,
            "group_interval": group_interval,
            "repeat_interval": "4h",
            "routes": [heartbeat],
        }
        return {"route": route, "receivers": [people]}
