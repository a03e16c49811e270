"""How tests look at telemetry: written down first, then asked for as the dashboard asks."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import func, select

from reference_server.store.tables.telemetry import REQUEST_STATS
from tests.server.world import Person, World

ENDPOINTS = ("overview", "e2ee", "watcher", "performance", "alerts")
SECTIONS = ("activity", "sync", "e2ee", "vault", "search", "watcher", "performance", "errors")


@dataclass
class Console:
    """The dashboard, as its administrator reads it."""

    world: World

    @cached_property
    def admin(self) -> Person:
        """Who looks."""
        return self.world.administrator()

    def ask(self, endpoint: str, name: str = "1h") -> dict[str, Any]:
        """Write everything down, and return an endpoint's answer."""
        self.world.services.telemetry_writing.store()
        answer = self.admin.get(f"/api/admin/telemetry/{endpoint}", range=name)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def section(self, section: str, name: str = "1h") -> dict[str, Any]:
        """Return a section, whichever endpoint tells of it."""
        everything = [each for endpoint in ENDPOINTS for each in self.ask(endpoint, name)["sections"]]
        (found,) = [each for each in everything if each["id"] == section]
        return dict(found)

    def figures(self, section: str, name: str = "1h") -> dict[str, float | None]:
        """Return a section's figures by name."""
        return {each["id"]: each["value"] for each in self.section(section, name)["figures"]}

    def rows(self, section: str, name: str = "1h") -> dict[str, dict[str, float | None]]:
        """Return a section's rows by name, their numbers by column."""
        told = self.section(section, name)
        columns = [column["id"] for column in told["columns"]]
        return {row["id"]: dict(zip(columns, row["values"], strict=True)) for row in told["rows"]}

    def metrics(self, name: str = "1h") -> dict[str, float | None]:
        """Return the plan's ten numbers."""
        told: dict[str, float | None] = self.ask("overview", name)["metrics"]
        return told

    def alert(self, alert: str) -> dict[str, Any]:
        """Return how a limit stands."""
        (found,) = [each for each in self.ask("alerts")["alerts"] if each["id"] == alert]
        return dict(found)


def scraped(world: World) -> dict[tuple[str, ...], float]:
    """Return the metrics as Prometheus would read them, by name and values of labels in order."""
    text = world.visitor().get("/metrics").text
    return {
        (sample.name, *(sample.labels[label] for label in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def number_of_rows(world: World, table: object = REQUEST_STATS, **words: object) -> int:
    """Return how many rows a table has with these words."""
    with world.seams.store.begin(write=False) as work:
        wanted = select(func.count()).select_from(table).filter_by(**words)  # type: ignore[arg-type]
        return work.session.scalar(wanted) or 0
