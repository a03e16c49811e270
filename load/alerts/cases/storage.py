"""PassionStorageFailing: for 2 minutes, over 1 % of the store's requests fail, or under 10 % of the disk are free."""

from load.alerts.case import Alert, Case, Firing, Kind, fires, quiet
from load.alerts.series import counter, gauge, waves

ERRORS = Alert("PassionStorageFailing", {"severity": "page", "area": "storage", "cause": "errors"})
DISK = Alert("PassionStorageFailing", {"severity": "page", "area": "storage", "cause": "disk"})
NAME, FREE, SIZE = "passion_object_store_requests_total", "passion_data_dir_free_bytes", "passion_data_dir_size_bytes"
FREE_B, SIZE_B = f'{FREE}{{instance="b"}}', f'{SIZE}{{instance="b"}}'


def requests(result: str, operation: str = "put") -> str:
    """Return the name of a series."""
    return f'{NAME}{{operation="{operation}",result="{result}"}}'


def errors(percent: str) -> Firing:
    """Return the alert of failing requests with this figure."""
    return ERRORS.firing(f"{percent}% of requests to the object store fail (limit 1%).")


def free(percent: str) -> Firing:
    """Return the alert of a full disk with this figure."""
    return DISK.firing(f"Only {percent}% of the data disk are free (limit 10%).")


OK, FAILED = requests("ok"), requests("error")
SPELL = {
    OK: counter((20, 1000), (20, 989), (20, 1000)),
    FAILED: counter((20, 0), (20, 6), (20, 0)),
    requests("error", "head"): counter((20, 0), (20, 5), (20, 0)),
}

CASES = (
    Case(
        ERRORS,
        Kind.BELOW,
        "0.9 % fail",
        {OK: counter((60, 496)), requests("ok", "get"): counter((60, 495)), FAILED: counter((60, 9))},
        quiet("10m", "21m"),
    ),
    Case(
        ERRORS,
        Kind.ABOVE,
        "1.1 % fail, of two operations",
        SPELL,
        (*quiet("24m30s", "26m30s"), *fires(errors("1.1"), "27m", "40m")),
    ),
    Case(
        ERRORS,
        Kind.SHORT,
        "a burst that good requests dilute after 1.5 minutes",
        {OK: counter((22, 1000), (0.5, 20_000), (30, 1000)), FAILED: counter((20, 0), (0.5, 150), (30, 0))},
        quiet("20m30s", "22m", "22m30s", "23m", "24m"),
    ),
    Case(ERRORS, Kind.RECOVERY, "no more failures", SPELL, (*fires(errors("1.1"), "40m"), *quiet("40m30s", "50m"))),
    Case(ERRORS, Kind.MISSING, "no count of requests", {}, quiet("5m", "30m"), without=(NAME,)),
    Case(
        ERRORS,
        Kind.BOUNDARY,
        "exactly 1 % fail",
        {OK: counter((60, 990)), FAILED: counter((60, 10))},
        quiet("10m", "21m"),
    ),
    Case(
        ERRORS,
        Kind.BOUNDARY,
        "0.8 % fail, and requests become fewer",
        {OK: counter((20, 992), (20, 124)), FAILED: counter((20, 8), (20, 1))},
        quiet("20m30s", "23m", "25m"),
    ),
    Case(
        ERRORS,
        Kind.BOUNDARY,
        "1.1 % fail, and good requests come in waves",
        {OK: waves(60, 1978), FAILED: counter((60, 11))},
        fires(errors("1.1"), "10m", "10m30s"),
    ),
    Case(DISK, Kind.BELOW, "10.1 % are free", {FREE: gauge((60, 101))}, quiet("5m", "21m")),
    Case(
        DISK,
        Kind.ABOVE,
        "9.9 % are free",
        {FREE: gauge((20, 101), (20, 99))},
        (*quiet("20m30s", "22m"), *fires(free("9.9"), "22m30s", "40m")),
    ),
    Case(
        DISK,
        Kind.SHORT,
        "9.9 % are free for 1.5 minutes",
        {FREE: gauge((20, 600), (2, 99), (30, 600))},
        quiet("22m", "22m30s", "23m"),
    ),
    Case(
        DISK,
        Kind.RECOVERY,
        "somebody made room",
        {FREE: gauge((20, 600), (10, 99), (20, 600))},
        (*fires(free("9.9"), "30m"), *quiet("30m30s", "40m")),
    ),
    Case(DISK, Kind.MISSING, "nobody knows what is free", {}, quiet("5m", "30m"), without=(FREE,)),
    Case(DISK, Kind.MISSING, "nobody knows the size", {FREE: gauge((60, 99))}, quiet("5m", "30m"), without=(SIZE,)),
    Case(DISK, Kind.BOUNDARY, "exactly 10 % are free", {FREE: gauge((60, 100))}, quiet("5m", "21m")),
    Case(
        DISK,
        Kind.BOUNDARY,
        "9.9 % are free on one of two instances",
        {FREE_B: gauge((60, 99)), SIZE_B: gauge((60, 1000))},
        fires(free("9.9"), "2m", "21m"),
    ),
)
