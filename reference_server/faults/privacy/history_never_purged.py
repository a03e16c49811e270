"""Past revisions of private items are kept for good."""

from collections.abc import Callable
from datetime import UTC, datetime

from reference_server.contract.items import Mode
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.history_never_purged",
    area="privacy",
    title="Past revisions of private items are kept for good",
    symptom="The server says seven days, and has them after a year.",
    severity=Severity.MAJOR,
    provenance="CWE-459",
    kills=["FE-PRIV-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let nothing be too old."""

    @wrap(seams.services.history, "oldest")
    def oldest(original: Callable[[Mode], datetime], mode: Mode) -> datetime:
        if mode == "standard":
            return original(mode)
        hit()
        return datetime.min.replace(tzinfo=UTC)
