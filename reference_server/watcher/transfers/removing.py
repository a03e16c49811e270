"""Removing: files that are gone from a folder are marked as removed; their versions stay with the server."""

from reference_server.watcher.folders.scanning import file_at
from reference_server.watcher.folders.tracking import Tracking
from reference_server.watcher.folders.watched import Watched
from reference_server.watcher.local.journal import Journal, shown
from reference_server.watcher.local.state import State, StoredFile
from reference_server.watcher.product.server import ProblemError, Server
from reference_server.watcher.transfers.learning import SUPERSEDED, forget, learn

MOST = 32


class Removing:
    """Every method may raise what `Server` raises, or DiskFullError; a removal is then told later."""

    def __init__(self, watched: Watched, state: State, server: Server, journal: Journal) -> None:
        self.watched = watched
        self.state = state
        self.server = server
        self.journal = journal

    def work(self) -> bool:
        """Tell the server of some files that are gone; say whether there were any."""
        worked = False
        for tracking in self.watched.all():
            if self.watched.conditions[tracking.folder.id].standing != "watching":
                continue
            files = tracking.removed(MOST)
            try:
                for file in files:
                    self.tell(tracking, file)
            finally:
                for file in files:
                    tracking.again(file.path)
            worked = worked or bool(files)
        return worked

    def tell(self, tracking: Tracking, file: StoredFile) -> None:
        """Tell the server of one, if it is really gone: the folder is there, and the file is not in it."""
        if not self.is_gone(tracking, file):
            return
        try:
            self.server.delete(file.file_id, file.rev)
        except ProblemError as problem:
            if problem.slug not in SUPERSEDED:
                raise
            learn(self.server, self.state, tracking, file, problem.slug)
        else:
            forget(self.state, tracking, file)
            self.journal.note("removed", shown(tracking.folder, file.path))

    def is_gone(self, tracking: Tracking, file: StoredFile) -> bool:
        """Look once more whether a file is gone, and not the whole folder, nor only hidden from this account."""
        if not self.watched.is_there(tracking.folder):
            return False
        try:
            return file_at(tracking.root, file.path) is None
        except OSError:
            return False
