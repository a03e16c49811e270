"""The store: transactions on SQLite or PostgreSQL."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Protocol

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from reference_server.store.attempts import Attempts
from reference_server.store.credits import Credits
from reference_server.store.devices import Devices
from reference_server.store.files import Files
from reference_server.store.focus import FocusSessions
from reference_server.store.habits import Habits
from reference_server.store.items import Items
from reference_server.store.people import People
from reference_server.store.policies import Policies
from reference_server.store.quests import Quests
from reference_server.store.recovery import Recovery
from reference_server.store.revisions import Revisions
from reference_server.store.rotations import Rotations
from reference_server.store.search import Search
from reference_server.store.sessions import Sessions
from reference_server.store.sqlite_file import DatabaseFile
from reference_server.store.sync import Sync
from reference_server.store.tombstones import Tombstones
from reference_server.store.uploads import Uploads
from reference_server.store.vaults import Vaults

BUSY_TIMEOUT_MS = 10_000
CONNECT_WITHIN_S = 10
PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=NORMAL",
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    # What is deleted is overwritten: nothing of a withdrawn text lingers in free pages. Until the next checkpoint it
    # may stay in the WAL; PostgreSQL keeps dead rows until it vacuums, and its own WAL as long as it is set to.
    "secure_delete=ON",
)


class Work:
    """One transaction, asked by noun."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @cached_property
    def people(self) -> People:
        """People."""
        return People(self.session)

    @cached_property
    def sessions(self) -> Sessions:
        """Sessions and tokens."""
        return Sessions(self.session)

    @cached_property
    def attempts(self) -> Attempts:
        """Sign-ins under way."""
        return Attempts(self.session)

    @cached_property
    def quests(self) -> Quests:
        """Quests."""
        return Quests(self.session)

    @cached_property
    def habits(self) -> Habits:
        """Habits."""
        return Habits(self.session)

    @cached_property
    def focus(self) -> FocusSessions:
        """Focus sessions."""
        return FocusSessions(self.session)

    @cached_property
    def items(self) -> Items:
        """Ideas, infobase and journal."""
        return Items(self.session)

    @cached_property
    def policies(self) -> Policies:
        """Crypto policies."""
        return Policies(self.session)

    @cached_property
    def vaults(self) -> Vaults:
        """Vaults, and who has them open."""
        return Vaults(self.session)

    @cached_property
    def recovery(self) -> Recovery:
        """Recovery codes."""
        return Recovery(self.session)

    @cached_property
    def rotations(self) -> Rotations:
        """Rotations under way."""
        return Rotations(self.session)

    @cached_property
    def revisions(self) -> Revisions:
        """Past revisions of items."""
        return Revisions(self.session)

    @cached_property
    def search(self) -> Search:
        """Tokens of private items' words."""
        return Search(self.session)

    @cached_property
    def credits(self) -> Credits:
        """Credits."""
        return Credits(self.session)

    @cached_property
    def tombstones(self) -> Tombstones:
        """What is left of deleted things."""
        return Tombstones(self.session)

    @cached_property
    def sync(self) -> Sync:
        """Devices, and the results of what they sent."""
        return Sync(self.session)

    @cached_property
    def devices(self) -> Devices:
        """Watchers."""
        return Devices(self.session)

    @cached_property
    def files(self) -> Files:
        """Files that watchers back up."""
        return Files(self.session)

    @cached_property
    def uploads(self) -> Uploads:
        """Files on their way, and objects that are to go."""
        return Uploads(self.session)


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
            with outer.session.begin_nested():
                yield outer
            return
        engine = self._writing if write else self.engine
        with Session(engine, expire_on_commit=False) as session, session.begin():
            work = Work(session)
            token = self._open.set(work)
            try:
                yield work
            finally:
                self._open.reset(token)

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

    def close(self) -> None:
        """Let go of the database; the next question opens it anew."""
        self.engine.dispose()


def open_engine(url: str) -> Engine:
    """Return an engine for the URL; statements' values never show up in its errors."""
    if make_url(url).get_backend_name() != "sqlite":
        given = {"connect_timeout": CONNECT_WITHIN_S}
        return create_engine(url, hide_parameters=True, pool_size=20, pool_pre_ping=True, connect_args=given)
    engine = create_engine(url, hide_parameters=True)
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
