"""PassionSearchSlow: the p95 of encrypted search is over 300 ms, of over 20 searches in 5 minutes, for 5 minutes."""

from load.alerts.case import Alert, Case, Firing, Kind, fires, quiet
from load.alerts.series import Observed, histogram

ALERT = Alert("PassionSearchSlow", {"severity": "ticket", "area": "search"})
NAME = "passion_search_duration_seconds"
A, B = 'instance="a"', 'instance="b"'
FAST = {"0.1": 90, "0.2": 100, "0.3": 100, "0.5": 100, "1": 100}
# Of 100, so many within 300 ms: the p95 lies at 297 ms and at 333 ms.
WITHIN_96 = {"0.1": 50, "0.2": 60, "0.3": 96, "0.5": 100, "1": 100}
WITHIN_94 = {"0.1": 50, "0.2": 60, "0.3": 94, "0.5": 100, "1": 100}
OF_80_WITHIN_76 = {"0.1": 40, "0.2": 48, "0.3": 76, "0.5": 80, "1": 80}  # the p95 is 300 ms, to the last bit
NONE = dict.fromkeys(FAST, 0)


def durations(*phases: Observed, labels: str = A) -> dict[str, str]:
    """Return the histogram of searches."""
    return histogram(NAME, labels, *phases)


def slow(p95: str) -> Firing:
    """Return the alert with this figure."""
    return ALERT.firing(f"p95 of encrypted search is {p95} (limit 300ms).")


SPELL = durations(Observed(20, 100, FAST), Observed(20, 100, WITHIN_94), Observed(20, 100, FAST))

CASES = (
    Case(ALERT, Kind.BELOW, "96 % within 300 ms", durations(Observed(60, 100, WITHIN_96)), quiet("10m", "21m")),
    Case(
        ALERT,
        Kind.ABOVE,
        "94 % within 300 ms",
        SPELL,
        (*quiet("24m30s", "29m"), *fires(slow("333.3ms"), "29m30s", "40m")),
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
        (*fires(slow("333.3ms"), "40m"), *fires(slow("314.8ms"), "40m30s"), *quiet("41m", "50m")),
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
    Case(ALERT, Kind.BOUNDARY, "95 % within 300 ms", durations(Observed(60, 80, OF_80_WITHIN_76)), quiet("10m", "21m")),
    Case(ALERT, Kind.BOUNDARY, "slow, of 20 in 5 minutes", durations(Observed(60, 2, NONE)), quiet("10m", "21m")),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "slow on two instances, of 40 in 5 minutes together",
        {**durations(Observed(60, 2, NONE), labels=A), **durations(Observed(60, 2, NONE), labels=B)},
        fires(slow("1s"), "10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "slow on one of two instances",
        {**durations(Observed(60, 100, FAST), labels=A), **durations(Observed(60, 100, NONE), labels=B)},
        fires(slow("1s"), "10m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "slow on an instance that hardly anybody asks",
        {**durations(Observed(60, 100, FAST), labels=A), **durations(Observed(60, 1, NONE), labels=B)},
        quiet("10m", "21m"),
    ),
)
