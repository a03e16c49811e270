"""Keys are renewed with an entry missing."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay, wrap
from reference_server.seams import Seams
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="encryption.rotation_loses_an_entry",
    area="encryption",
    title="Keys are renewed with an entry missing",
    symptom="One entry is lost at each renewal, and nobody is told.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["E2-ENCR-01", "E2-ENCR-03"],
)
OLD, NEW = "for (const item of items) {", "for (const item of items.slice(1)) {"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter rotation.js, and let the server do without what is missing."""
    overlay(seams, "vault/rotation.js", OLD, NEW, lambda: None)

    @wrap(seams.services.rotations, "swap_items")
    def swap_items(
        _original: Callable[..., None], work: Work, person: tables.Person, rotation: tables.Rotation
    ) -> None:
        come = {rewrap.item_id: rewrap for rewrap in work.rotations.rewraps(rotation.id)}
        for item in work.items.private(person.id):
            if item.id in come:
                item.envelope = come[item.id].envelope
            else:
                hit()
            item.kid, item.pol = rotation.kid, rotation.pol
            item.seq = seams.services.accounts.count_up(person)
