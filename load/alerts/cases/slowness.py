"""PassionSlowRequests: the p95 of a route is over 500 ms, of over 50 requests in 5 minutes, for 5 minutes."""

from load.alerts.case import Alert, Case, Firing, Kind, fires, quiet
from load.alerts.series import Observed, histogram

ALERT = Alert("PassionSlowRequests", {"severity": "ticket", "area": "http"})
NAME = "passion_http_request_duration_seconds"
ROUTE = "/api/today"
FAST = {"0.1": 90, "0.3": 100, "0.5": 100, "1": 100, "2.5": 100}
# Of 100, so many within 500 ms: the p95 lies at 494 ms and at 583 ms.
WITHIN_96 = {"0.1": 50, "0.3": 60, "0.5": 96, "1": 100, "2.5": 100}
WITHIN_94 = {"0.1": 50, "0.3": 60, "0.5": 94, "1": 100, "2.5": 100}
OF_80_WITHIN_76 = {"0.1": 40, "0.3": 48, "0.5": 76, "1": 80, "2.5": 80}  # the p95 is 500 ms, to the last bit
NONE = dict.fromkeys(FAST, 0)


def durations(*phases: Observed, route: str = ROUTE, more: str = "") -> dict[str, str]:
    """Return the histogram of a route."""
    return histogram(NAME, f'{more}route="{route}"', *phases)


def slow(route: str, p95: str) -> Firing:
    """Return the alert of a route."""
    return ALERT.firing(f"p95 of {route} is {p95} (limit 500ms).", route=route)


SPELL = durations(Observed(20, 100, FAST), Observed(20, 100, WITHIN_94), Observed(20, 100, FAST))

CASES = (
    Case(ALERT, Kind.BELOW, "96 % within 500 ms", durations(Observed(60, 100, WITHIN_96)), quiet("10m", "21m")),
    Case(
        ALERT,
        Kind.ABOVE,
        "94 % within 500 ms",
        SPELL,
        (*quiet("24m30s", "29m"), *fires(slow(ROUTE, "583.3ms"), "29m30s", "40m")),
    ),
    Case(
        ALERT,
        Kind.SHORT,
        "slow for half a minute, which the window remembers for 5",
        durations(Observed(20, 100, FAST), Observed(0.5, 100, NONE), Observed(30, 100, FAST)),
        quiet("20m30s", "24m30s", "25m", "25m30s", "26m"),
    ),
    Case(
        ALERT,
        Kind.RECOVERY,
        "fast again",
        SPELL,
        (*fires(slow(ROUTE, "583.3ms"), "40m"), *fires(slow(ROUTE, "537ms"), "40m30s"), *quiet("41m", "50m")),
    ),
    Case(ALERT, Kind.MISSING, "no buckets", {}, quiet("10m", "30m"), without=(f"{NAME}_bucket",)),
    Case(
        ALERT,
        Kind.MISSING,
        "no count, so nobody knows of how many",
        durations(Observed(60, 100, WITHIN_94)),
        quiet("10m", "30m"),
        without=(f"{NAME}_count",),
    ),
    Case(ALERT, Kind.BOUNDARY, "95 % within 500 ms", durations(Observed(60, 80, OF_80_WITHIN_76)), quiet("10m", "21m")),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "slow, of 50 in 5 minutes",
        durations(Observed(60, 5, NONE), route="/api/export"),
        quiet("10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "slow on two instances, of 60 in 5 minutes together",
        {
            **durations(Observed(60, 3, NONE), route="/api/export", more='instance="a",'),
            **durations(Observed(60, 3, NONE), route="/api/export", more='instance="b",'),
        },
        fires(slow("/api/export", "2.5s"), "10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "slow on one of two instances",
        {
            **durations(Observed(60, 50, dict.fromkeys(FAST, 50)), route="/api/export", more='instance="a",'),
            **durations(Observed(60, 50, NONE), route="/api/export", more='instance="b",'),
        },
        fires(slow("/api/export", "2.5s"), "10m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "slow on an instance that hardly anybody asks",
        {
            **durations(Observed(60, 100, FAST), route="/api/export", more='instance="a",'),
            **durations(Observed(60, 1, NONE), route="/api/export", more='instance="b",'),
        },
        quiet("10m", "21m"),
    ),
    *(
        Case(
            ALERT,
            Kind.BOUNDARY,
            f"{route} may take its time",
            durations(Observed(60, 100, NONE), route=route),
            quiet("10m", "21m"),
        )
        for route in ("/events", "/api/events", "/uploads", "/api/uploads/{upload_id}/complete")
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "a route that only sounds like uploads",
        durations(Observed(60, 100, WITHIN_94), route="/api/daw/uploads"),
        fires(slow("/api/daw/uploads", "583.3ms"), "10m"),
    ),
)
