"""PassionVaultUnlockFailures: over 30 % of unlocks fail, over 10 in 5 minutes, for 2 minutes."""

from load.alerts.case import Alert, Case, Kind, fires, quiet
from load.alerts.series import counter

ALERT = Alert("PassionVaultUnlockFailures", {"severity": "page", "area": "vault"})
NAME = "passion_vault_unlocks_total"
OK, BAD, ERROR = (f'{NAME}{{result="{result}"}}' for result in ("ok", "bad_passphrase", "error"))
SPELL = {
    OK: counter((20, 100), (20, 68), (20, 100)),
    BAD: counter((20, 0), (20, 16), (20, 0)),
    ERROR: counter((20, 0), (20, 16), (20, 0)),
}
OF_32 = ALERT.firing("32% of vault unlocks fail (usually under 10%).")

CASES = (
    Case(ALERT, Kind.BELOW, "29 % fail", {OK: counter((60, 71)), BAD: counter((60, 29))}, quiet("5m", "21m")),
    Case(
        ALERT, Kind.ABOVE, "32 % fail, of two kinds", SPELL, (*quiet("24m30s", "26m30s"), *fires(OF_32, "27m", "40m"))
    ),
    Case(
        ALERT,
        Kind.SHORT,
        "a burst that good unlocks dilute after 1.5 minutes",
        {OK: counter((22, 10), (0.5, 1000), (30, 10)), BAD: counter((20, 0), (0.5, 80), (30, 0))},
        quiet("20m30s", "22m", "22m30s", "23m", "25m"),
    ),
    Case(ALERT, Kind.RECOVERY, "no more failures", SPELL, (*fires(OF_32, "40m"), *quiet("40m30s", "50m"))),
    Case(ALERT, Kind.MISSING, "no count of unlocks", {}, quiet("5m", "30m"), without=(NAME,)),
    Case(
        ALERT, Kind.BOUNDARY, "exactly 30 % fail", {OK: counter((60, 70)), BAD: counter((60, 30))}, quiet("10m", "21m")
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "20 % fail, and unlocks become fewer",
        {OK: counter((20, 80), (20, 16)), BAD: counter((20, 20), (20, 4))},
        quiet("20m30s", "23m", "25m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "nobody gets in",
        {OK: counter((60, 0)), BAD: counter((60, 10))},
        fires(ALERT.firing("100% of vault unlocks fail (usually under 10%)."), "10m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "half fail, 10 in 5 minutes",
        {OK: counter((60, 1)), BAD: counter((60, 1))},
        quiet("10m", "21m"),
    ),
    Case(
        ALERT,
        Kind.BOUNDARY,
        "half fail, 20 of two kinds in 5 minutes",
        {OK: counter((60, 2)), BAD: counter((60, 1)), ERROR: counter((60, 1))},
        fires(ALERT.firing("50% of vault unlocks fail (usually under 10%)."), "10m", "21m"),
    ),
)
