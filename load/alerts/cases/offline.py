"""PassionReplayConflicts: over 10 % of replayed changes conflict, of over 20 in 15 minutes, for 5 minutes."""

from load.alerts.case import Alert, Case, Firing, Kind, fires, quiet
from load.alerts.series import counter

ALERT = Alert("PassionReplayConflicts", {"severity": "ticket", "area": "offline"})
NAME = "passion_replay_operations_total"
APPLIED, CONFLICT, REJECTED = (f'{NAME}{{result="{result}"}}' for result in ("applied", "conflict", "rejected"))
APPLIED_B, CONFLICT_B = (f'{NAME}{{instance="b",result="{result}"}}' for result in ("applied", "conflict"))


def share(percent: str) -> Firing:
    """Return the alert with this figure."""
    return ALERT.firing(f"{percent}% of replayed offline changes conflict (limit 10%).")


SPELL = {
    APPLIED: counter((20, 100), (25, 89), (15, 100)),
    CONFLICT: counter((20, 0), (25, 6), (15, 0)),
    CONFLICT_B: counter((20, 0), (25, 5), (15, 0)),
}


def once(applied: int, conflicts: int) -> dict[str, str]:
    """Return so many in one half minute, and none before and after."""
    return {APPLIED: counter((20, 0), (0.5, applied), (30, 0)), CONFLICT: counter((20, 0), (0.5, conflicts), (30, 0))}


CASES = (
    Case(
        ALERT,
        Kind.BELOW,
        "9 % conflict",
        {APPLIED: counter((60, 46)), APPLIED_B: counter((60, 45)), CONFLICT: counter((60, 9))},
        quiet("10m", "35m"),
    ),
    Case(
        ALERT,
        Kind.ABOVE,
        "11 % conflict, on two instances",
        SPELL,
        (*quiet("34m", "38m30s"), *fires(share("11"), "39m", "45m")),
    ),
    Case(
        ALERT,
        Kind.SHORT,
        "a burst that a flood of applied ones dilutes after 4.5 minutes",
        {APPLIED: counter((25, 0), (0.5, 1000), (30, 0)), CONFLICT: counter((20, 0), (0.5, 30), (30, 0))},
        quiet("20m30s", "25m", "25m30s", "26m", "30m"),
    ),
    Case(
        ALERT,
        Kind.RECOVERY,
        "no more conflicts",
        SPELL,
        (*fires(share("11"), "45m"), *fires(share("10.27"), "46m"), *quiet("46m30s", "55m")),
    ),
    Case(ALERT, Kind.MISSING, "no count of replayed changes", {}, quiet("20m", "40m"), without=(NAME,)),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "exactly 10 % conflict",
        {APPLIED: counter((60, 90)), CONFLICT: counter((60, 10))},
        quiet("30m", "35m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "half conflict, of 20 twice within 20 minutes",
        {name: counter((20, 0), (0.5, 10), (19.5, 0), (0.5, 10), (20, 0)) for name in (APPLIED, CONFLICT)},
        quiet("25m30s", "45m30s", "50m"),
    ),
    Case(ALERT, Kind.BOUNDARY, "half conflict, of 20", once(10, 10), quiet("25m30s", "30m", "35m")),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "half conflict, of 22",
        once(11, 11),
        (*quiet("25m"), *fires(share("50"), "25m30s", "35m"), *quiet("35m30s")),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "rejected ones are no conflicts",
        {REJECTED: counter((60, 50))},
        quiet("20m", "35m"),
    ),
)
