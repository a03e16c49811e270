"""The store: transactions on SQLite or PostgreSQL."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Protocol

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from reference_server.store.sqlite_file import DatabaseFile
from reference_server.store.work import Work

BUSY_TIMEOUT_MS = 10_000
KEPT_OPEN = 20
"""Connections to PostgreSQL that stay open."""
MOST_MORE = 10
"""Connections beyond those that stay open, closed after use."""
CONNECT_WITHIN_S = 10
PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT_MS}",  # first: the next one waits for others, too
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=NORMAL",
    # What is deleted is overwritten: nothing of a withdrawn text lingers in free pages. Until the next checkpoint it
    # may stay in the WAL; PostgreSQL keeps dead rows until it vacuums, and its own WAL as long as it is set to.
    "secure_delete=ON",
)


@dataclass(frozen=True)
class Pool:
    """Connections to the database: those that are busy, those that wait for work, and how many there can be."""

    in_use: int
    idle: int
    most: int


class Store(Protocol):
    """What services need of a database."""

    def begin(self, *, write: bool = True) -> AbstractContextManager[Work]:
        """Open a transaction that commits at the end of the block, or undoes all when the block raises.

        Within such a block, another one is a part of it: what raises undoes that part, and nothing is kept before the
        outer block ends.
        """
        ...

    def ping(self) -> None:
        """Return when the database lets us read and write; raise what keeps it from it."""
        ...

    def revision(self) -> str | None:
        """Return the migration that the database is at, None when it was never migrated."""
        ...

    def pool(self) -> Pool:
        """Return how its connections stand."""
        ...

    def close(self) -> None:
        """Let go of the database; the next question opens it anew."""
        ...


class SqlStore:
    """The store on SQLAlchemy. Writers of SQLite queue at BEGIN IMMEDIATE instead of failing half-way."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._open: ContextVar[Work | None] = ContextVar("open", default=None)

    @cached_property
    def engine(self) -> Engine:
        """The connection pool, made at first use."""
        return open_engine(self.url)

    @cached_property
    def _writing(self) -> Engine:
        return self.engine.execution_options(begin="BEGIN IMMEDIATE")

    @contextmanager
    def begin(self, *, write: bool = True) -> Iterator[Work]:
        """Open a transaction that commits at the end of the block, or a part of the one that is open here."""
        outer = self._open.get()
        if outer is not None:
            yield from self._part(outer)
            return
        engine = self._writing if write else self.engine
        with Session(engine, expire_on_commit=False) as session, session.begin():
            work = Work(session)
            token = self._open.set(work)
            try:
                yield work
            finally:
                self._open.reset(token)
        for act in work.afterwards:
            act()

    def _part(self, outer: Work) -> Iterator[Work]:
        told = len(outer.afterwards)
        try:
            with outer.session.begin_nested():
                yield outer
        except BaseException:
            del outer.afterwards[told:]
            raise

    def ping(self) -> None:
        """Return when the database lets us read and write; raise what keeps it from it."""
        with self._writing.connect() as connection:
            connection.execute(text("SELECT 1"))
            connection.rollback()

    def revision(self) -> str | None:
        """Return the migration that the database is at, None when it was never migrated."""
        with self.engine.connect() as connection:
            if not connection.dialect.has_table(connection, "alembic_version"):
                return None
            revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return revision

    def pool(self) -> Pool:
        """Return how its connections stand."""
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)  # noqa: S101  what both kinds of database are opened with
        return Pool(pool.checkedout(), pool.checkedin(), pool.size() + MOST_MORE)

    def close(self) -> None:
        """Let go of the database; the next question opens it anew."""
        self.engine.dispose()


def open_engine(url: str) -> Engine:
    """Return an engine for the URL; statements' values never show up in its errors."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(
            url,
            hide_parameters=True,
            pool_size=KEPT_OPEN,
            max_overflow=MOST_MORE,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_WITHIN_S},
        )
    engine = create_engine(url, hide_parameters=True, max_overflow=MOST_MORE)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    DatabaseFile(Path(engine.url.database or "")).watch(engine)
    return engine


def _prepare(connection: SqliteConnection, _record: object) -> None:
    # The driver's own transaction handling would begin too late and too weakly; `_begin` does it.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
