"""What only this moment tells: connections, disk, what waits, and until when telemetry is written."""

import shutil
from collections.abc import Callable
from pathlib import Path

from reference_server.services.telemetry.metrics import Metrics
from reference_server.services.telemetry.telemetry import Telemetry
from reference_server.services.telemetry.writing import TelemetryWriting
from reference_server.store.database import Store


class Live:
    """Numbers of this very moment, for the limits and for Prometheus alike. `folder` is where the data lies."""

    def __init__(self, counting: Telemetry, writing: TelemetryWriting, store: Store, folder: Path) -> None:
        self.counting = counting
        self.writing = writing
        self.store = store
        self.folder = folder
        self.waiting = counting.waiting
        self.sign_ins = counting.sign_ins

    def now(self) -> float:
        """Return the server's present instant, in seconds of Unix time."""
        return self.counting.now()

    def pool_in_use(self) -> float:
        """Return which part of the connections to the database is busy."""
        pool = self.store.pool()
        return pool.in_use / pool.most

    def disk_used(self) -> float:
        """Return which part of the data's disk is used."""
        disk = shutil.disk_usage(self.folder)
        return 1 - disk.free / disk.total

    def unwritten_seconds(self) -> float:
        """Return the age of the oldest fact that is not written down, 0 when all are: nobody's use is no trouble."""
        oldest = self.counting.tally.oldest()
        return 0 if oldest is None else self.now() - oldest

    def show(self, metrics: Metrics) -> None:
        """Let Prometheus ask for these numbers, too."""
        told: dict[str, tuple[str, Callable[[], float]]] = {
            "sync_oldest_pending_seconds": ("Age of the oldest change that waits.", self.waiting.oldest_seconds),
            "db_pool_connections_max": ("Connections to the database, at most.", lambda: self.store.pool().most),
            "auth_failed_accounts_recent": (
                "Accounts with failed sign-ins in the last 5 minutes.",
                lambda: self.sign_ins.counted()[2],
            ),
            "data_dir_free_bytes": ("Free on the data's disk.", lambda: shutil.disk_usage(self.folder).free),
            "data_dir_size_bytes": ("Size of the data's disk.", lambda: shutil.disk_usage(self.folder).total),
        }
        for name, (description, ask) in told.items():
            metrics.gauge(name, description, ask)
        metrics.gauge("db_pool_connections", "Connections to the database.", self._connections, "state")
        metrics.gauge("telemetry_last_event_timestamp_seconds", "When the newest fact happened.", self._newest)

    def _connections(self) -> dict[str, float]:
        pool = self.store.pool()
        return {"in_use": pool.in_use, "idle": pool.idle}

    def _newest(self) -> float | None:
        # Nothing written yet is no instant; the rule notices a number that is missing.
        return self.writing.event_at or None
