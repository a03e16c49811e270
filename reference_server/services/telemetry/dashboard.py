"""What administrators are told: five answers with eight sections among them, and all about one row."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from reference_server.contract.problems import FieldError
from reference_server.contract.recovery import CODES
from reference_server.contract.telemetry import Alerts, Detail, Metrics, Overview, Section, SectionId, Telemetry
from reference_server.services.refusals import Invalid
from reference_server.services.telemetry.facts import Facts, Reading
from reference_server.services.telemetry.limits import Limits
from reference_server.services.telemetry.meaning import ANYTHING
from reference_server.services.telemetry.measures import ERROR_RATE, P95
from reference_server.services.telemetry.periods import Periods, instant
from reference_server.services.telemetry.sections import SECTIONS
from reference_server.services.telemetry.telemetry import Telemetry as Counting
from reference_server.services.telemetry.writing import DAY, SIGN_OF_LIFE_S
from reference_server.services.tools import Tools

TOLD: Mapping[str, Sequence[SectionId]] = {
    "overview": ("activity", "sync"),
    "e2ee": ("e2ee", "vault", "search"),
    "watcher": ("watcher",),
    "performance": ("performance",),
    "alerts": ("errors",),
}
"""Sections by the endpoint that tells of them."""


class Dashboard:
    """Rules about what is told. All of an answer is read in one transaction.

    On SQLite its numbers fit each other; on PostgreSQL each question sees what was written before it, so that they may
    differ by what is written in between.
    """

    def __init__(self, tools: Tools, counting: Counting, periods: Periods, limits: Limits) -> None:
        self.tools = tools
        self.counting = counting
        self.periods = periods
        self.limits = limits

    def overview(self, name: str) -> Overview:
        """Return who is active, and how the product is in a few numbers; Invalid."""
        with self.reading(name) as reading:
            return Overview(metrics=self.metrics(reading), **self.answer(reading, "overview"))

    def part(self, endpoint: str, name: str) -> Telemetry:
        """Return the sections of an endpoint; Invalid."""
        with self.reading(name) as reading:
            return Telemetry(**self.answer(reading, endpoint))

    def alerts(self, name: str) -> Alerts:
        """Return what went wrong, and which limits are broken now; Invalid."""
        with self.reading(name) as reading:
            return Alerts(alerts=self.limits.judged(reading.work), **self.answer(reading, "alerts"))

    def detail(self, section: SectionId, row_id: str, name: str) -> Detail:
        """Return the numbers of one row over time; Invalid for a row that cannot be."""
        source = SECTIONS[section].source
        words = source.words_of(row_id)
        if words is None:
            message = f"must be one that the section {section} lists"
            raise Invalid(FieldError(field="row", message=message))
        with self.reading(name) as reading:
            return Detail(
                period=reading.period.view(),
                section=section,
                row=row_id,
                label=source.label(words),
                columns=source.columns,
                values=Facts(reading, source).over_time(source.measures, source.only(words)),
            )

    @contextmanager
    def reading(self, name: str) -> Iterator[Reading]:
        """Read the period that a range means now; Invalid."""
        period = self.periods.of(name, self.counting.now())
        with self.tools.store.begin(write=False) as work:
            yield Reading(work, period, self.counting.waiting)

    def answer(self, reading: Reading, endpoint: str) -> dict[str, Any]:
        """Return what every answer tells."""
        now, period, telemetry = int(self.counting.now()), reading.period, reading.work.telemetry
        event_at = telemetry.last_event()
        lost, crashes = telemetry.losses(period.stretch.since, now - 3 * SIGN_OF_LIFE_S)
        return {
            "period": period.view(),
            "ranges": list(self.periods.offered),
            "generated_at": self.tools.now(),
            "last_event_at": instant(event_at) if event_at else None,
            "lost_events": lost,
            "crashes": crashes,
            "sections": [self.section(reading, section) for section in TOLD[endpoint]],
        }

    def section(self, reading: Reading, name: SectionId) -> Section:
        """Return a section."""
        return SECTIONS[name].section(name, Facts(reading, SECTIONS[name].source))

    def metrics(self, reading: Reading) -> Metrics:
        """Return the plan's ten numbers. A day is the last 24 hours; people, vaults, watchers are those of now."""
        day_ago = int(self.counting.now()) - DAY
        vault, search, requests = (Facts(reading, SECTIONS[name].source) for name in ("vault", "search", "performance"))
        return {
            "daily_active_users": reading.people_since(day_ago).get(ANYTHING, 0),
            "new_users_today": reading.work.telemetry.newcomers(self.tools.now() - timedelta(seconds=DAY)),
            "users_with_e2ee_enabled": reading.now.vaults,
            "e2ee_active_users": reading.people.get("vault", 0),
            "recovery_codes_generated": CODES * vault.count("recovery_codes", "ok"),
            "vault_unlock_attempts": vault.count("unlock"),
            "encrypted_search_queries": search.count("query"),
            "daw_watcher_installs": reading.now.watchers,
            "error_rate": ERROR_RATE.of(requests.whole),
            "p95_latency": P95.of(requests.whole),
        }
