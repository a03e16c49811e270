"""A renewal of keys rewrites standard items without the blanks around them."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Person, Rotation
from reference_server.store.work import Work

FAULT = Fault(
    id="privacy.legacy_trimmed_by_rotation",
    area="privacy",
    title="A renewal of keys rewrites standard items without the blanks around them",
    symptom="Old texts lose their last lines, and nobody has touched them.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-PRIV-06"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Strip the texts of standard items, too."""

    @wrap(seams.services.rotations, "swap_items")
    def swap_items(original: Callable[..., None], work: Work, person: Person, rotation: Rotation) -> None:
        original(work, person, rotation)
        for item in work.items.all(person.id):
            if item.body and item.body != item.body.strip():
                hit()
                item.body = item.body.strip()
