"""A file is listed as soon as it is announced."""

from collections.abc import Callable, Sequence

from reference_server.blobs import Stored
from reference_server.contract.uploads import UploadDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.daw.completion import Settling
from reference_server.services.daw.devices import Watching
from reference_server.services.refusals import Refusal
from reference_server.store.tables import Upload

FAULT = Fault(
    id="upload.listed_before_it_is_there",
    area="upload",
    title="A file is listed as soon as it is announced",
    symptom="The list shows files that are not there yet.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/owncloud/client/issues/84",
    rows=["W-04"],
    kills=["WA-UPLD-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Store what is announced at once."""

    @wrap(seams.services.uploads, "opened")
    def opened(
        original: "Callable[[Watching, Sequence[UploadDraft]], list[Upload | Refusal]]",
        watching: Watching,
        drafts: Sequence[UploadDraft],
    ) -> "list[Upload | Refusal]":
        found = original(watching, drafts)
        completion = seams.services.completion
        with seams.store.begin() as work:
            pending = {each.id: each for each in found if isinstance(each, Upload) and each.state == "pending"}
            uploads = work.uploads.lock_all(pending)
            settling = Settling.of(work, watching.person_id, uploads.values())
            for upload in uploads.values():
                hit()
                draft = UploadDraft.model_validate_json(upload.draft)
                if settling.files.get(draft.file_id) is None or settling.files[draft.file_id].rev < draft.rev:
                    completion.store(settling, upload, draft)
                    upload.state = "pending"
            work.files.add(settling.new_files, settling.new_versions)
        return found

    @wrap(seams.services.completion, "unfit")
    def unfit(
        _original: "Callable[[Watching, Settling, UploadDraft, Stored], Refusal | None]",
        watching: Watching,  # noqa: ARG001
        settling: Settling,  # noqa: ARG001
        draft: UploadDraft,  # noqa: ARG001
        found: Stored,  # noqa: ARG001
    ) -> "Refusal | None":
        return None

    @wrap(seams.services.completion, "store")
    def store(
        original: "Callable[[Settling, Upload, UploadDraft], None]",
        settling: Settling,
        upload: Upload,
        draft: UploadDraft,
    ) -> None:
        file = settling.files.get(draft.file_id)
        if file is not None and file.rev == draft.rev:
            upload.state, upload.seq = "stored", file.seq
            return
        original(settling, upload, draft)
