"""What a played product says: for each rule a quiet level just within its limit, and a faulty one."""

from collections.abc import Mapping
from dataclasses import dataclass

from load.alerts.live.exporter import Kind, Level


def _rates(name: str, label: str, levels: Mapping[str, tuple[float, float]], more: str = "") -> dict[str, Level]:
    return {f'{name}{{{more}{label}="{value}"}}': Level(Kind.RATE, *level) for value, level in levels.items()}


def _histogram(name: str, labels: str, limit: str, within: tuple[float, float]) -> dict[str, Level]:
    """Return 100 observations a second, of which so many are within the limit, and all within ten seconds."""
    between = f"{labels}," if labels else ""
    every = Level(Kind.RATE, 100, 100)
    return {
        f'{name}_bucket{{{between}le="{limit}"}}': Level(Kind.RATE, *within),
        f'{name}_bucket{{{between}le="10"}}': every,
        f'{name}_bucket{{{between}le="+Inf"}}': every,
        f"{name}_count{{{labels}}}": every,
    }


SCRIPT: Mapping[str, Level] = {
    **_rates(
        "passion_http_requests_total",
        "code",
        {"200": (98.2, 96), "500": (1.8, 4)},
        'route="/api/today",method="GET",',
    ),
    **_histogram("passion_http_request_duration_seconds", 'route="/api/today"', "0.5", (96, 92)),
    **_rates("passion_vault_unlocks_total", "result", {"ok": (15, 8), "bad_passphrase": (5, 12), "error": (0, 0)}),
    **_rates("passion_watcher_uploads_total", "result", {"ok": (96, 89), "failed": (4, 10), "gave_up": (0, 1)}),
    "passion_sync_oldest_pending_seconds": Level(Kind.VALUE, 110, 240),
    **_rates(
        "passion_replay_operations_total", "result", {"applied": (91, 85), "conflict": (9, 15), "rejected": (0, 0)}
    ),
    'passion_db_pool_connections{state="in_use"}': Level(Kind.VALUE, 85, 95),
    "passion_db_pool_connections_max": Level(Kind.VALUE, 100, 100),
    **_histogram("passion_search_duration_seconds", "", "0.3", (96, 92)),
    **_rates("passion_auth_attempts_total", "result", {"ok": (0.1, 0.1), "bad_credentials": (0.8, 3)}),
    "passion_auth_failed_accounts_recent": Level(Kind.VALUE, 50, 50),
    "passion_telemetry_last_event_timestamp_seconds": Level(Kind.AGO, 200, 600),
    **_rates(
        "passion_object_store_requests_total", "result", {"ok": (99.2, 98), "error": (0.8, 2)}, 'operation="put",'
    ),
    "passion_data_dir_free_bytes": Level(Kind.VALUE, 120, 50),
    "passion_data_dir_size_bytes": Level(Kind.VALUE, 1000, 1000),
}


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of a window must be faulty until the limit is crossed, and how much quiet again until it is not."""

    to_fire: float
    to_end: float


def _of_shares(limit: float, quiet: float, faulty: float) -> Shares:
    """Return the shares for a limit on a share of counts: what comes of one scrape is compared, whenever it came."""
    crossed = (limit - quiet) / (faulty - quiet)
    return Shares(crossed, 1 - crossed)


SHARES: Mapping[str, Shares] = {
    "PassionHighErrorRate": _of_shares(2, 1.8, 4),
    "PassionSlowRequests": _of_shares(5, 4, 8),
    "PassionVaultUnlockFailures": _of_shares(30, 25, 60),
    "PassionWatcherUploadsFailing/failing": _of_shares(5, 4, 10),
    "PassionWatcherUploadsFailing/gave_up": Shares(0, 1),
    "PassionReplayConflicts": _of_shares(10, 9, 15),
    "PassionSearchSlow": _of_shares(5, 4, 8),
    # A rate by the clock. The product counts up to when a scrape comes, which is dated when it began: under load some
    # time lies between. At two fifths of the window, 1.7 a second are far enough from the limit of 1 for that.
    "PassionCredentialStuffing": Shares(0.4, 1),
    "PassionStorageFailing/errors": _of_shares(1, 0.8, 2),
}
"""By rule; one that is not here looks at present values alone."""
