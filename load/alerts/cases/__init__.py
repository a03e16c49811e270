"""The cases of layer 1, an area a module."""

from load.alerts.case import Case
from load.alerts.cases import (
    auth,
    database,
    http,
    offline,
    platform,
    search,
    slowness,
    storage,
    sync,
    telemetry,
    vault,
    watcher,
)

CASES: tuple[Case, ...] = (
    *platform.CASES,
    *http.CASES,
    *slowness.CASES,
    *vault.CASES,
    *watcher.CASES,
    *sync.CASES,
    *offline.CASES,
    *database.CASES,
    *search.CASES,
    *auth.CASES,
    *telemetry.CASES,
    *storage.CASES,
)
