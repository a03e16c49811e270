"""PassionTelemetryStale: for 2 minutes, the last event is over 5 minutes away from now, although the product is up."""

from load.alerts.case import Alert, Case, Kind, Look, fires, quiet
from load.alerts.cases import platform
from load.alerts.series import clock, gauge

ALERT = Alert("PassionTelemetryStale", {"severity": "ticket", "area": "telemetry"})
LAST = "passion_telemetry_last_event_timestamp_seconds"
LAST_B = f'{LAST}{{instance="b"}}'
UP, UP_B = platform.UP, 'up{job="passion-os",instance="b"}'
STALE = ALERT.firing("No telemetry event was stored for over 5 minutes although the service is up.")
DOWN_B = platform.ALERT.firing(platform.SUMMARY, instance="b")
STOPS_AT_20 = clock(20, then="1200+0x78")

CASES = (
    Case(ALERT, Kind.BELOW, "the last event is 299 s old", {LAST: clock(60, offset_s=-299)}, quiet("2m", "10m", "21m")),
    Case(
        ALERT,
        Kind.ABOVE,
        "the last event is 301 s old",
        {LAST: clock(60, offset_s=-301)},
        (*quiet("1m30s"), *fires(STALE, "2m", "21m")),
    ),
    Case(ALERT, Kind.ABOVE, "no more events", {LAST: STOPS_AT_20}, (*quiet("25m30s", "27m"), *fires(STALE, "27m30s"))),
    Case(
        ALERT,
        Kind.SHORT,
        "stale for 1.5 minutes",
        {LAST: clock(20, then="1200+0x13 1650+30x60")},
        quiet("25m30s", "27m", "27m30s", "28m"),
    ),
    Case(
        ALERT,
        Kind.RECOVERY,
        "events again",
        {LAST: clock(20, then="1200+0x19 1830+30x50")},
        (*fires(STALE, "30m"), *quiet("30m30s", "40m")),
    ),
    Case(
        ALERT,
        Kind.MISSING,
        "no time of the last event",
        {},
        (*quiet("1m30s"), *fires(STALE, "2m", "21m")),
        without=(LAST,),
    ),
    Case(ALERT, Kind.BOUNDARY, "exactly 300 s old", {LAST: clock(60, offset_s=-300)}, quiet("5m", "21m")),
    Case(ALERT, Kind.BOUNDARY, "299 s in the future", {LAST: clock(60, offset_s=299)}, quiet("5m", "21m")),
    Case(ALERT, Kind.BOUNDARY, "301 s in the future", {LAST: clock(60, offset_s=301)}, fires(STALE, "2m", "21m")),
    Case(ALERT, Kind.BOUNDARY, "milliseconds for seconds", {LAST: "0+30000x120"}, fires(STALE, "2m30s", "21m")),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "one of two instances stores none",
        {LAST: clock(60), LAST_B: STOPS_AT_20},
        quiet("27m30s", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "stale, and down: that alone is told",
        {LAST: clock(60, offset_s=-301), UP: gauge((60, 0))},
        fires(platform.DOWN, "5m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "stale, and one of two instances is down",
        {LAST: clock(60, offset_s=-301), UP_B: gauge((60, 0))},
        (Look("5m", (DOWN_B, STALE)),),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "stale, and down, while something else is up",
        {LAST: clock(60, offset_s=-301), UP: gauge((60, 0)), 'up{job="node",instance="a"}': gauge((60, 1))},
        fires(platform.DOWN, "5m", "21m"),
    ),
)
