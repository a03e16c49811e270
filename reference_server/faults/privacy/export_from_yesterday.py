"""An export is what it was the first time."""

from collections.abc import Callable

from reference_server.contract.export import Export
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.people.sessions import Caller

FAULT = Fault(
    id="privacy.export_from_yesterday",
    area="privacy",
    title="An export is what it was the first time",
    symptom="What was made private stands readable in every later export.",
    severity=Severity.CRITICAL,
    provenance="CWE-524",
    kills=["FE-PRIV-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Keep each person's first export."""
    kept: dict[str, Export] = {}

    @wrap(seams.services.export, "of")
    def of(original: Callable[[Caller], Export], caller: Caller) -> Export:
        if caller.person_id in kept:
            hit()
        return kept.setdefault(caller.person_id, original(caller))
