"""Preparing: what has settled becomes an upload in the spool, or turns out to be a renamed or an unchanged file."""

from collections import deque
from dataclasses import replace

from reference_server.watcher.folders.tracking import Due, Tracking
from reference_server.watcher.folders.watched import Watched
from reference_server.watcher.local.errors import DiskFullError
from reference_server.watcher.local.journal import Journal, shown
from reference_server.watcher.local.state import Job, State, StoredFile
from reference_server.watcher.product.server import ProblemError, Server
from reference_server.watcher.transfers.learning import SUPERSEDED, learn
from reference_server.watcher.transfers.spooling import ChangedError, Spooling, UnreadableError

GIB = 1024**3
LARGEST = 15 * GIB
"""The server takes 2,000 parts of 8 MiB; what cannot be stored is not encrypted again and again."""
MOST_FILES, MOST_BYTES = 32, 8 * 1024 * 1024
"""What one thread takes on at a time: so many files, or the first that reach so many bytes."""


class Preparing:
    """Every method may raise what `Server` raises, or DiskFullError; files then settle anew."""

    def __init__(self, watched: Watched, state: State, spooling: Spooling, server: Server, journal: Journal) -> None:
        self.watched = watched
        self.state = state
        self.spooling = spooling
        self.server = server
        self.journal = journal

    def jobs(self) -> list[Job]:
        """Return new uploads, their bytes in the spool."""
        settled = self.watched.settled(MOST_FILES, MOST_BYTES)
        return self.spooled(*settled) if settled else []

    def spooled(self, tracking: Tracking, dues: list[Due]) -> list[Job]:
        """Return the uploads of files that have settled; those that something came between settle anew."""
        jobs: list[Job] = []
        rest = deque(dues)
        try:
            self.spool(tracking, rest, jobs)
            self.state.add_jobs(jobs)
        except BaseException:
            self.undo(tracking, jobs)
            raise
        finally:
            rest.rotate(-1)  # the one that has no room comes last, when they have settled
            for due in rest:
                tracking.again(due.path)
        return jobs

    def spool(self, tracking: Tracking, rest: deque[Due], jobs: list[Job]) -> None:
        """Take one file after the other; one that has no room keeps none from being sent that had some."""
        try:
            while rest:
                job = self.job(tracking, rest[0])
                rest.popleft()
                jobs += [job] if job else []
        except DiskFullError:
            if not jobs:
                raise

    def undo(self, tracking: Tracking, jobs: list[Job]) -> None:
        """Let go of what was spooled and cannot be noted down."""
        for job in jobs:
            self.spooling.discard(job.spool)
            tracking.again(job.path)

    def job(self, tracking: Tracking, due: Due) -> Job | None:
        """Return the upload of one file; None when it needs none, or cannot be read now."""
        if due.signature.size > LARGEST:
            self.journal.fail(tracking.folder, due.path, f"is larger than {LARGEST // GIB} GiB, which is the most")
            tracking.let_go(due.path)
            return None
        try:
            if due.known is None and self.is_renamed(tracking, due):
                return None
            job = self.spooling.spool(tracking.folder, due)
        except ChangedError:
            tracking.again(due.path)
            return None
        except UnreadableError as error:
            self.journal.fail(tracking.folder, due.path, str(error))
            tracking.let_go(due.path)
            return None
        if due.known is not None and job.sha256 == due.known.sha256:
            self.keep_same(tracking, due.known, job)
            return None
        return job

    def keep_same(self, tracking: Tracking, known: StoredFile, job: Job) -> None:
        """Note that a file was touched and is the same."""
        self.spooling.discard(job.spool)
        file = replace(known, size=job.size, mtime_ns=job.mtime_ns, inode=job.inode)
        self.state.stored([file], [])
        tracking.keep(file)
        self.journal.stored(tracking.folder, file.path, "as it was")

    def is_renamed(self, tracking: Tracking, due: Due) -> bool:
        """Say whether a new file is a vanished one under another name; then the server is told, and nothing sent."""
        if not tracking.may_be_renamed(due.signature.size):
            return False
        twin = tracking.twin(due.signature.size, self.spooling.hash(tracking.folder, due))
        if twin is None:
            return False
        try:
            self.rename(tracking, due, twin)
        except ProblemError as problem:
            self.journal.note("not renamed", f"{shown(tracking.folder, due.path)}: {problem}; it is sent as a new file")
            if problem.slug in SUPERSEDED:
                learn(self.server, self.state, tracking, twin, problem.slug)
            return False
        finally:
            tracking.again(twin.path)
        return True

    def rename(self, tracking: Tracking, due: Due, twin: StoredFile) -> None:
        """Tell the server a file's new path, and note it down."""
        seen = due.signature
        file = replace(
            twin,
            path=due.path,
            meta_n=self.told(tracking, due, twin),
            size=seen.size,
            mtime_ns=seen.mtime_ns,
            inode=seen.inode,
        )
        self.state.stored([file], [])
        tracking.keep(file, instead_of=twin.path)
        self.journal.stored(tracking.folder, due.path, "renamed")

    def told(self, tracking: Tracking, due: Due, twin: StoredFile) -> int:
        """Tell the new path, and return how many renames there were since the version was stored."""
        try:
            self.server.rename(twin.file_id, self.spooling.renamed(tracking.folder, due, twin))
        except ProblemError as problem:
            present = problem.facts.get("current", {})
            if problem.slug != "revision-conflict" or present.get("rev") != twin.rev:
                raise
            # The answer to an earlier rename was lost: go on from where the server is.
            twin = replace(twin, meta_n=present["n"])
            self.server.rename(twin.file_id, self.spooling.renamed(tracking.folder, due, twin))
        return twin.meta_n + 1
