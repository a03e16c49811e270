"""Backed-up files: what is there, what they are called, and what is left when one is deleted."""

from dataclasses import dataclass
from datetime import timedelta

from reference_server.blobs import Blobs, StoreError
from reference_server.contract.files import (
    Download,
    FileKey,
    Files,
    FilesQuery,
    FileView,
    FileWithVersions,
    ListedFile,
    Meta,
    Rename,
    VersionView,
)
from reference_server.services.daw.devices import Watching
from reference_server.services.daw.refusals import FileDeleted, StorageUnavailable
from reference_server.services.people.accounts import Accounts
from reference_server.services.refusals import NotFound, RevisionConflict
from reference_server.services.tools import Tools
from reference_server.services.vault.gate import VaultGate
from reference_server.store import tables
from reference_server.store.work import Work


@dataclass(frozen=True)
class Reader:
    """Who reads: a person all of theirs, or a watcher of theirs (`device_id`) its own."""

    person_id: str
    device_id: str | None = None

    def may_see(self, file: tables.File) -> bool:
        """Say whether the file is one of those."""
        return file.person_id == self.person_id and self.device_id in {None, file.device_id}


class BackedUpFiles:
    """Rules about files that are stored. A deleted one keeps its versions."""

    def __init__(self, tools: Tools, accounts: Accounts, gate: VaultGate, blobs: Blobs, seconds: int) -> None:
        self.tools = tools
        self.accounts = accounts
        self.gate = gate
        self.blobs = blobs
        self.seconds = seconds

    def listing(self, reader: Reader, query: FilesQuery) -> Files:
        """Return a part of the reader's files, those changed last first; deleted ones are among them."""
        devices = {each for each in (reader.device_id, query.device_id) if each is not None}
        with self.tools.store.begin(write=False) as work:
            found = work.files.listed(reader.person_id, query.limit + 1, query.before, devices)
        shown = found[: query.limit]
        return Files(
            files=[self.view(file, version) for file, version in shown],
            before=shown[-1][0].seq if len(found) > query.limit else None,
        )

    def read(self, reader: Reader, file_id: str) -> FileWithVersions:
        """Return a file with its versions; NotFound."""
        with self.tools.store.begin(write=False) as work:
            file = self.find_owned(work, reader, file_id)
            versions = work.files.versions(file.id)
        views = [self.version_view(version) for version in versions]
        return FileWithVersions(**self.view(file, versions[0]).model_dump(), versions=views)

    def download(self, person_id: str, file_id: str, rev: int) -> Download:
        """Return where a version can be had, of a deleted file too; NotFound, StorageUnavailable."""
        with self.tools.store.begin(write=False) as work:
            file = self.find_owned(work, Reader(person_id), file_id)
            version = work.files.version(file.id, rev)
        if version is None:
            raise NotFound("version")
        try:
            url = self.blobs.sign_get(version.object_key, self.seconds)
        except StoreError as error:
            raise StorageUnavailable(str(error)) from error
        expires_at = self.tools.now() + timedelta(seconds=self.seconds)
        return Download(url=url, expires_at=expires_at, ct_size=version.ct_size, ct_sha256=version.ct_sha256)

    def rename(self, watching: Watching, file_id: str, change: Rename) -> FileView:
        """Give the present version another path; the same again changes nothing.

        VaultLocked, NotFound, FileDeleted, RevisionConflict.
        """
        meta = change.meta.model_dump_json()
        with self.tools.store.begin() as work:
            file = self.opened(work, watching, file_id)
            if (file.rev, file.meta) != (change.rev, meta):
                self.check_follows(file, change)
                file.meta, file.meta_n, file.filename = meta, change.meta.n, change.filename
                self.changed(work, file)
            version = work.files.version(file.id, file.rev)
            if version is None:
                raise NotFound("version")
            return self.view(file, version)

    def delete(self, watching: Watching, file_id: str, rev: int | None) -> None:
        """Mark a file as removed, if `rev` is the present version or None; the same again changes nothing.

        VaultLocked, NotFound, RevisionConflict.
        """
        with self.tools.store.begin() as work:
            try:
                file = self.opened(work, watching, file_id)
            except FileDeleted:
                return
            if rev not in {None, file.rev}:
                raise self.conflict(file)
            file.deleted_at = self.tools.now()
            self.changed(work, file)

    def everybodys(self, limit: int, before: str | None) -> list[ListedFile]:
        """Return everybody's files for an administrator, those changed last first; no path and no content."""
        with self.tools.store.begin(write=False) as work:
            return [
                self.listed(file, version, owner, device)
                for file, version, owner, device in work.files.everybodys(limit, before)
            ]

    def opened(self, work: Work, watching: Watching, file_id: str) -> tables.File:
        """Return the watcher's file, which nobody else changes meanwhile; VaultLocked, NotFound, FileDeleted."""
        person = self.accounts.lock(work, watching.person_id)
        self.gate.check_uploads(work, person.id, watching.epoch)
        file = self.find_owned(work, Reader(person.id, watching.device_id), file_id)
        if file.deleted_at is not None:
            raise FileDeleted
        return file

    def find_owned(self, work: Work, reader: Reader, file_id: str) -> tables.File:
        """Return the reader's file, deleted or not."""
        file = work.files.find(file_id)
        if file is None or not reader.may_see(file):
            raise NotFound("file")
        return file

    def check_follows(self, file: tables.File, change: Rename) -> None:
        """Refuse a name that was given to another state of the file than the present one."""
        if (change.rev, change.meta.n) != (file.rev, file.meta_n + 1):
            raise self.conflict(file)

    def conflict(self, file: tables.File) -> RevisionConflict:
        """Return the refusal of a change to another state of the file than the present one."""
        return RevisionConflict({"rev": file.rev, "n": file.meta_n})

    def changed(self, work: Work, file: tables.File) -> None:
        """Count a change of the file."""
        file.seq, file.updated_at = work.files.next_seq(file.person_id), self.tools.now()

    def view(self, file: tables.File, present: tables.Version) -> FileView:
        """Return a file as its owner sees it."""
        return FileView(
            id=file.id,
            device_id=file.device_id,
            rev=file.rev,
            seq=file.seq,
            kid=present.kid,
            wrap=FileKey.model_validate_json(present.wrap),
            meta=Meta.model_validate_json(file.meta),
            filename=file.filename,
            deleted=file.deleted_at is not None,
            created_at=file.created_at,
            updated_at=file.updated_at,
        )

    def version_view(self, version: tables.Version) -> VersionView:
        """Return one content of a file as its owner sees it."""
        return VersionView(
            rev=version.rev,
            ct_size=version.ct_size,
            ct_sha256=version.ct_sha256,
            kid=version.kid,
            wrap=FileKey.model_validate_json(version.wrap),
            meta=Meta.model_validate_json(version.meta),
            stored_at=version.stored_at,
        )

    def listed(self, file: tables.File, version: tables.Version, owner: str, device: str) -> ListedFile:
        """Return what administrators see."""
        return ListedFile(
            id=file.id,
            filename=file.filename,
            owner=owner,
            device=device,
            rev=file.rev,
            ct_size=version.ct_size,
            stored_at=version.stored_at,
            deleted=file.deleted_at is not None,
        )
