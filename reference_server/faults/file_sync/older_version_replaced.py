"""Saving again replaces the version before."""

from collections.abc import Callable

from reference_server.contract.files import FileWithVersions
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.daw.files import Reader

FAULT = Fault(
    id="file_sync.older_version_replaced",
    area="file_sync",
    title="Saving again replaces the version before",
    symptom="There is no way back to yesterday's take.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["WA-SYNC-01", "WA-SYNC-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Show the newest version only."""

    @wrap(seams.services.files, "read")
    def read(original: Callable[[Reader, str], FileWithVersions], reader: Reader, file_id: str) -> FileWithVersions:
        found = original(reader, file_id)
        if len(found.versions) > 1:
            hit()
        return found.model_copy(update={"versions": found.versions[:1]})
