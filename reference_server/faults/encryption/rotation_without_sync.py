"""Keys are renewed although nothing could be read."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm, overlay, wrap
from reference_server.seams import Seams
from reference_server.services.refusals import RotationIncomplete, RotationStale
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="encryption.rotation_without_sync",
    area="encryption",
    title="Keys are renewed although nothing could be read",
    symptom="A device that has lost the network renews the keys without the entries, and they are lost.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/7709",
    rows=["L-14"],
    kills=["E2-ENCR-03"],
)
OLD = 'const answer = await call("GET", `api/sync/poll?since=${seq}`);'
NEW = """const nothing = { changes: [], seq, has_more: false };
    const answer = await call("GET", `api/sync/poll?since=${seq}`).catch(() => nothing);"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter rotation.js, and let the server renew the keys of whatever has come."""
    rotations = seams.services.rotations
    overlay(seams, "vault/rotation.js", OLD, NEW, lambda: None)
    for check in ("check_count", "check_unchanged"):
        disarm(rotations, check, RotationStale, lambda: None)
    disarm(rotations, "check_complete", RotationIncomplete, hit)

    @wrap(rotations, "swap_items")
    def swap_items(original: Callable[..., None], work: Work, person: tables.Person, rotation: tables.Rotation) -> None:
        if work.rotations.rewraps(rotation.id):
            original(work, person, rotation)
        else:
            rotations.check_complete(work.items.private(person.id), {})
