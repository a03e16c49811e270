"""Sessions keep the vault open through a lock."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="vault_lock.lock_voids_no_grants",
    area="vault_lock",
    title="Sessions keep the vault open through a lock",
    symptom="Locking locks the page and nothing behind it.",
    severity=Severity.CRITICAL,
    provenance="CWE-613",
    kills=["E2-LOCK-02", "E2-LOCK-06"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take a grant of any epoch for one of the present."""

    @wrap(seams.services.grants, "is_of_epoch")
    def is_of_epoch(original: Callable[..., bool], vault: tables.Vault, grant: tables.Grant) -> bool:
        if not original(vault, grant):
            hit()
        return True
