"""What the watcher knows for certain: files as they are stored, and uploads whose bytes wait in the spool.

SQLite, written through to the disk (WAL, synchronous=FULL): a file counts as stored only after the server has said so.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from threading import RLock
from typing import Any

from reference_server.watcher.local.errors import DiskFullError, RunningError, UsageError

VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
  file_id TEXT PRIMARY KEY, root_id TEXT NOT NULL, path BLOB NOT NULL, rev INTEGER NOT NULL, meta_n INTEGER NOT NULL,
  size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, sha256 BLOB NOT NULL, kid TEXT NOT NULL,
  wrap TEXT NOT NULL, stored_at REAL NOT NULL, UNIQUE (root_id, path));
CREATE TABLE IF NOT EXISTS jobs (
  op_id TEXT PRIMARY KEY, root_id TEXT NOT NULL, path BLOB NOT NULL, spool TEXT NOT NULL, size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, sha256 BLOB NOT NULL, draft TEXT NOT NULL,
  created_at REAL NOT NULL, UNIQUE (root_id, path));
"""
BUSY_S = 5.0
"""Time in which another program has to let go of the database."""

_FULL = ("full", "disk I/O error")
_CLOSED = ("unable to open", "readonly")
_LOCKED = "is locked"


@dataclass(frozen=True)
class Signature:
    """What tells cheaply whether a file may have changed."""

    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True)
class StoredFile:
    """A file as the server has it. `wrap` is the sealed key of the present version, `meta_n` counts its renames."""

    file_id: str
    root_id: str
    path: bytes
    rev: int
    meta_n: int
    size: int
    mtime_ns: int
    inode: int
    sha256: bytes
    kid: str
    wrap: str
    stored_at: float

    @property
    def signature(self) -> Signature:
        """What the file looked like when it was read."""
        return Signature(self.size, self.mtime_ns, self.inode)


@dataclass(frozen=True)
class Job:
    """A version whose ciphertext lies in the spool; `draft` is what the server is told of it."""

    op_id: str
    root_id: str
    path: bytes
    spool: str
    size: int
    mtime_ns: int
    inode: int
    sha256: bytes
    draft: dict[str, Any]
    created_at: float

    @property
    def signature(self) -> Signature:
        """What the file looked like when it was read."""
        return Signature(self.size, self.mtime_ns, self.inode)


class State:
    """The database; its methods may be called from any thread. Each raises DiskFullError when there is no room."""

    def __init__(self, path: Path, device_id: str) -> None:
        """Open it for a device, whose files it is about."""
        self.path = path
        self.is_new = False
        """Whether it has not been asked yet what the server has."""
        self._lock = RLock()
        with _told(path):
            self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            with _told(path):
                self._database.execute("PRAGMA journal_mode=WAL")
                self._database.execute("PRAGMA synchronous=FULL")
            self._make()
            self._belong_to(device_id)
        except BaseException:
            self.close()
            raise

    def _belong_to(self, device_id: str) -> None:
        """Begin anew when this is about another device's files: a watcher that was paired anew."""
        with self.transaction() as database:
            facts = dict(database.execute("SELECT name, value FROM facts"))
            if facts.get("device_id") != device_id:
                for table in ("files", "jobs"):
                    database.execute(f"DELETE FROM {table}")  # noqa: S608  our own names
                _put(database, "facts", {"name": "device_id", "value": device_id})
        self.is_new = facts.get("recalled") != device_id

    def recalled(self) -> None:
        """Keep that the server was asked what it has."""
        with self.transaction() as database:
            database.execute(
                "INSERT OR REPLACE INTO facts SELECT 'recalled', value FROM facts WHERE name = 'device_id'"
            )
        self.is_new = False

    def _make(self) -> None:
        _version(self.path, self._database)
        with self.transaction() as database:
            for statement in SCHEMA.split(";"):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Keep all that is written in the block, or nothing."""
        with self._lock, _told(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def files(self, root_id: str) -> list[StoredFile]:
        """Return what is stored of a folder."""
        return [StoredFile(*row) for row in self._rows(StoredFile, "files WHERE root_id = ?", root_id)]

    def jobs(self) -> list[Job]:
        """Return the uploads that wait, the oldest first."""
        names = [field.name for field in fields(Job)]
        found = [dict(zip(names, row, strict=True)) for row in self._rows(Job, "jobs ORDER BY created_at")]
        return [Job(**{**row, "draft": json.loads(row["draft"])}) for row in found]

    def add_jobs(self, jobs: Iterable[Job]) -> None:
        """Keep uploads whose bytes are in the spool, in the place of older ones of the same paths."""
        with self.transaction() as database:
            for job in jobs:
                _put(database, "jobs", {**asdict(job), "draft": json.dumps(job.draft)})

    def stored(self, files: Iterable[StoredFile], op_ids: Iterable[str]) -> None:
        """Keep files as stored, and forget the uploads that they came by."""
        with self.transaction() as database:
            for file in files:
                _put(database, "files", asdict(file))
            database.executemany("DELETE FROM jobs WHERE op_id = ?", [(op_id,) for op_id in op_ids])

    def forget_jobs(self, op_ids: Sequence[str]) -> None:
        """Forget uploads that are not wanted any more."""
        self.stored([], op_ids)

    def forget_file(self, file_id: str) -> None:
        """Forget a file that is removed."""
        with self.transaction() as database:
            database.execute("DELETE FROM files WHERE file_id = ?", (file_id,))

    def forget_root(self, root_id: str) -> None:
        """Forget a folder that is watched no more."""
        with self.transaction() as database:
            for table in ("files", "jobs"):
                database.execute(f"DELETE FROM {table} WHERE root_id = ?", (root_id,))  # noqa: S608  our own names

    def probe(self) -> None:
        """Return when there is room to write. Raises DiskFullError."""
        with self.transaction() as database:
            database.execute("CREATE TABLE probe AS SELECT zeroblob(65536) AS room")
            database.execute("DROP TABLE probe")

    def _rows(self, kind: type, rest: str, *values: object) -> list[tuple[Any, ...]]:
        names = ", ".join(field.name for field in fields(kind))
        with self._lock, _told(self.path):
            return self._database.execute(f"SELECT {names} FROM {rest}", values).fetchall()  # noqa: S608  our own names


def stored_counts(path: Path) -> dict[str, int]:
    """Return how many files of each folder are stored, without writing a byte: it works on a full disk.

    Raises:
        UsageError: the file makes no sense.
        RunningError: another program keeps it to itself.

    """
    if not path.exists():
        return {}
    # Even to read, SQLite makes files beside one in WAL mode, unless it is told that nothing changes it. What a killed
    # watcher left in the WAL counts, though; the index of that (shm) is taken as it lies there.
    wal = path.with_name(f"{path.name}-wal")
    how = "mode=ro&readonly_shm=1" if wal.exists() and wal.stat().st_size else "immutable=1"
    with _told(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", BUSY_S, uri=True)) as database:
        if _version(path, database) == 0:
            return {}
        return dict(database.execute("SELECT root_id, count(*) FROM files GROUP BY root_id"))


def _version(path: Path, database: sqlite3.Connection) -> int:
    with _told(path):
        version: int = database.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise UsageError(f"{path}: was written by a newer watcher; update this one")
    return version


def _put(database: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    places = ", ".join("?" for _ in row)
    database.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({places})", list(row.values()))  # noqa: S608


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if any(word in str(error) for word in _FULL):
            raise DiskFullError(f"{path}: the disk is full") from error
        if any(word in str(error) for word in _CLOSED):
            raise UsageError(f"{path}: {error}; the watcher has to be able to read and write there") from error
        if _LOCKED in str(error):
            raise RunningError(f"{path}: is locked by another program; try again when that is done") from error
        raise
    except sqlite3.ProgrammingError:
        raise  # closed under a thread that was late, or a mistake of ours: nothing is damaged
    except sqlite3.DatabaseError as error:
        raise UsageError(
            f"{path}: is damaged ({error}); move it away, and the watcher asks the server what is stored"
        ) from error
