"""PassionWatcherUploadsFailing: in 10 minutes, over 5 % of uploads fail, or one is found abandoned, for 5 minutes."""

from load.alerts.case import Alert, Case, Kind, fires, quiet
from load.alerts.series import counter, gauge

FAILING = Alert("PassionWatcherUploadsFailing", {"severity": "ticket", "area": "watcher", "cause": "failing"})
GAVE_UP = Alert("PassionWatcherUploadsFailing", {"severity": "ticket", "area": "watcher", "cause": "gave_up"})
NAME = "passion_watcher_uploads_total"
OK, FAILED, LOST = (f'{NAME}{{result="{result}"}}' for result in ("ok", "failed", "gave_up"))
OK_B, FAILED_B, LOST_B = (f'{NAME}{{instance="b",result="{result}"}}' for result in ("ok", "failed", "gave_up"))
SPELL = {
    OK: counter((20, 100), (20, 94), (20, 100)),
    FAILED: counter((20, 0), (20, 3), (20, 0)),
    FAILED_B: counter((20, 0), (20, 3), (20, 0)),
}


def _share(percent: str) -> str:
    return f"{percent}% of the folder watchers' uploads fail (limit 5%)."


SHARE = FAILING.firing(_share("6"))
GIVEN_UP = GAVE_UP.firing("An announced upload was not finished for a day: a file may not be backed up.")
ONCE = {LOST: counter((20, 0), (0.5, 1), (30, 0))}

CASES = (
    Case(
        FAILING,
        Kind.BELOW,
        "4 % fail",
        {OK: counter((60, 48)), OK_B: counter((60, 48)), FAILED: counter((60, 4))},
        quiet("10m", "21m"),
    ),
    Case(
        FAILING,
        Kind.ABOVE,
        "6 % fail, on two instances",
        SPELL,
        (*quiet("28m30s", "33m"), *fires(SHARE, "33m30s", "40m")),
    ),
    Case(
        FAILING,
        Kind.SHORT,
        "a burst that good uploads dilute after 4.5 minutes",
        {OK: counter((25, 20), (0.5, 4000), (30, 20)), FAILED: counter((20, 0), (0.5, 40), (30, 0))},
        quiet("20m30s", "25m", "25m30s", "26m", "30m"),
    ),
    Case(
        FAILING,
        Kind.RECOVERY,
        "no more failures",
        SPELL,
        (*fires(SHARE, "40m"), *fires(FAILING.firing(_share("5.1")), "41m30s"), *quiet("42m", "50m")),
    ),
    Case(FAILING, Kind.MISSING, "no count of uploads", {}, quiet("5m", "30m"), without=(NAME,)),
    Case(
        FAILING,
        Kind.BOUNDARY,
        "exactly 5 % fail",
        {OK: counter((60, 95)), FAILED: counter((60, 5))},
        quiet("10m", "21m"),
    ),
    Case(
        FAILING,
        Kind.BOUNDARY,
        "4 % fail, and uploads become fewer",
        {OK: counter((20, 96), (30, 24)), FAILED: counter((20, 4), (30, 1))},
        quiet("20m30s", "26m", "28m", "30m"),
    ),
    Case(GAVE_UP, Kind.BELOW, "5 were given up long ago", {LOST: gauge((60, 5))}, quiet("5m", "21m")),
    Case(GAVE_UP, Kind.ABOVE, "one file was given up", ONCE, (*quiet("20m30s", "25m"), *fires(GIVEN_UP, "25m30s"))),
    Case(GAVE_UP, Kind.SHORT, "one file was given up 4.5 minutes ago", ONCE, quiet("20m30s", "23m", "25m")),
    Case(
        GAVE_UP,
        Kind.RECOVERY,
        "none was given up for 10 minutes",
        ONCE,
        (*fires(GIVEN_UP, "30m"), *quiet("30m30s", "40m")),
    ),
    Case(GAVE_UP, Kind.MISSING, "no count of uploads", {}, quiet("20m", "40m"), without=(NAME,)),
    Case(
        GAVE_UP,
        Kind.MISSING,
        "a count that begins with its first event: the product must begin it at 0",
        {LOST: f"_x40 {gauge((20, 1))}"},
        quiet("25m", "30m"),
    ),
    Case(
        GAVE_UP,
        Kind.BOUNDARY,
        "one file was given up, on one of two instances",
        {**ONCE, LOST_B: gauge((60, 0))},
        fires(GIVEN_UP, "25m30s", "30m"),
    ),
)
