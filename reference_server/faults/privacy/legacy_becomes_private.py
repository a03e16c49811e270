"""Making a vault calls everything private that was there before."""

from collections.abc import Callable

from sqlalchemy import update

from reference_server.contract.vault import VaultAnswer, VaultDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.people.sessions import Caller
from reference_server.store.tables import Item

FAULT = Fault(
    id="privacy.legacy_becomes_private",
    area="privacy",
    title="Making a vault calls everything private that was there before",
    symptom="Old items are called locked, and nobody can open them.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-PRIV-06"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Change the mode of the person's items and nothing else."""

    @wrap(seams.services.vaults, "create")
    def create(original: Callable[..., VaultAnswer], caller: Caller, draft: VaultDraft) -> VaultAnswer:
        answer = original(caller, draft)
        with seams.store.begin() as work:
            mine = update(Item).where(Item.person_id == caller.person_id)
            if work.session.scalars(mine.values(mode="private").returning(Item.id)).all():
                hit()
        return answer
