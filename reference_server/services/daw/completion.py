"""Completion: a version is stored once the store has it whole, and as it was announced; before that nobody sees it."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Self

from reference_server.blobs import NoObjectError, Stored, StoreError
from reference_server.contract.binary import unb64
from reference_server.contract.problems import Reason
from reference_server.contract.uploads import Completed, CompletedOrReason, UploadDraft
from reference_server.services import problems
from reference_server.services.daw.devices import Watching
from reference_server.services.daw.refusals import (
    FileDeleted,
    StorageUnavailable,
    UploadGone,
    UploadMismatch,
    UploadMissing,
)
from reference_server.services.daw.uploads import Uploads
from reference_server.services.refusals import IdTaken, Refusal, RevisionConflict
from reference_server.services.telemetry.telemetry import Telemetry, UploadResult
from reference_server.store import tables
from reference_server.store.work import Work

AT_ONCE = 8
"""Objects that are looked at in the store at the same time."""

Found = Stored | Refusal
FAILED = (StorageUnavailable, UploadMismatch, UploadMissing)
"""Refusals that mean that a file did not get into the store; the others are about what it is a version of."""


@dataclass
class Settling:
    """What a transaction that takes versions over knows, and what it makes."""

    files: dict[str, tables.File]
    seqs: Iterator[int]
    new_files: list[tables.File] = field(default_factory=list)
    new_versions: list[tables.Version] = field(default_factory=list)

    @classmethod
    def of(cls, work: Work, person_id: str, uploads: Iterable[tables.Upload]) -> Self:
        """Begin with the files that the uploads are of; the person must be locked."""
        return cls(work.files.find_all([upload.file_id for upload in uploads]), count(work.files.next_seq(person_id)))

    def next_seq(self) -> int:
        """Return the next number in the order of changes of the person's files."""
        return next(self.seqs)


class Completion:
    """Rules about uploads that were sent. The store is asked outside of any transaction."""

    def __init__(self, uploads: Uploads, telemetry: Telemetry) -> None:
        self.tools = uploads.tools
        self.telemetry = telemetry
        self.accounts = uploads.accounts
        self.gate = uploads.gate
        self.blobs = uploads.blobs
        self.uploads = uploads

    @cached_property
    def pool(self) -> ThreadPoolExecutor:
        """Threads that ask the store."""
        return ThreadPoolExecutor(AT_ONCE, "store")

    def complete(self, watching: Watching, upload_id: str) -> Completed:
        """Take a version over; the same again is answered the same.

        VaultLocked, NotFound, UploadGone, UploadMissing, UploadMismatch, FileDeleted, RevisionConflict,
        StorageUnavailable.
        """
        (answer,) = self.completed(watching, [upload_id])
        if isinstance(answer, Refusal):
            raise answer
        return answer

    def complete_all(self, watching: Watching, upload_ids: Sequence[str]) -> list[CompletedOrReason]:
        """Do the same for several, each for itself; VaultLocked refuses all."""
        return [self.told(answer) for answer in self.completed(watching, upload_ids)]

    def told(self, answer: Completed | Refusal) -> CompletedOrReason:
        """Return what came of one of several."""
        if isinstance(answer, Completed):
            return CompletedOrReason(completed=answer, problem=None)
        return CompletedOrReason(completed=None, problem=Reason.model_validate(problems.of_refusal(answer)))

    def completed(self, watching: Watching, upload_ids: Sequence[str]) -> list[Completed | Refusal]:
        """Look at each object, then take over those that are right."""
        awaited = self.awaited(watching, upload_ids)
        found = dict(zip(awaited, self.pool.map(self.looked_at, awaited.values()), strict=True))
        with self.tools.store.begin() as work:
            person = self.accounts.lock(work, watching.person_id)
            self.gate.check_uploads(work, person.id, watching.epoch)
            uploads = work.uploads.lock_all(upload_ids)
            settling = Settling.of(work, person.id, uploads.values())
            answers = [
                self.settled(work, watching, settling, uploads.get(each), found.get(each)) for each in upload_ids
            ]
            work.files.add(settling.new_files, settling.new_versions)
        self.tell(settling, answers)
        return answers

    def tell(self, settling: "Settling", answers: Iterable[Completed | Refusal]) -> None:
        """Let it be counted what is stored now, and what of it failed in the store."""
        failed = [answer for answer in answers if isinstance(answer, FAILED)]
        stored: list[tuple[UploadResult, int]] = [("ok", version.ct_size) for version in settling.new_versions]
        self.telemetry.uploaded([*stored, *[("failed", 0) for _ in failed]])

    def awaited(self, watching: Watching, upload_ids: Sequence[str]) -> dict[str, tables.Upload]:
        """Return those of the uploads that are still to be completed; VaultLocked."""
        with self.tools.store.begin() as work:
            person = self.accounts.lock(work, watching.person_id)
            self.gate.check_uploads(work, person.id, watching.epoch)
            uploads = work.uploads.lock_all(upload_ids)
        mine = {upload_id: each for upload_id, each in uploads.items() if each.device_id == watching.device_id}
        return {upload_id: each for upload_id, each in mine.items() if each.state == "pending"}

    def looked_at(self, upload: tables.Upload) -> Found:
        """Return what the store has, parts joined; a refusal when it has nothing, or cannot be asked."""
        try:
            if upload.parts_id is not None:
                self.join(upload, upload.parts_id)
            return self.describe(upload)
        except NoObjectError:
            return UploadMissing()
        except StoreError as error:
            return StorageUnavailable(str(error))
        except Refusal as refusal:
            return refusal

    def describe(self, upload: tables.Upload) -> Stored:
        """Return what the store has of an upload; NoObjectError."""
        return self.blobs.describe(upload.object_key)

    def join(self, upload: tables.Upload, parts_id: str) -> None:
        """Make one object of the parts; UploadMissing when some are not there. Joined before, it stays as it is."""
        wanted = UploadDraft.model_validate_json(upload.draft).parts or []
        try:
            there = self.blobs.parts(upload.object_key, parts_id)
            sizes = {part.number: part.size for part in there}
            missing = [number for number, part in enumerate(wanted, start=1) if sizes.get(number) != part.size]
            if missing:
                raise UploadMissing(missing)
            self.blobs.join(upload.object_key, parts_id, there)
        except NoObjectError:
            return  # joined by somebody else or by a try before, or given up: the object itself tells

    def settled(
        self, work: Work, watching: Watching, settling: "Settling", sent: tables.Upload | None, found: Found | None
    ) -> Completed | Refusal:
        """Return what comes of one upload. A refusal is returned, not raised: what it changes is to stay."""
        try:
            upload = self.uploads.owned(watching, sent)
            if upload.state == "stored":
                return self.answer(upload)
            if upload.state == "gone":
                raise UploadGone
            if not isinstance(found, Stored):
                raise found or UploadMissing()
        except Refusal as refusal:
            return refusal
        draft = UploadDraft.model_validate_json(upload.draft)
        wrong = self.unfit(watching, settling, draft, found)
        if wrong is not None:
            self.uploads.drop(work, upload)
            return wrong
        self.store(settling, upload, draft)
        return self.answer(upload)

    def unfit(self, watching: Watching, settling: "Settling", draft: UploadDraft, found: Stored) -> Refusal | None:
        """Return why what arrived can never become the version that was announced."""
        if not self.is_announced(draft, found):
            return UploadMismatch()
        try:
            self.uploads.check_place(watching, draft, settling.files.get(draft.file_id))
        except (FileDeleted, IdTaken, RevisionConflict) as refusal:
            return refusal
        return None

    def is_announced(self, draft: UploadDraft, found: Stored) -> bool:
        """Say whether the store has what was announced: as many bytes, and the same."""
        return found.size == draft.ct_size and found.sha256 == unb64(draft.ct_sha256)

    def store(self, settling: "Settling", upload: tables.Upload, draft: UploadDraft) -> None:
        """Make the upload a version, and the file's present one."""
        now, seq, meta = self.tools.now(), settling.next_seq(), draft.meta.model_dump_json()
        file = settling.files.get(draft.file_id)
        if file is None:
            file = tables.File(
                id=draft.file_id,
                person_id=upload.person_id,
                device_id=upload.device_id,
                rev=draft.rev,
                seq=seq,
                meta=meta,
                meta_n=0,
                created_at=now,
                updated_at=now,
            )
            settling.files[file.id] = file
            settling.new_files.append(file)
        file.rev, file.seq, file.meta, file.meta_n, file.updated_at = draft.rev, seq, meta, 0, now
        file.filename = draft.filename
        settling.new_versions.append(self.version(upload, draft))
        upload.state, upload.seq = "stored", seq

    def version(self, upload: tables.Upload, draft: UploadDraft) -> tables.Version:
        """Return the version that an upload becomes."""
        return tables.Version(
            file_id=draft.file_id,
            rev=draft.rev,
            person_id=upload.person_id,
            object_key=upload.object_key,
            ct_size=draft.ct_size,
            ct_sha256=draft.ct_sha256,
            kid=draft.kid,
            wrap=draft.wrap.model_dump_json(),
            meta=draft.meta.model_dump_json(),
            stored_at=self.tools.now(),
        )

    def answer(self, upload: tables.Upload) -> Completed:
        """Return what is said about a stored upload."""
        return Completed(upload_id=upload.id, file_id=upload.file_id, rev=upload.rev, seq=upload.seq or 0)
