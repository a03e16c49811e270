"""PassionHighErrorRate: over 2 % of requests end in a server error, of over 50 in 5 minutes, for 2 minutes."""

from load.alerts.case import Alert, Case, Kind, fires, quiet
from load.alerts.series import counter

ALERT = Alert("PassionHighErrorRate", {"severity": "page", "area": "http"})
NAME = "passion_http_requests_total"


def requests(code: str, route: str = "/api/today") -> str:
    """Return the name of a series."""
    return f'{NAME}{{route="{route}",method="GET",code="{code}"}}'


OK, ELSEWHERE, FAILED = requests("200"), requests("200", "/api/quests"), requests("500")
SPELL = {OK: counter((20, 1000), (20, 979), (20, 1000)), FAILED: counter((20, 0), (20, 21), (20, 0))}
OF_2_1 = ALERT.firing("2.1% of requests end in a server error (limit 2%).")
OF_40 = ALERT.firing("40% of requests end in a server error (limit 2%).")

CASES = (
    Case(
        ALERT,
        Kind.BELOW,
        "1.9 % fail",
        {OK: counter((60, 490)), ELSEWHERE: counter((60, 491)), FAILED: counter((60, 19))},
        quiet("2m", "10m", "21m"),
    ),
    Case(ALERT, Kind.ABOVE, "2.1 % fail", SPELL, (*quiet("24m30s", "26m30s"), *fires(OF_2_1, "27m", "40m"))),
    Case(
        ALERT,
        Kind.SHORT,
        "a burst that a flood of good requests dilutes after 1.5 minutes",
        {OK: counter((22, 1000), (0.5, 20_000), (30, 1000)), FAILED: counter((20, 0), (0.5, 300), (30, 0))},
        quiet("20m30s", "22m", "22m30s", "23m", "24m"),
    ),
    Case(ALERT, Kind.RECOVERY, "no more failures", SPELL, (*fires(OF_2_1, "40m"), *quiet("40m30s", "50m"))),
    Case(ALERT, Kind.MISSING, "no count of requests", {}, quiet("5m", "30m"), without=(NAME,)),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "exactly 2 % fail",
        {OK: counter((60, 980)), FAILED: counter((60, 20))},
        quiet("10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "1.5 % fail, and requests become fewer",
        {OK: counter((20, 985), (20, 197)), FAILED: counter((20, 15), (20, 3))},
        quiet("20m30s", "23m", "25m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "many fail, of 50 in 5 minutes",
        {OK: counter((60, 3)), FAILED: counter((60, 2))},
        quiet("10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "many fail, of 100 in 5 minutes",
        {OK: counter((60, 3)), ELSEWHERE: counter((60, 3)), FAILED: counter((60, 4))},
        fires(OF_40, "10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "people ask for what is not there",
        {requests("404"): counter((60, 500))},
        quiet("10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "failures of several kinds add up",
        {
            OK: counter((60, 976)),
            FAILED: counter((60, 12)),
            requests("503", "/api/quests"): counter((60, 12)),
        },
        fires(ALERT.firing("2.4% of requests end in a server error (limit 2%)."), "10m"),
    ),
)
