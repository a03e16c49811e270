"""PassionCredentialStuffing: for a minute, over one bad sign-in a second, over 70 % of all, at over 20 accounts."""

from load.alerts.case import Alert, Case, Firing, Kind, fires, quiet
from load.alerts.series import counter, gauge, waves

ALERT = Alert("PassionCredentialStuffing", {"severity": "page", "area": "auth"})
NAME, ACCOUNTS = "passion_auth_attempts_total", "passion_auth_failed_accounts_recent"
OK, BAD = (f'{NAME}{{result="{result}"}}' for result in ("ok", "bad_credentials"))
OK_B, BAD_B = (f'{NAME}{{instance="b",result="{result}"}}' for result in ("ok", "bad_credentials"))
ACCOUNTS_B = f'{ACCOUNTS}{{instance="b"}}'


def rate(each_second: str) -> Firing:
    """Return the alert with this figure."""
    return ALERT.firing(f"Failed sign-ins at {each_second}/s against many accounts: possible credential stuffing.")


MANY = {ACCOUNTS: gauge((60, 100))}
BUSY = {OK: counter((60, 5)), BAD: counter((60, 60))}
SPELL = {
    OK: counter((60, 5)),
    BAD: counter((20, 0), (20, 16), (20, 0)),
    BAD_B: counter((20, 0), (20, 15), (20, 0)),
    **MANY,
}

CASES = (
    Case(
        ALERT,
        Kind.BELOW,
        "29 bad ones in 30 s",
        {OK: counter((60, 5)), BAD: counter((60, 29)), **MANY},
        quiet("10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BELOW,
        "69 % are bad",
        {OK: counter((60, 45)), BAD: counter((60, 100)), **MANY},
        quiet("10m", "21m"),
    ),
    Case(ALERT, Kind.BELOW, "19 accounts", {**BUSY, ACCOUNTS: gauge((60, 19))}, quiet("10m", "21m")),
    Case(
        ALERT,
        Kind.ABOVE,
        "31 bad ones in 30 s, on two instances",
        SPELL,
        (*quiet("24m30s", "25m30s"), *fires(rate("1.033"), "26m", "40m")),
    ),
    Case(
        ALERT,
        Kind.ABOVE,
        "71 % are bad, on two instances",
        {OK: counter((60, 40)), BAD: counter((60, 50)), BAD_B: counter((60, 50)), **MANY},
        fires(rate("3.333"), "10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.ABOVE,
        "21 accounts",
        {**BUSY, ACCOUNTS: gauge((20, 20), (20, 21))},
        (*quiet("20m30s", "21m"), *fires(rate("2"), "21m30s", "40m")),
    ),
    Case(
        ALERT,
        Kind.SHORT,
        "21 accounts for half a minute",
        {**BUSY, ACCOUNTS: gauge((20, 1), (1, 21), (30, 1))},
        quiet("20m30s", "21m", "21m30s", "22m"),
    ),
    Case(
        ALERT,
        Kind.SHORT,
        "the only bad ones were a burst half a minute ago, and good ones came since",
        {OK: counter((21, 5), (0.5, 1000), (30, 5)), BAD: counter((20, 0), (0.5, 400), (30, 0)), **MANY},
        quiet("20m30s", "21m", "21m30s", "22m", "24m"),
    ),
    Case(ALERT, Kind.RECOVERY, "no more bad ones", SPELL, (*fires(rate("1.033"), "40m"), *quiet("40m30s", "50m"))),
    Case(
        ALERT,
        Kind.RECOVERY,
        "fewer accounts",
        {**BUSY, ACCOUNTS: gauge((20, 21), (20, 20))},
        (*fires(rate("2"), "20m"), *quiet("20m30s", "30m")),
    ),
    Case(ALERT, Kind.MISSING, "no count of sign-ins", MANY, quiet("10m", "30m"), without=(NAME,)),
    Case(ALERT, Kind.MISSING, "no count of accounts", BUSY, quiet("10m", "30m"), without=(ACCOUNTS,)),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "exactly one bad one a second",
        {OK: counter((60, 5)), BAD: counter((60, 30)), **MANY},
        quiet("10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "more than one sign-in a second, but fewer bad ones",
        {OK: counter((60, 10)), BAD: counter((60, 25)), **MANY},
        quiet("10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "exactly 70 % are bad",
        {OK: counter((60, 24)), BAD: counter((60, 56)), **MANY},
        quiet("10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "80 % are bad, and come in waves",
        {OK: counter((60, 25)), BAD: waves(60, 200), **MANY},
        fires(rate("3.333"), "10m", "10m30s"),
    ),
    Case(ALERT, Kind.BOUNDARY, "exactly 20 accounts", {**BUSY, ACCOUNTS: gauge((60, 20))}, quiet("10m", "21m")),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "15 accounts on each of two instances",
        {**BUSY, ACCOUNTS: gauge((60, 15)), ACCOUNTS_B: gauge((60, 15))},
        quiet("10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "21 accounts on one of two instances",
        {**BUSY, ACCOUNTS: gauge((60, 21)), ACCOUNTS_B: gauge((60, 1))},
        fires(rate("2"), "10m"),
    ),
)
