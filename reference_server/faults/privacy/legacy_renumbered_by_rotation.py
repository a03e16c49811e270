"""A renewal of keys counts as an edit of standard items."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Person, Rotation
from reference_server.store.work import Work

FAULT = Fault(
    id="privacy.legacy_renumbered_by_rotation",
    area="privacy",
    title="A renewal of keys counts as an edit of standard items",
    symptom="Every device reloads every old item, and edits made offline conflict.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-PRIV-06"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Count standard items on with the private ones."""
    writing = seams.services.item_writing

    @wrap(seams.services.rotations, "swap_items")
    def swap_items(original: Callable[..., None], work: Work, person: Person, rotation: Rotation) -> None:
        original(work, person, rotation)
        for item in work.items.all(person.id):
            if item.mode == "standard":
                hit()
                writing.count(person, item)
