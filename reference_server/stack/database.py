"""Where the data lives: a SQLite file, a PostgreSQL by URL, or a temporary PostgreSQL of our own."""

from pathlib import Path

from reference_server.store.url import shown, usable

TEMPORARY_POSTGRESQL = "postgresql"


class UnknownDatabaseError(ValueError):
    """The value given for the database is neither a URL we can use nor the word `postgresql`."""


def sqlite_url(folder: Path) -> str:
    """Return the URL of the SQLite file inside `folder`."""
    return f"sqlite:///{(folder / 'passion.db').resolve().as_posix()}"


def checked_url(given: str) -> str:
    """Return `given` with the driver that is installed.

    Raises:
        UnknownDatabaseError: it is no URL of ours.

    """
    try:
        return usable(given)
    except ValueError as error:
        raise UnknownDatabaseError(
            f"the database {shown(given)!r} is not understood: it {error}, or be the word {TEMPORARY_POSTGRESQL} for a "
            "temporary server"
        ) from None
