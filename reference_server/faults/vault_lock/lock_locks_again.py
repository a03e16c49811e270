"""A lock that is sent again locks again."""

from collections.abc import Callable

from reference_server.contract.vault import Lock
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="vault_lock.lock_locks_again",
    area="vault_lock",
    title="A lock that is sent again locks again",
    symptom="The vault locks itself soon after it was opened, for no reason that anybody sees.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-LOCK-10"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Forget what was carried out before."""

    @wrap(seams.services.vaults, "carried_out")
    def carried_out(
        original: Callable[..., tables.LockCommand | None], work: Work, vault: tables.Vault, command: Lock
    ) -> None:
        known = original(work, vault, command)
        if known is not None:
            hit()
            work.session.delete(known)
            work.session.flush()
