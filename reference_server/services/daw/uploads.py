"""Uploads: what a watcher announces gets a place in the store, for a short time and for exactly that content."""

from collections.abc import Sequence
from datetime import timedelta

from reference_server.blobs import Blobs, Content, NoObjectError, StoreError
from reference_server.contract.binary import unb64
from reference_server.contract.problems import FieldError, Reason
from reference_server.contract.uploads import LARGE, PART, PartTicket, TicketOrReason, UploadDraft, UploadTicket
from reference_server.services import problems
from reference_server.services.daw.devices import Watching
from reference_server.services.daw.refusals import FileDeleted, StorageUnavailable, UploadDiffers, UploadGone
from reference_server.services.people.accounts import LATE, Accounts
from reference_server.services.refusals import IdTaken, Invalid, NotFound, Refusal, RevisionConflict
from reference_server.services.tools import Tools
from reference_server.services.vault.gate import VaultGate
from reference_server.store import tables
from reference_server.store.work import Work


class Uploads:
    """Rules about uploads that are on their way."""

    def __init__(self, tools: Tools, accounts: Accounts, gate: VaultGate, blobs: Blobs, longest_s: int) -> None:
        self.tools = tools
        self.accounts = accounts
        self.gate = gate
        self.blobs = blobs
        self.longest_s = longest_s

    def announce(self, watching: Watching, draft: UploadDraft) -> UploadTicket:
        """Give a version its place.

        VaultLocked, RevisionConflict, IdTaken, FileDeleted, UploadDiffers, UploadGone, Invalid, StorageUnavailable.
        """
        (found,) = self.opened(watching, [draft])
        if isinstance(found, Refusal):
            raise found
        return self.ticket(found, draft)

    def announce_all(self, watching: Watching, drafts: Sequence[UploadDraft]) -> list[TicketOrReason]:
        """Do the same for several, each for itself; VaultLocked refuses all."""
        return [self.answer(found, draft) for found, draft in zip(self.opened(watching, drafts), drafts, strict=True)]

    def answer(self, found: tables.Upload | Refusal, draft: UploadDraft) -> TicketOrReason:
        """Return what came of one of several."""
        try:
            if isinstance(found, Refusal):
                raise found
            return TicketOrReason(ticket=self.ticket(found, draft), problem=None)
        except Refusal as refusal:
            return TicketOrReason(ticket=None, problem=Reason.model_validate(problems.of_refusal(refusal)))

    def give_up(self, watching: Watching, upload_id: str) -> None:
        """Let go of an upload that is not wanted any more; a stored one stays. NotFound."""
        with self.tools.store.begin() as work:
            self.accounts.lock(work, watching.person_id)
            upload = self.owned(watching, work.uploads.lock(upload_id))
            if upload.state == "pending":
                self.drop(work, upload)

    def opened(self, watching: Watching, drafts: Sequence[UploadDraft]) -> list[tables.Upload | Refusal]:
        """Return the upload of each draft, a new one or the one that it had, or why there is none."""
        with self.tools.store.begin() as work:
            person = self.accounts.lock(work, watching.person_id)
            self.gate.check_uploads(work, person.id, watching.epoch)
            known = work.uploads.of_operations(person.id, [draft.op_id for draft in drafts])
            files = work.files.find_all([draft.file_id for draft in drafts])
            keys = {kid: self.key_refusal(work, person, kid) for kid in {draft.kid for draft in drafts}}
            found: list[tables.Upload | Refusal] = []
            for draft in drafts:
                before, file = known.get(draft.op_id), files.get(draft.file_id)
                found.append(self.one_opened(watching, draft, before, file, keys[draft.kid]))
                if isinstance(found[-1], tables.Upload):
                    known[draft.op_id] = found[-1]
            work.uploads.add(each for each in found if isinstance(each, tables.Upload))
            return found

    def key_refusal(self, work: Work, person: tables.Person, kid: str) -> Refusal | None:
        """Return why nothing can be sealed under a key; None where something can."""
        try:
            self.gate.check_key(work, person, kid)
        except Refusal as refusal:
            return refusal
        return None

    def one_opened(
        self,
        watching: Watching,
        draft: UploadDraft,
        known: tables.Upload | None,
        file: tables.File | None,
        key_refusal: Refusal | None,
    ) -> tables.Upload | Refusal:
        """Return the upload of a draft, or why there is none; nothing is changed in that case."""
        try:
            if known is not None:
                return self.known_again(known, watching, draft)
            self.check_place(watching, draft, file)
            self.check_parts(draft)
        except Refusal as refusal:
            return refusal
        return key_refusal or self.made(watching, draft)

    def known_again(self, known: tables.Upload, watching: Watching, draft: UploadDraft) -> tables.Upload:
        """Return the upload that was announced before, for longer; UploadDiffers, UploadGone."""
        if known.device_id != watching.device_id or not self.is_same(known, draft):
            raise UploadDiffers
        if known.state == "gone":
            raise UploadGone
        if known.state == "pending":
            known.expires_at = max(known.expires_at, self.tools.now() + self.span(draft))
        return known

    def is_same(self, known: tables.Upload, draft: UploadDraft) -> bool:
        """Say whether the same was announced; only the time that is asked for may differ."""
        before = UploadDraft.model_validate_json(known.draft)
        return before.model_copy(update={"expires_in": None}) == draft.model_copy(update={"expires_in": None})

    def check_place(self, watching: Watching, draft: UploadDraft, file: tables.File | None) -> None:
        """Refuse a version that does not follow the present one of a file of the watcher's; None: there is none yet."""
        if file is not None and (file.person_id, file.device_id) != (watching.person_id, watching.device_id):
            raise IdTaken("file")
        if file is not None and file.deleted_at is not None:
            raise FileDeleted
        present = file.rev if file is not None else 0
        if draft.rev != present + 1:
            raise RevisionConflict({"rev": present})
        if draft.meta.n != 0:
            raise Invalid(FieldError(field="meta.n", message="must be 0: a version begins with the name that it has"))

    def check_parts(self, draft: UploadDraft) -> None:
        """Refuse a large upload whose parts are not those that it has to be sent in, and parts of a small one."""
        if draft.ct_size <= LARGE:
            if draft.parts is not None:
                raise Invalid(FieldError(field="parts", message=f"are for more than {LARGE} bytes"))
            return
        whole, rest = divmod(draft.ct_size, PART)
        wanted = [PART] * whole + ([rest] if rest else [])
        if [part.size for part in draft.parts or ()] != wanted:
            message = f"must be {len(wanted)}, of {PART} bytes each, the last one of the rest"
            raise Invalid(FieldError(field="parts", message=message))

    def made(self, watching: Watching, draft: UploadDraft) -> tables.Upload:
        """Return a new upload; its key says nothing of whose it is, and is never used again."""
        upload_id, now = self.tools.ids.new_id(), self.tools.now()
        return tables.Upload(
            id=upload_id,
            person_id=watching.person_id,
            device_id=watching.device_id,
            op_id=draft.op_id,
            file_id=draft.file_id,
            rev=draft.rev,
            object_key=f"u/{self.tools.ids.new_secret()}/{upload_id}",
            draft=draft.model_dump_json(),
            created_at=now,
            expires_at=now + self.span(draft),
        )

    def span(self, draft: UploadDraft) -> timedelta:
        """Return how long the URLs hold: as long as was asked for, but never longer than is set."""
        return timedelta(seconds=self.seconds(draft))

    def seconds(self, draft: UploadDraft) -> int:
        """Return the same in seconds."""
        return min(self.longest_s, draft.expires_in or self.longest_s)

    def ticket(self, upload: tables.Upload, draft: UploadDraft) -> UploadTicket:
        """Return where to put what; StorageUnavailable."""
        url, headers, parts = None, {}, None
        if upload.state == "pending":
            try:
                if draft.parts is None:
                    signed = self.blobs.sign_put(upload.object_key, content_of(draft), self.seconds(draft))
                    url, headers = signed.url, signed.headers
                else:
                    parts = self.part_tickets(upload, draft)
            except StoreError as error:
                raise StorageUnavailable(str(error)) from error
        return UploadTicket(
            upload_id=upload.id,
            file_id=upload.file_id,
            rev=upload.rev,
            state="stored" if upload.state == "stored" else "pending",
            url=url,
            headers=headers,
            parts=parts,
            expires_at=upload.expires_at,
        )

    def part_tickets(self, upload: tables.Upload, draft: UploadDraft) -> list[PartTicket]:
        """Return where to put the parts that are not there yet: none when they were joined already."""
        parts_id, there = upload.parts_id, self.parts_there(upload)
        if parts_id is None or there is None:
            if self.is_joined(upload, draft):
                return []
            parts_id, there = self.begun(upload), {}
        tickets = []
        for number, part in enumerate(draft.parts or (), start=1):
            if there.get(number) != part.size:
                content = Content(part.size, unb64(part.md5), unb64(part.sha256))
                signed = self.blobs.sign_part(upload.object_key, parts_id, number, content, self.seconds(draft))
                tickets.append(PartTicket(number=number, url=signed.url, headers=signed.headers))
        return tickets

    def parts_there(self, upload: tables.Upload) -> dict[int, int] | None:
        """Return the sizes of the parts that are there, by number; None without an upload in parts.

        A store may give all parts up when one of them was not what it should be, and it forgets those that were joined.
        """
        if upload.parts_id is None:
            return None
        try:
            return {part.number: part.size for part in self.blobs.parts(upload.object_key, upload.parts_id)}
        except NoObjectError:
            return None

    def is_joined(self, upload: tables.Upload, draft: UploadDraft) -> bool:
        """Say whether the parts became an object: somebody completes them, or the answer to that was lost."""
        try:
            return upload.parts_id is not None and self.blobs.size(upload.object_key) == draft.ct_size
        except NoObjectError:
            return False

    def begun(self, upload: tables.Upload) -> str:
        """Begin an upload in parts and return its id; of two that begin at once the first counts. UploadGone."""
        parts_id = self.blobs.begin_parts(upload.object_key)
        with self.tools.store.begin() as work:
            row = work.uploads.lock(upload.id)
            if row is not None and row.state == "pending" and row.parts_id == upload.parts_id:
                row.parts_id = parts_id
                return parts_id
        self.blobs.give_up(upload.object_key, parts_id)
        if row is None or row.state == "gone" or row.parts_id is None:
            raise UploadGone
        return row.parts_id

    def owned(self, watching: Watching, upload: tables.Upload | None) -> tables.Upload:
        """Return an upload if it is the watcher's; else it is not found."""
        if upload is None or (upload.person_id, upload.device_id) != (watching.person_id, watching.device_id):
            raise NotFound("upload")
        return upload

    def drop(self, work: Work, upload: tables.Upload) -> None:
        """Give an upload up, and its object too, also one that arrives late."""
        upload.state = "gone"
        work.uploads.doom(upload, max(self.tools.now(), upload.expires_at) + LATE)


def content_of(draft: UploadDraft) -> Content:
    """Return what is to be put."""
    return Content(draft.ct_size, unb64(draft.ct_md5), unb64(draft.ct_sha256))
