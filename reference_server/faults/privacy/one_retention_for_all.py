"""Past revisions of standard items go as early as those of private ones."""

from collections.abc import Callable
from datetime import datetime

from reference_server.contract.items import Mode
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.one_retention_for_all",
    area="privacy",
    title="Past revisions of standard items go as early as those of private ones",
    symptom="Old versions that should be there for months are gone after days.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-PRIV-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Go by the private mode alone."""

    @wrap(seams.services.history, "oldest")
    def oldest(original: Callable[[Mode], datetime], mode: Mode) -> datetime:
        if mode == "standard":
            hit()
        return original("private")
