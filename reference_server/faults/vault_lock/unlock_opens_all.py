"""Unlocking one device opens the vault on all."""

from collections.abc import Callable

from sqlalchemy import select

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.people.sessions import Caller
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="vault_lock.unlock_opens_all",
    area="vault_lock",
    title="Unlocking one device opens the vault on all",
    symptom="A phone that was left behind can be written with.",
    severity=Severity.CRITICAL,
    provenance="CWE-613",
    kills=["E2-LOCK-08"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take any of the person's grants that hold."""
    grants = seams.services.grants

    @wrap(grants, "live")
    def live(
        original: Callable[..., tables.Grant | None], work: Work, vault: tables.Vault, caller: Caller
    ) -> tables.Grant | None:
        own = original(work, vault, caller)
        if own is not None:
            return own
        others = work.session.scalars(select(tables.Grant).where(tables.Grant.person_id == vault.person_id))
        found = [each for each in others if grants.is_of_epoch(vault, each) and not grants.has_expired(each)]
        if not found:
            return None
        hit()
        return found[0]
