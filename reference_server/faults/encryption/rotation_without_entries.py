"""Keys are renewed and the entries stay as they were."""

from collections.abc import Callable

from reference_server.contract.rotation import RotationCommit
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="encryption.rotation_without_entries",
    area="encryption",
    title="Keys are renewed and the entries stay as they were",
    symptom="After renewing the keys nothing that was private can be read any more.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/SandeepVashishtha/Eventra/issues/11030",
    rows=["L-17"],
    kills=["E2-ENCR-01", "E2-ENCR-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the new keys, leave every entry, and forget the key before."""
    rotations = seams.services.rotations

    @wrap(rotations, "swap_items")
    def swap_items(
        _original: Callable[..., None], work: Work, person: tables.Person, rotation: tables.Rotation
    ) -> None:
        del work, person, rotation
        hit()

    @wrap(rotations, "swap_keys")
    def swap_keys(
        original: Callable[..., None],
        work: Work,
        person: tables.Person,
        vault: tables.Vault,
        rotation: tables.Rotation,
        command: RotationCommit,
    ) -> None:
        original(work, person, vault, rotation, command)
        work.session.flush()
        work.vaults.delete_wraps(person.id, "uvk", command.uvk_wrap.kid)
