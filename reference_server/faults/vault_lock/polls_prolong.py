"""A page that only asks for news keeps the vault open."""

from collections.abc import Callable

from reference_server.contract.sync import Poll
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.people.sessions import Caller

FAULT = Fault(
    id="vault_lock.polls_prolong",
    area="vault_lock",
    title="A page that only asks for news keeps the vault open",
    symptom="A tab that somebody forgot is never locked.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/8465",
    rows=["L-03"],
    kills=["E2-LOCK-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take every poll for the person's activity."""
    services = seams.services

    @wrap(services.sync, "poll")
    def poll(
        original: Callable[..., Poll],
        caller: Caller,
        since: int,
        device: str | None = None,
        person_id: str | None = None,
        *,
        anew: bool = False,
    ) -> Poll:
        with seams.store.begin() as work:
            services.accounts.lock(work, caller.person_id)
            vault = work.vaults.find(caller.person_id)
            grant = services.grants.live(work, vault, caller) if vault is not None else None
            if vault is not None and grant is not None:
                hit()
                services.grants.prolong(vault, grant, 0)
        return original(caller, since, device, person_id, anew=anew)
