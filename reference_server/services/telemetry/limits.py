"""Limits, and which of them are broken now: the alert rules that this server can judge by itself.

Names, limits and least numbers are those of the rules that Prometheus evaluates; a test compares the two. Whether the
server can be reached at all, only somebody else can tell.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from reference_server.contract.telemetry import Alert, SectionId, Unit
from reference_server.services.telemetry.facts import Facts, Reading
from reference_server.services.telemetry.live import Live
from reference_server.services.telemetry.meaning import ALL
from reference_server.services.telemetry.measures import P95, ratio, together
from reference_server.services.telemetry.periods import Period
from reference_server.services.telemetry.recent import WINDOW_S
from reference_server.services.telemetry.sections import SECTIONS
from reference_server.store.telemetry import Stretch
from reference_server.store.work import Work

UNLIMITED = r"(/api)?/(events|uploads).*"
"""Routes that may take their time: a completed upload is read whole, and events are waited for."""
LEAST_REQUESTS, LEAST_SEARCHES, LEAST_FAILED_UNLOCKS, LEAST_REPLAYED = 50, 20, 10, 20
LEAST_FAILED_ACCOUNTS, LEAST_SHARE_FAILED = 20, 0.7


@dataclass(frozen=True)
class Now:
    """What a limit is judged by: the last window of what was counted, and what only this moment tells."""

    reading: Reading
    live: Live

    def facts(self, section: SectionId) -> Facts:
        """Return what was counted in the window."""
        return Facts(self.reading, SECTIONS[section].source)


@dataclass(frozen=True)
class Limit:
    """What must not be exceeded, in so many windows; `value` is None where too little happened to tell."""

    id: str
    title: str
    area: str
    severity: Literal["page", "ticket"]
    most: float
    unit: Unit
    value: Callable[[Now], float | None]
    windows: int = 1

    def judged(self, now: Now) -> Alert:
        """Return whether it is broken."""
        value = self.value(now)
        state: Literal["ok", "firing", "no_data"] = "firing" if value is not None and value > self.most else "ok"
        return Alert(
            id=self.id,
            title=self.title,
            area=self.area,
            severity=self.severity,
            state="no_data" if value is None else state,
            value=value,
            limit=self.most,
            unit=self.unit,
            window_seconds=now.reading.period.stretch.until - now.reading.period.stretch.since,
        )


def _errors(now: Now) -> float | None:
    requests = now.facts("performance").whole
    enough = requests.get("requests", 0) > LEAST_REQUESTS
    return ratio(requests["failed"], requests["requests"]) if enough else None


def _slowest(now: Now) -> float | None:
    rows = now.facts("performance").totals
    routes = {route for _, route in rows if route != ALL and not re.fullmatch(UNLIMITED, route)}
    sums = [together(rows[words] for words in rows if words[1] == route) for route in routes]
    return max((P95.of(each) or 0 for each in sums if each["requests"] > LEAST_REQUESTS), default=None)


def _unlocks(now: Now) -> float | None:
    vault = now.facts("vault")
    tried, failed = vault.count("unlock"), vault.count("unlock") - vault.count("unlock", "ok")
    return ratio(failed, tried) if failed > LEAST_FAILED_UNLOCKS else (0 if tried else None)


def _uploads(now: Now) -> float | None:
    watcher = now.facts("watcher")
    return ratio(watcher.count("upload", "failed"), watcher.count("upload"))


def _abandoned(now: Now) -> float:
    return now.facts("watcher").count("upload", "gave_up")


def _conflicts(now: Now) -> float | None:
    sync = now.facts("sync")
    judged = sync.count("applied") + sync.count("conflict") + sync.count("rejected")
    return ratio(sync.count("conflict"), judged) if judged > LEAST_REPLAYED else None


def _searches(now: Now) -> float | None:
    queries = now.facts("search").sums("query")
    return P95.of(queries) if queries.get("events", 0) > LEAST_SEARCHES else None


def _sign_ins(now: Now) -> float | None:
    tried, failed, accounts = now.live.sign_ins.counted()
    if not tried:
        return None
    suspicious = failed / tried > LEAST_SHARE_FAILED and accounts > LEAST_FAILED_ACCOUNTS
    return failed / WINDOW_S if suspicious else 0


def _store(now: Now) -> float | None:
    watcher = now.facts("watcher")
    return ratio(watcher.count("store", "error"), watcher.count("store"))


LIMITS = (
    Limit("PassionHighErrorRate", "Requests end in server errors", "http", "page", 0.02, "ratio", _errors),
    Limit("PassionSlowRequests", "A route answers slowly", "http", "ticket", 0.5, "seconds", _slowest),
    Limit("PassionVaultUnlockFailures", "Vaults are not unlocked", "vault", "page", 0.3, "ratio", _unlocks),
    Limit(
        "PassionWatcherUploadsFailing:failing", "Uploads fail", "watcher", "ticket", 0.05, "ratio", _uploads, windows=2
    ),
    Limit(
        "PassionWatcherUploadsFailing:gave_up",
        "Uploads are not finished for a day",
        "watcher",
        "ticket",
        0,
        "count",
        _abandoned,
        windows=2,
    ),
    Limit(
        "PassionSyncLagging",
        "Changes wait to be sent",
        "sync",
        "ticket",
        120,
        "seconds",
        lambda now: now.live.waiting.oldest_seconds(),
    ),
    Limit(
        "PassionReplayConflicts", "Changes are in conflict", "offline", "ticket", 0.1, "ratio", _conflicts, windows=3
    ),
    Limit(
        "PassionDbPoolSaturated",
        "Database connections are busy",
        "database",
        "page",
        0.9,
        "ratio",
        lambda now: now.live.pool_in_use(),
    ),
    Limit("PassionSearchSlow", "Encrypted search is slow", "search", "ticket", 0.3, "seconds", _searches),
    Limit("PassionCredentialStuffing", "Sign-ins fail at many accounts", "auth", "page", 1, "count", _sign_ins),
    Limit(
        "PassionTelemetryStale",
        "Telemetry is not written",
        "telemetry",
        "ticket",
        300,
        "seconds",
        lambda now: now.live.unwritten_seconds(),
    ),
    Limit("PassionStorageFailing:errors", "The object store fails", "storage", "page", 0.01, "ratio", _store),
    Limit(
        "PassionStorageFailing:disk",
        "The data disk is nearly full",
        "storage",
        "page",
        0.9,
        "ratio",
        lambda now: now.live.disk_used(),
    ),
)


class Limits:
    """Rules about limits. `window` is how many seconds they look back, `finest` the narrowest stretch that is kept."""

    def __init__(self, live: Live, window: int, finest: int) -> None:
        self.live = live
        self.window = window
        self.finest = finest

    def judged(self, work: Work) -> list[Alert]:
        """Return each limit, the broken ones first."""
        looking = cache(lambda windows: Now(Reading(work, self.period(windows), self.live.waiting), self.live))
        judged = [limit.judged(looking(limit.windows)) for limit in LIMITS]
        return sorted(judged, key=lambda alert: alert.state != "firing")

    def period(self, windows: int) -> Period:
        """Return the last so many windows."""
        until = int(self.live.now()) + 1
        since = until - windows * self.window
        return Period(f"{windows * self.window}s", Stretch(self.finest, since - since % self.finest, until))
