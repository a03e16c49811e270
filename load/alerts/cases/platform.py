"""PassionTargetDown: the product cannot be scraped, for a minute."""

from load.alerts.case import Alert, Case, Kind, fires, quiet
from load.alerts.series import gauge, silence

ALERT = Alert("PassionTargetDown", {"severity": "page", "area": "platform", "job": "passion-os"})
SUMMARY = "Passion OS cannot be scraped; every other alert is blind."
DOWN = ALERT.firing(SUMMARY, instance="a")
UP = 'up{job="passion-os",instance="a"}'

CASES = (
    Case(ALERT, Kind.BELOW, "the product is up", {UP: gauge((60, 1))}, quiet("1m", "2m", "30m")),
    Case(
        ALERT,
        Kind.ABOVE,
        "the product went down",
        {UP: gauge((20, 1), (20, 0))},
        (*quiet("20m30s", "21m"), *fires(DOWN, "21m30s", "30m")),
    ),
    Case(
        ALERT, Kind.SHORT, "down for two scrapes", {UP: gauge((20, 1), (1, 0), (20, 1))}, quiet("21m", "21m30s", "22m")
    ),
    Case(
        ALERT,
        Kind.RECOVERY,
        "up again",
        {UP: gauge((20, 1), (10, 0), (20, 1))},
        (*fires(DOWN, "30m"), *quiet("30m30s", "40m")),
    ),
    Case(
        ALERT,
        Kind.MISSING,
        "nobody scrapes it any more",
        {UP: f"{gauge((20, 1))} {silence(30)}"},
        (*quiet("21m"), *fires(ALERT.firing(SUMMARY), "21m30s", "30m")),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "one of two instances is down",
        {UP: gauge((60, 1)), 'up{job="passion-os",instance="b"}': gauge((20, 1), (20, 0))},
        (*quiet("21m"), *fires(ALERT.firing(SUMMARY, instance="b"), "21m30s")),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "something else is down",
        {'up{job="node",instance="a"}': gauge((60, 0))},
        quiet("2m", "30m"),
    ),
)
