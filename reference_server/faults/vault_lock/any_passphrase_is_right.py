"""The product takes any passphrase for the right one."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="vault_lock.any_passphrase_is_right",
    area="vault_lock",
    title="The product takes any passphrase for the right one",
    symptom="A lock keeps nobody from writing.",
    severity=Severity.CRITICAL,
    provenance="CWE-287",
    kills=["E2-LOCK-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let every proof be right."""

    @wrap(seams.services.passphrases, "is_right")
    def is_right(original: Callable[..., bool], vault: tables.Vault, proof: str) -> bool:
        if not original(vault, proof):
            hit()
        return True
