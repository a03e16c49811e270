"""After a wrong passphrase the right one is refused, too."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.refusals import Throttled, WrongPassphrase
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="vault_lock.right_one_refused",
    area="vault_lock",
    title="After a wrong passphrase the right one is refused, too",
    symptom="Somebody who mistyped once is locked out.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["E2-LOCK-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take no proof for right once there was a wrong one."""
    services = seams.services

    @wrap(services.passphrases, "refusal")
    def refusal(
        original: Callable[..., WrongPassphrase | Throttled | None], work: Work, vault: tables.Vault, proof: str
    ) -> WrongPassphrase | Throttled | None:
        if work.vaults.guesses(vault.person_id, "passphrase") is None:
            return original(work, vault, proof)
        hit()
        return WrongPassphrase(services.guesses.count(work, vault.person_id, "passphrase"))
