"""PassionDbPoolSaturated: over 90 % of an instance's database connections are busy, for 2 minutes."""

from load.alerts.case import Alert, Case, Kind, fires, quiet
from load.alerts.series import gauge

ALERT = Alert("PassionDbPoolSaturated", {"severity": "page", "area": "database"})
NAME = "passion_db_pool_connections"


def connections(state: str, instance: str = "a", more: str = "") -> str:
    """Return the name of a series."""
    return f'{NAME}{{{more}instance="{instance}",state="{state}"}}'


def most(instance: str = "a", more: str = "") -> str:
    """Return the name of the series that says how many there can be."""
    return f'{NAME}_max{{{more}instance="{instance}"}}'


BUSY, SIZE = connections("in_use"), {most(): gauge((60, 100))}
OF_91 = ALERT.firing("91% of database connections on a are busy (limit 90%).", instance="a")
OTHER_JOB = 'job="again",'

CASES = (
    Case(ALERT, Kind.BELOW, "89 of 100", {**SIZE, BUSY: gauge((60, 89))}, quiet("5m", "21m")),
    Case(
        ALERT,
        Kind.ABOVE,
        "91 of 100",
        {**SIZE, BUSY: gauge((20, 89), (20, 91))},
        (*quiet("20m30s", "22m"), *fires(OF_91, "22m30s", "40m")),
    ),
    Case(
        ALERT,
        Kind.SHORT,
        "91 of 100 for 1.5 minutes",
        {**SIZE, BUSY: gauge((20, 2), (2, 91), (20, 2))},
        quiet("22m", "22m30s", "23m"),
    ),
    Case(
        ALERT,
        Kind.RECOVERY,
        "connections are free again",
        {**SIZE, BUSY: gauge((20, 2), (10, 91), (20, 2))},
        (*fires(OF_91, "30m"), *quiet("30m30s", "40m")),
    ),
    Case(ALERT, Kind.MISSING, "no count of connections", SIZE, quiet("5m", "30m"), without=(NAME,)),
    Case(
        ALERT,
        Kind.MISSING,
        "nobody knows how many there can be",
        {BUSY: gauge((60, 91))},
        quiet("5m", "30m"),
        without=(f"{NAME}_max",),
    ),
    Case(ALERT, Kind.BOUNDARY, "exactly 90 of 100", {**SIZE, BUSY: gauge((60, 90))}, quiet("5m", "21m")),
    Case(ALERT, Kind.BOUNDARY, "95 are idle", {**SIZE, connections("idle"): gauge((60, 95))}, quiet("5m", "21m")),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "one of two instances",
        {
            **SIZE,
            most("b"): gauge((60, 1000)),
            connections("in_use", "b"): gauge((60, 910)),
        },
        fires(ALERT.firing("91% of database connections on b are busy (limit 90%).", instance="b"), "2m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "an instance that two jobs scrape, 60 of 100",
        {
            **SIZE,
            most(more=OTHER_JOB): gauge((60, 50)),
            BUSY: gauge((60, 60)),
            connections("in_use", more=OTHER_JOB): gauge((60, 40)),
        },
        quiet("5m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "an instance that two jobs scrape, 91 of 100",
        {
            **SIZE,
            most(more=OTHER_JOB): gauge((60, 50)),
            BUSY: gauge((60, 91)),
            connections("in_use", more=OTHER_JOB): gauge((60, 1)),
        },
        fires(OF_91, "2m", "21m"),
    ),
)
