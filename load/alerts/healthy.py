"""A healthy product: every metric that the rules name, at a level that nobody minds (counts are a step's)."""

from load.alerts.series import Observed, Series, clock, counter, gauge, histogram

MINUTES = 60

_FAST = {"0.1": 90, "0.3": 100, "0.5": 100, "1": 100, "2.5": 100}
_QUICK = {"0.1": 9, "0.3": 10, "0.5": 10}


def _counters(name: str, label: str, levels: dict[str, int], more: str = "") -> dict[str, str]:
    return {f'{name}{{{more}{label}="{value}"}}': counter((MINUTES, level)) for value, level in levels.items()}


HEALTHY: Series = {
    'up{job="passion-os",instance="a"}': gauge((MINUTES, 1)),
    **_counters("passion_http_requests_total", "code", {"200": 100, "500": 0}, 'route="/api/today",method="GET",'),
    **histogram("passion_http_request_duration_seconds", 'route="/api/today"', Observed(MINUTES, 100, _FAST)),
    **_counters("passion_vault_unlocks_total", "result", {"ok": 10, "bad_passphrase": 0, "error": 0}),
    **_counters("passion_watcher_uploads_total", "result", {"ok": 20, "failed": 0, "gave_up": 0}),
    "passion_sync_oldest_pending_seconds": gauge((MINUTES, 3)),
    **_counters("passion_replay_operations_total", "result", {"applied": 10, "conflict": 0, "rejected": 0}),
    'passion_db_pool_connections{instance="a",state="in_use"}': gauge((MINUTES, 2)),
    'passion_db_pool_connections{instance="a",state="idle"}': gauge((MINUTES, 3)),
    'passion_db_pool_connections_max{instance="a"}': gauge((MINUTES, 20)),
    **histogram("passion_search_duration_seconds", 'instance="a"', Observed(MINUTES, 10, _QUICK)),
    **_counters("passion_auth_attempts_total", "result", {"ok": 10, "bad_credentials": 1, "locked": 0}),
    "passion_auth_failed_accounts_recent": gauge((MINUTES, 1)),
    "passion_telemetry_last_event_timestamp_seconds": clock(MINUTES),
    **_counters("passion_object_store_requests_total", "result", {"ok": 100, "error": 0}, 'operation="put",'),
    "passion_data_dir_free_bytes": gauge((MINUTES, 600)),
    "passion_data_dir_size_bytes": gauge((MINUTES, 1000)),
}
