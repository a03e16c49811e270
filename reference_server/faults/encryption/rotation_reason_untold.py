"""A renewal locks other devices without saying why."""

from collections.abc import Callable

from reference_server.contract.vault import Reason
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="encryption.rotation_reason_untold",
    area="encryption",
    title="A renewal locks other devices without saying why",
    symptom="People think that somebody else has locked their vault.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-ENCR-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Say "remote" of every lock that is because of keys."""

    @wrap(seams.services.vaults, "shut")
    def shut(original: Callable[..., None], vault: tables.Vault, reason: Reason) -> None:
        if reason == "policy":
            hit()
        original(vault, "remote" if reason == "policy" else reason)
