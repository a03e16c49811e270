"""A reset leaves other devices open."""

from collections.abc import Callable

from reference_server.contract.vault import Reason
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="recovery.reset_leaves_others_open",
    area="recovery",
    title="A reset leaves other devices open",
    symptom="The thief whom a new passphrase should keep out stays in.",
    severity=Severity.CRITICAL,
    provenance="CWE-613",
    kills=["E2-RECO-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Lock nobody when a passphrase is new."""

    @wrap(seams.services.vaults, "shut")
    def shut(original: Callable[..., None], vault: tables.Vault, reason: Reason) -> None:
        if reason == "remote":
            hit()
        else:
            original(vault, reason)
