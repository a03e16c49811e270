"""Recovery codes lead nowhere after a renewal."""

from collections.abc import Callable

from reference_server.contract.rotation import RotationCommit
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="encryption.codes_lost_at_rotation",
    area="encryption",
    title="Recovery codes lead nowhere after a renewal",
    symptom="Whoever forgets the passphrase after renewing the keys has lost everything.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["E2-ENCR-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Leave the codes' wraps as they were for the key before."""

    @wrap(seams.services.rotations, "swap_recovery")
    def swap_recovery(
        _original: Callable[..., None],
        work: Work,
        person: tables.Person,
        rotation: tables.Rotation,
        command: RotationCommit,
    ) -> None:
        del work, person, rotation, command
        hit()
