"""Every lock is said to have been by hand."""

from collections.abc import Callable

from reference_server.contract.vault import Reason
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.people.sessions import Caller
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="vault_lock.reason_always_manual",
    area="vault_lock",
    title="Every lock is said to have been by hand",
    symptom="Somebody whose vault locked itself looks for whoever did it.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-LOCK-05", "E2-LOCK-10"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Tell one reason for all."""

    @wrap(seams.services.grants, "why_locked")
    def why_locked(original: Callable[..., Reason], work: Work, vault: tables.Vault, caller: Caller) -> Reason:
        if original(work, vault, caller) != "manual":
            hit()
        return "manual"
