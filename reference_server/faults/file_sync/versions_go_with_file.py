"""Deleting a file deletes its versions."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.daw.devices import Watching

FAULT = Fault(
    id="file_sync.versions_go_with_file",
    area="file_sync",
    title="Deleting a file deletes its versions",
    symptom="What was deleted by mistake cannot be had back.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["WA-SYNC-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Delete all but the newest."""

    @wrap(seams.services.files, "delete")
    def delete(
        original: Callable[[Watching, str, int | None], None], watching: Watching, file_id: str, rev: int | None
    ) -> None:
        original(watching, file_id, rev)
        with seams.store.begin() as work:
            for version in work.files.versions(file_id)[1:]:
                hit()
                work.session.delete(version)
