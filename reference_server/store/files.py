"""Backed-up files and their versions in the database."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Row, func, select, tuple_
from sqlalchemy.orm import Session

from reference_server.store.tables import Device, File, Person, Version


class Files:
    """Questions about files."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, files: Iterable[File], versions: Iterable[Version]) -> None:
        """Store new files, then new versions, which belong to files."""
        for rows in (files, versions):
            self.session.add_all(rows)
            self.session.flush()

    def find_all(self, file_ids: Collection[str]) -> dict[str, File]:
        """Return files by id, whosever they are."""
        return {file.id: file for file in self.session.scalars(select(File).where(File.id.in_(file_ids)))}

    def find(self, file_id: str) -> File | None:
        """Return the file, whosever it is."""
        return self.session.get(File, file_id)

    def next_seq(self, person_id: str) -> int:
        """Return the next number in the order of changes of the person's files; the person must be locked."""
        last = self.session.scalar(select(func.max(File.seq)).where(File.person_id == person_id))
        return (last or 0) + 1

    def listed(
        self, person_id: str, limit: int, before: int | None, devices: Collection[str]
    ) -> "Sequence[Row[File, Version]]":
        """Return the person's files with their present versions, those changed last first, before a `seq`.

        Each of `devices` must be the file's watcher: none means of all, and two that there is no such file.
        """
        present = (Version.file_id == File.id) & (Version.rev == File.rev)
        wanted = select(File, Version).join(Version, present).where(File.person_id == person_id)
        if before is not None:
            wanted = wanted.where(File.seq < before)
        wanted = wanted.where(*(File.device_id == device_id for device_id in devices))
        return self.session.execute(wanted.order_by(File.seq.desc()).limit(limit)).all()

    def versions(self, file_id: str) -> Sequence[Version]:
        """Return the versions of a file, the newest first."""
        return self.session.scalars(
            select(Version).where(Version.file_id == file_id).order_by(Version.rev.desc())
        ).all()

    def version(self, file_id: str, rev: int) -> Version | None:
        """Return one version."""
        return self.session.get(Version, (file_id, rev))

    def everybodys(self, limit: int, before: str | None) -> "Sequence[Row[File, Version, str, str]]":
        """Return everybody's files with their newest version, owner and device, those changed last first.

        `before` is the id of a file that was listed: what follows it.
        """
        wanted = (
            select(File, Version, Person.name, Device.name)
            .join(Version, (Version.file_id == File.id) & (Version.rev == File.rev))
            .join(Person, Person.id == File.person_id)
            .join(Device, Device.id == File.device_id)
        )
        last = self.session.get(File, before) if before is not None else None
        if last is not None:
            wanted = wanted.where(tuple_(File.updated_at, File.id) < tuple_(last.updated_at, last.id))
        return self.session.execute(wanted.order_by(File.updated_at.desc(), File.id.desc()).limit(limit)).all()
