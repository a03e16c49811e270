"""The console shows a file after a day."""

from collections.abc import Callable
from datetime import timedelta

from reference_server.contract.files import ListedFile
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="status.console_a_day_late",
    area="status",
    title="The console shows a file after a day",
    symptom="Administrators see yesterday's backups.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-STAT-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Leave out what is new."""

    @wrap(seams.services.files, "everybodys")
    def everybodys(
        original: Callable[[int, str | None], list[ListedFile]], limit: int, before: str | None
    ) -> list[ListedFile]:
        found = original(limit, before)
        fresh = seams.clock.now() - timedelta(days=1)
        hit()
        return [file for file in found if file.stored_at < fresh]
