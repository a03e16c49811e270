"""A program that goes on guessing waits no longer."""

from collections.abc import Callable
from datetime import timedelta

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.wait_never_grows",
    area="vault_lock",
    title="A program that goes on guessing waits no longer",
    symptom="Who keeps knocking has lost nothing by it.",
    severity=Severity.MAJOR,
    provenance="CWE-307",
    kills=["E2-LOCK-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let every wait be the first one."""
    guesses = seams.services.guesses

    @wrap(guesses, "wait_after")
    def wait_after(original: Callable[..., timedelta], count: int) -> timedelta:
        if original(count) != guesses.window:
            hit()
        return guesses.window
