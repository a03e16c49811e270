"""Sending: uploads are announced, put into the store, completed. What has to wait stays in the spool."""

import json
from collections import deque
from collections.abc import Sequence
from threading import Lock
from typing import Any

from reference_server.watcher.folders.watched import Watched
from reference_server.watcher.local.clock import Clock
from reference_server.watcher.local.journal import Journal, shown
from reference_server.watcher.local.state import Job, State, StoredFile
from reference_server.watcher.product.server import ProblemError, Server, UnavailableError
from reference_server.watcher.product.store import StaleError, Store
from reference_server.watcher.transfers.learning import learn
from reference_server.watcher.transfers.preparing import MOST_FILES
from reference_server.watcher.transfers.spooling import PART, Spooling, shared_name
from reference_server.watcher.transfers.trying import Tries

FINAL = {"upload-gone", "upload-differs", "upload-mismatch", "revision-conflict", "file-deleted", "id-taken"}
"""Refusals after which an upload can never succeed: its file is looked at anew."""

Ready = list[tuple[Job, StoredFile]]


class Sending:
    """Every method may raise what `Server` raises, or DiskFullError; what was not stored is sent later."""

    def __init__(
        self,
        watched: Watched,
        state: State,
        spooling: Spooling,
        server: Server,
        store: Store,
        journal: Journal,
        clock: Clock,
    ) -> None:
        self.watched = watched
        self.state = state
        self.spooling = spooling
        self.server = server
        self.store = store
        self.journal = journal
        self.clock = clock
        self.unsent: deque[Job] = deque()
        self.perhaps_sent: set[str] = set()
        """Uploads whose bytes may be in the store already: before a crash, or before an answer was lost."""
        self._lock = Lock()

    def resume(self) -> None:
        """Go on with what waits in the spool since an earlier life; what is not whole is read anew."""
        for job in self.state.jobs():
            tracking = self.watched.tracking(job.root_id)
            if tracking is None or not self.spooling.is_whole(job):
                self.state.forget_jobs([job.op_id])
                continue
            tracking.working[job.path] = job.signature
            self.perhaps_sent.add(job.op_id)
            self.unsent.append(job)
        self.spooling.discard_all_but({job.spool for job in self.unsent})

    def waiting(self) -> list[Job]:
        """Return uploads that wait in the spool, so many as one thread takes on."""
        with self._lock:
            taken = deque(self.unsent.popleft() for _ in range(min(MOST_FILES, len(self.unsent))))
        wanted: list[Job] = []
        try:
            while taken:
                if self.is_wanted(taken[0]):
                    wanted.append(taken[0])
                else:
                    self.drop(taken[0], "its folder is watched no more, or its bytes are gone from the spool")
                taken.popleft()
        except BaseException:
            self.put_back([*wanted, *taken])
            raise
        return wanted

    def put_back(self, jobs: Sequence[Job]) -> None:
        """Let uploads wait again, before all others."""
        with self._lock:
            self.unsent.extendleft(reversed(jobs))

    def send(self, jobs: Sequence[Job]) -> None:
        """Send uploads until each is stored or given up."""
        left, tries = list(jobs), Tries()
        try:
            while left := self.named_as_set(left):
                self.check_tries(tries, left)
                left = self.once(left, tries)
        except BaseException:
            self.put_back([job for job in left if self.is_wanted(job)])
            raise

    def named_as_set(self, jobs: Sequence[Job]) -> list[Job]:
        """Return the uploads that tell the name which the folder shares now; the others are read anew."""
        named = []
        for job in jobs:
            tracking = self.watched.tracking(job.root_id)
            if tracking is None or job.draft["filename"] == shared_name(tracking.folder, job.path):
                named.append(job)
            elif job.op_id in self.perhaps_sent and self.is_stored(job):
                self.keep([(job, self.stored_file(job))])
            else:
                self.drop(job, "its folder is set otherwise now")
        return named

    def is_stored(self, job: Job) -> bool:
        """Ask whether an upload was completed and the answer lost: read anew, its file would be there twice."""
        try:
            versions = self.server.file(job.draft["file_id"])["versions"]
        except ProblemError as problem:
            if problem.slug != "not-found":
                raise
            return False
        return any(version["wrap"] == job.draft["wrap"] for version in versions)

    def check_tries(self, tries: Tries, left: Sequence[Job]) -> None:
        """Refuse to go round and round with a store that takes nothing."""
        if tries.are_over:
            self.give_up_broken(left)
            raise UnavailableError("store", f"it does not take {len(left)} upload{'s' if len(left) > 1 else ''}")

    def is_wanted(self, job: Job) -> bool:
        """Say whether an upload is still on its way: one that was let go has no bytes in the spool."""
        tracking = self.watched.tracking(job.root_id)
        if tracking is None or tracking.working.get(job.path) != job.signature:
            return False
        return (self.spooling.folder / job.spool).exists()

    def once(self, jobs: Sequence[Job], tries: Tries) -> list[Job]:
        """Announce, put and complete; return those that have to be tried again."""
        sent: list[tuple[Job, str]] = []
        again: list[Job] = []
        ready: Ready = []
        answers = self.announced(jobs)
        tries.announced(answers)
        for job, answer in zip(jobs, answers, strict=True):
            ticket = answer["ticket"]
            if ticket is None:
                self.refused(job, answer["problem"])
            elif ticket["state"] == "stored":
                ready.append((job, self.stored_file(job)))
            elif job.op_id in self.perhaps_sent or self.put(job, ticket):
                sent.append((job, ticket["upload_id"]))
            elif self.is_wanted(job):
                again.append(job)
        try:
            again += self.complete(sent, ready)
        finally:
            self.keep(ready)
        return again

    def announced(self, jobs: Sequence[Job]) -> list[dict[str, Any]]:
        """Return for each upload `ticket` or `problem`; one that makes no sense to the server hinders no other."""
        try:
            return self.server.announce([job.draft for job in jobs])
        except ProblemError as problem:
            if len(jobs) == 1:
                return [{"ticket": None, "problem": problem.facts}]
        half = len(jobs) // 2
        return self.announced(jobs[:half]) + self.announced(jobs[half:])

    def put(self, job: Job, ticket: dict[str, Any]) -> bool:
        """Put the bytes into the store; say whether it took them: a URL holds for a short time."""
        spooled = self.spooling.folder / job.spool
        try:
            if ticket["parts"] is None:
                self.store.put(ticket["url"], ticket["headers"], spooled)
            for part in ticket["parts"] or ():
                place = part["number"] - 1
                self.store.put(part["url"], part["headers"], spooled, place * PART, job.draft["parts"][place]["size"])
        except StaleError as error:
            self.journal.note("refused", f"{self.name(job)}: {error}; a fresh address is asked for")
            return False
        except FileNotFoundError:
            self.drop(job, "its bytes are gone from the spool")
            return False
        self.perhaps_sent.add(job.op_id)
        return True

    def complete(self, sent: Sequence[tuple[Job, str]], ready: Ready) -> list[Job]:
        """Say what was put; return those that have to be tried again."""
        again: list[Job] = []
        if not sent:
            return again
        store_trouble = None
        size = sum(job.draft["ct_size"] for job, _ in sent)
        answers = self.server.complete([upload_id for _, upload_id in sent], size)
        for (job, _), answer in zip(sent, answers, strict=True):
            problem = answer["problem"]
            if problem is None:
                ready.append((job, self.stored_file(job)))
            elif problem["type"].endswith("/storage-unavailable"):
                store_trouble = problem["detail"]
            elif problem["type"].endswith("/upload-missing"):
                self.perhaps_sent.discard(job.op_id)
                again.append(job)
            else:
                self.refused(job, problem)
        if store_trouble is not None:
            raise UnavailableError("store", store_trouble)
        return again

    def stored_file(self, job: Job) -> StoredFile:
        """Return a file as the server has it now."""
        draft = job.draft
        return StoredFile(
            file_id=draft["file_id"],
            root_id=job.root_id,
            path=job.path,
            rev=draft["rev"],
            meta_n=0,
            size=job.size,
            mtime_ns=job.mtime_ns,
            inode=job.inode,
            sha256=job.sha256,
            kid=draft["kid"],
            wrap=json.dumps(draft["wrap"]),
            stored_at=self.clock.now(),
        )

    def keep(self, ready: Ready) -> None:
        """Note down that files are stored, then let their bytes go."""
        if not ready:
            return
        watched = [file for _, file in ready if self.watched.tracking(file.root_id) is not None]
        self.state.stored(watched, [job.op_id for job, _ in ready])
        for job, file in ready:
            self.perhaps_sent.discard(job.op_id)
            self.spooling.discard(job.spool)
            tracking = self.watched.tracking(job.root_id)
            if tracking is not None:
                tracking.keep(file)
                self.journal.stored(tracking.folder, job.path, f"version {file.rev}")

    def give_up_broken(self, jobs: Sequence[Job]) -> None:
        """Let go of uploads whose bytes in the spool are not what was announced: the disk has changed them."""
        for job in jobs:
            if not self.spooling.is_whole(job):
                self.drop(job, "its bytes in the spool are broken")

    def refused(self, job: Job, problem: dict[str, Any]) -> None:
        """Let go of an upload that the server does not take, and look at its file anew."""
        slug = problem["type"].rpartition("/")[2]
        tracking = self.watched.tracking(job.root_id)
        known = tracking.known.get(job.path) if tracking else None
        if tracking is not None and known is not None:
            learn(self.server, self.state, tracking, known, slug)
        self.drop(job, problem["detail"], final=slug in FINAL)

    def drop(self, job: Job, reason: str, *, final: bool = True) -> None:
        """Let go of an upload. A final one is read anew; another is a failure, which the next scan tries again."""
        self.perhaps_sent.discard(job.op_id)
        self.state.forget_jobs([job.op_id])
        self.spooling.discard(job.spool)
        self.journal.note("given up", f"{self.name(job)}: {reason}")
        tracking = self.watched.tracking(job.root_id)
        if tracking is None:
            return
        if final:
            tracking.again(job.path)
        else:
            self.journal.fail(tracking.folder, job.path, reason)
            tracking.let_go(job.path)

    def name(self, job: Job) -> str:
        """Return a file's path as it is logged."""
        tracking = self.watched.tracking(job.root_id)
        return shown(tracking.folder, job.path) if tracking else "a file"
