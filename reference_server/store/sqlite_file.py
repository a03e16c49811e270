"""The file of a SQLite database: SQLite goes on as if nothing had happened when it is taken away, and loses all."""

from pathlib import Path
from sqlite3 import OperationalError

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

_OPENED = "opened"  # of a connection's facts: which file it opened


class DatabaseFile:
    """Lets connections go that opened another file than the one that is there now, and makes no second one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._was_there = False

    def watch(self, engine: Engine) -> None:
        """Look after the connections of an engine."""
        event.listen(engine, "do_connect", self._before)
        event.listen(engine, "connect", self._opened)
        event.listen(engine, "checkout", self._used)

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _before(self, *_: object) -> None:
        if self._was_there and self._now() is None:
            raise OperationalError(f"the file {self.path.name} is gone")

    def _opened(self, _connection: object, record: object) -> None:
        record.info[_OPENED] = self._now()  # type: ignore[attr-defined]
        self._was_there = True

    def _used(self, _connection: object, record: object, _proxy: object) -> None:
        if record.info[_OPENED] != self._now():  # type: ignore[attr-defined]
            raise DisconnectionError  # the pool opens another one
