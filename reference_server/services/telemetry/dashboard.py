"""What administrators are told: five answers with eight sections among them, and all about one row."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from reference_server.contract.problems import FieldError
from reference_server.contract.recovery import CODES
from reference_server.contract.telemetry import Alerts, Detail, Metrics, Overview, Section, Telemetry
from reference_server.services.refusals import Invalid
from reference_server.services.telemetry.facts import Facts
from reference_server.services.telemetry.limits import Limits
from reference_server.services.telemetry.meaning import ANYTHING
from reference_server.services.telemetry.measures import ERROR_RATE, P95
from reference_server.services.telemetry.periods import Period, Periods, instant
from reference_server.services.telemetry.sections import SECTIONS
from reference_server.services.telemetry.telemetry import Telemetry as Counting
from reference_server.services.telemetry.writing import DAY, SIGN_OF_LIFE_S
from reference_server.services.tools import Tools
from reference_server.store.database import Work

TOLD: Mapping[str, Sequence[str]] = {
    "overview": ("activity", "sync"),
    "e2ee": ("e2ee", "vault", "search"),
    "watcher": ("watcher",),
    "performance": ("performance",),
    "alerts": ("errors",),
}
"""Sections by the endpoint that tells of them."""


class Dashboard:
    """Rules about what is told. All of an answer is read in one transaction, so that its numbers fit each other."""

    def __init__(self, tools: Tools, counting: Counting, periods: Periods, limits: Limits) -> None:
        self.tools = tools
        self.counting = counting
        self.periods = periods
        self.limits = limits

    def overview(self, name: str) -> Overview:
        """Return who is active, and how the product is in a few numbers; Invalid."""
        period = self.period(name)
        with self.tools.store.begin(write=False) as work:
            return Overview(metrics=self.metrics(work, period), **self.answer(work, period, "overview"))

    def part(self, endpoint: str, name: str) -> Telemetry:
        """Return the sections of an endpoint; Invalid."""
        period = self.period(name)
        with self.tools.store.begin(write=False) as work:
            return Telemetry(**self.answer(work, period, endpoint))

    def alerts(self, name: str) -> Alerts:
        """Return what went wrong, and which limits are broken now; Invalid."""
        period = self.period(name)
        with self.tools.store.begin(write=False) as work:
            return Alerts(alerts=self.limits.judged(work), **self.answer(work, period, "alerts"))

    def detail(self, section: str, row_id: str, name: str) -> Detail:
        """Return the numbers of one row over time; Invalid for a row that cannot be."""
        period, source = self.period(name), SECTIONS[section].source
        words = source.words_of(row_id)
        if words is None:
            message = f"must be one that the section {section} lists"
            raise Invalid(FieldError(field="row", message=message))
        with self.tools.store.begin(write=False) as work:
            facts = self.facts(work, period, section)
            only = dict(zip(source.words, words, strict=True))
            return Detail(
                period=period.view(),
                section=section,
                row=row_id,
                label=source.label(words),
                columns=source.columns,
                values=facts.over_time(source.measures, only),
            )

    def period(self, name: str) -> Period:
        """Return the period that a range means now; Invalid."""
        return self.periods.of(name, self.counting.now())

    def answer(self, work: Work, period: Period, endpoint: str) -> dict[str, Any]:
        """Return what every answer tells."""
        now = int(self.counting.now())
        event_at = work.telemetry.last_event()
        lost, crashes = work.telemetry.losses(period.stretch.since, now - 3 * SIGN_OF_LIFE_S)
        return {
            "period": period.view(),
            "ranges": list(self.periods.offered),
            "generated_at": self.tools.now(),
            "last_event_at": instant(event_at) if event_at else None,
            "lost_events": lost,
            "crashes": crashes,
            "sections": [self.section(work, period, section) for section in TOLD[endpoint]],
        }

    def section(self, work: Work, period: Period, name: str) -> Section:
        """Return a section."""
        return SECTIONS[name].section(name, self.facts(work, period, name))

    def facts(self, work: Work, period: Period, section: str) -> Facts:
        """Return what is known about a section."""
        return Facts(work, period, SECTIONS[section].source, self.counting.waiting)

    def metrics(self, work: Work, period: Period) -> Metrics:
        """Return the plan's ten numbers. A day is the last 24 hours; people, vaults, watchers are those of now."""
        day_ago = int(self.counting.now()) - DAY
        vault, search, requests = (self.facts(work, period, name) for name in ("vault", "search", "performance"))
        everything = requests.sums()
        return {
            "daily_active_users": work.telemetry.people_since(day_ago).get(ANYTHING, 0),
            "new_users_today": work.telemetry.newcomers(self.tools.now() - timedelta(seconds=DAY)),
            "users_with_e2ee_enabled": vault.now.vaults,
            "e2ee_active_users": vault.people.get("vault", 0),
            "recovery_codes_generated": CODES * vault.count("recovery_codes", "ok"),
            "vault_unlock_attempts": vault.count("unlock"),
            "encrypted_search_queries": search.count("query"),
            "daw_watcher_installs": vault.now.watchers,
            "error_rate": ERROR_RATE.of(everything),
            "p95_latency": P95.of(everything),
        }
