"""Signing in again ends the wait after wrong passphrases."""

from collections.abc import Callable

from reference_server.contract.vault import Opened, Unlock
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.people.sessions import Caller

FAULT = Fault(
    id="vault_lock.throttle_forgets",
    area="vault_lock",
    title="Signing in again ends the wait after wrong passphrases",
    symptom="Whoever guesses signs in anew every five attempts.",
    severity=Severity.CRITICAL,
    provenance="CWE-307",
    kills=["E2-LOCK-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Begin to count anew at the first attempt of each session."""
    known: set[str] = set()

    @wrap(seams.services.vaults, "unlock")
    def unlock(original: Callable[..., Opened], caller: Caller, command: Unlock) -> Opened:
        if caller.session_id not in known:
            known.add(caller.session_id)
            hit()
            with seams.store.begin() as work:
                seams.services.guesses.forget(work, caller.person_id, "passphrase")
        return original(caller, command)
