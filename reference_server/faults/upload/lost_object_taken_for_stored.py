"""An object that the store has lost counts as stored."""

from collections.abc import Callable

from reference_server.blobs import Stored
from reference_server.contract.binary import unb64
from reference_server.contract.uploads import UploadDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.daw.completion import Found
from reference_server.services.daw.refusals import UploadMissing
from reference_server.store.tables import Upload

FAULT = Fault(
    id="upload.lost_object_taken_for_stored",
    area="upload",
    title="An object that the store has lost counts as stored",
    symptom="The list shows a file that nobody can get.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/cvmfs/cvmfs/issues/2965",
    rows=["W-24", "W-25"],
    kills=["WA-UPLD-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Believe what was announced."""

    @wrap(seams.services.completion, "looked_at")
    def looked_at(original: Callable[[Upload], Found], upload: Upload) -> Found:
        found = original(upload)
        if isinstance(found, UploadMissing):
            hit()
            draft = UploadDraft.model_validate_json(upload.draft)
            return Stored(draft.ct_size, unb64(draft.ct_sha256))
        return found
