"""Who is told of alerts: a stand-in for the Alertmanager, which takes what a Prometheus posts and remembers it."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Condition

ACCEPTS = "/api/v2/alerts"


@dataclass(frozen=True, slots=True)
class Told:
    """One alert as it was told once: seconds since the epoch for its beginning, its end, and when it came here."""

    labels: Mapping[str, str]
    starts: float
    ends: float
    came: float

    @property
    def firing(self) -> bool:
        """Whether it still fired when it came: one that is over is told again and again, for minutes."""
        return self.ends > self.came

    @property
    def id(self) -> str:
        """The rule that it is of."""
        name, cause = self.labels["alertname"], self.labels.get("cause")
        return f"{name}/{cause}" if cause else name


class Receiver:
    """Takes alerts; any thread may ask what came."""

    def __init__(self) -> None:
        self._told: list[Told] = []
        self._news = Condition()

    def answer(self, path: str, body: bytes) -> tuple[int, str]:
        """Take what a Prometheus posts."""
        if not path.endswith(ACCEPTS):
            return 404, "not here\n"
        came = time.time()
        told = [
            Told(alert["labels"], _instant(alert["startsAt"]), _instant(alert["endsAt"]), came)
            for alert in json.loads(body)
        ]
        with self._news:
            self._told += told
            self._news.notify_all()
        return 200, ""

    def told(self) -> Sequence[Told]:
        """Return all that came up to now."""
        with self._news:
            return tuple(self._told)

    def wait_until(self, holds: Callable[[Sequence[Told]], bool], within_s: float) -> bool:
        """Wait until something holds of all that came; say whether it does."""
        with self._news:
            return self._news.wait_for(lambda: holds(self._told), within_s)


def _instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
