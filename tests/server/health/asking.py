"""The eight endpoints of health, asked one after the other."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.server.world import World

PARTS = ("live", "ready", "database", "migrations", "storage", "identity", "sync")
HELD = timedelta(seconds=2)
"""Longer than any answer holds."""


@dataclass(frozen=True)
class Whole:
    """A server whose health can be asked."""

    world: World

    def failing(self) -> dict[str, str]:
        """Return which endpoints answer 503, and with which reason; `overall` is the one without a name."""
        self.world.clock.pass_by(HELD)
        answers = {part: self.asked(f"/{part}") for part in PARTS} | {"overall": self.asked("")}
        return {part: str(reason) for part, (status, reason) in answers.items() if status == 503}

    def asked(self, path: str) -> tuple[int, Any]:
        """Return the status and the reason of one endpoint; whatever it says agrees with its status."""
        answer = self.world.visitor().get(f"/api/health{path}")
        said = answer.json()
        agreed = {200: ("ok", None), 503: ("failing", said["reason"])}[answer.status_code]
        assert (said["status"], said["reason"]) == agreed, said
        assert bool(said["reason"]) == (answer.status_code == 503)
        return answer.status_code, said["reason"]
