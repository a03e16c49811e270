"""A URL that was asked for a second holds for longer."""

from collections.abc import Callable

from reference_server.contract.uploads import UploadDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="upload.expiry_ignored",
    area="upload",
    title="A URL that was asked for a second holds for longer",
    symptom="An address that was meant to be short-lived is not.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-UPLD-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Sign for 15 minutes always."""

    @wrap(seams.services.uploads, "seconds")
    def seconds(original: Callable[[UploadDraft], int], draft: UploadDraft) -> int:
        hit()
        return max(900, original(draft))
