"""Past revisions of private items are not kept at all."""

from collections.abc import Callable
from datetime import datetime

from reference_server.contract.items import Mode
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.history_gone_at_once",
    area="privacy",
    title="Past revisions of private items are not kept at all",
    symptom="A mistake cannot be undone by anybody, whatever the mode promises.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-PRIV-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let every revision be too old."""

    @wrap(seams.services.history, "oldest")
    def oldest(original: Callable[[Mode], datetime], mode: Mode) -> datetime:
        if mode == "standard":
            return original(mode)
        hit()
        return seams.clock.now()
