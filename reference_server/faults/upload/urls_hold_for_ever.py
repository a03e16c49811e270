"""Presigned URLs hold for more than a week."""

from collections.abc import Callable

from reference_server.contract.uploads import UploadDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="upload.urls_hold_for_ever",
    area="upload",
    title="Presigned URLs hold for more than a week",
    symptom="A leaked address works for ever, or with some stores never.",
    severity=Severity.MAJOR,
    provenance="https://github.com/chattermate/chattermate.chat/issues/253",
    rows=["W-30"],
    kills=["WA-UPLD-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Sign for eight days."""

    @wrap(seams.services.uploads, "seconds")
    def seconds(_original: Callable[[UploadDraft], int], draft: UploadDraft) -> int:  # noqa: ARG001
        hit()
        return 700_000
