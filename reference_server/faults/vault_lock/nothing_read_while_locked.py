"""Nothing can be read while the vault is locked."""

from collections.abc import Callable

from reference_server.contract.sync import Poll
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.people.sessions import Caller

FAULT = Fault(
    id="vault_lock.nothing_read_while_locked",
    area="vault_lock",
    title="Nothing can be read while the vault is locked",
    symptom="Even what is for everybody is gone until the passphrase is given.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-LOCK-03", "E2-LOCK-05", "E2-LOCK-08"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Tell of no items while the vault is locked."""

    @wrap(seams.services.sync, "poll")
    def poll(
        original: Callable[..., Poll],
        caller: Caller,
        since: int,
        device: str | None = None,
        person_id: str | None = None,
        *,
        anew: bool = False,
    ) -> Poll:
        answer = original(caller, since, device, person_id, anew=anew)
        if answer.vault is None or not answer.vault.locked or not answer.changes:
            return answer
        hit()
        return answer.model_copy(update={"changes": []})
