"""A new policy makes nothing due."""

from collections.abc import Callable
from datetime import datetime

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.vault.views import LIFE_OF_A_KEY
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="encryption.new_policy_not_due",
    area="encryption",
    title="A new policy makes nothing due",
    symptom="Keys stay under an old policy for a year.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-ENCR-03", "E2-ENCR-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Look at the age of the key alone."""

    @wrap(seams.services.vault_views, "next_rotation_due")
    def next_rotation_due(
        original: Callable[..., datetime], work: Work, person: tables.Person, vault: tables.Vault
    ) -> datetime:
        by_age = (vault.last_rotated_at or vault.created_at) + LIFE_OF_A_KEY
        if original(work, person, vault) != by_age:
            hit()
        return by_age
