"""Polls do not tell that an item was withdrawn."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.withdrawal_not_told",
    area="privacy",
    title="Polls do not tell that an item was withdrawn",
    symptom="Other devices go on showing what was made private.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-PRIV-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Tell of no deletion."""

    @wrap(seams.services.sync, "tells_deletions")
    def tells_deletions(original: Callable[[int], bool], since: int) -> bool:
        if original(since):
            hit()
        return False
