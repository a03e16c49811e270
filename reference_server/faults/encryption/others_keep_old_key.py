"""Other devices go on with the old key."""

from collections.abc import Callable

from reference_server.contract.vault import Reason
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="encryption.others_keep_old_key",
    area="encryption",
    title="Other devices go on with the old key",
    symptom="After a renewal a device that was open calls every new entry damaged.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/pull/21628",
    rows=["L-16"],
    kills=["E2-ENCR-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Lock nobody when keys are renewed."""

    @wrap(seams.services.vaults, "shut")
    def shut(original: Callable[..., None], vault: tables.Vault, reason: Reason) -> None:
        if reason == "policy":
            hit()
        else:
            original(vault, reason)
