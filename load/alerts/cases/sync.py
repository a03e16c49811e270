"""PassionSyncLagging: the oldest change that waits is over 2 minutes old, for 3 minutes."""

from load.alerts.case import Alert, Case, Kind, fires, quiet
from load.alerts.series import gauge

ALERT = Alert("PassionSyncLagging", {"severity": "ticket", "area": "sync"})
AGE = "passion_sync_oldest_pending_seconds"
AGE_B = f'{AGE}{{instance="b"}}'
OF_121 = ALERT.firing("The oldest unsynced change is 2m 1s old (limit 2m).")

CASES = (
    Case(ALERT, Kind.BELOW, "119 s", {AGE: gauge((60, 119))}, quiet("5m", "21m")),
    Case(
        ALERT,
        Kind.ABOVE,
        "121 s",
        {AGE: gauge((20, 119), (20, 121))},
        (*quiet("20m30s", "23m"), *fires(OF_121, "23m30s", "40m")),
    ),
    Case(
        ALERT,
        Kind.SHORT,
        "121 s for 2.5 minutes",
        {AGE: gauge((20, 3), (3, 121), (20, 3))},
        quiet("23m", "23m30s", "24m"),
    ),
    Case(
        ALERT,
        Kind.RECOVERY,
        "all is sent",
        {AGE: gauge((20, 3), (10, 121), (20, 0))},
        (*fires(OF_121, "30m"), *quiet("30m30s", "40m")),
    ),
    Case(ALERT, Kind.MISSING, "no age", {}, quiet("5m", "30m"), without=(AGE,)),
    Case(ALERT, Kind.BOUNDARY, "exactly 120 s", {AGE: gauge((60, 120))}, quiet("5m", "21m")),
    Case(
        ALERT, Kind.BOUNDARY, "61 s on each of two", {AGE: gauge((60, 61)), AGE_B: gauge((60, 61))}, quiet("5m", "21m")
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "121 s on one of two",
        {AGE: gauge((60, 3)), AGE_B: gauge((60, 121))},
        fires(OF_121, "3m", "21m"),
    ),
)
