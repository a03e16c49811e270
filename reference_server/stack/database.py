"""Where the data lives: a SQLite file, a PostgreSQL by URL, or a temporary PostgreSQL of our own."""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

TEMPORARY_POSTGRESQL = "postgresql"
_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class UnknownDatabaseError(ValueError):
    """The value given for the database is neither a URL we can use nor the word `postgresql`."""


def sqlite_url(folder: Path) -> str:
    """Return the URL of the SQLite file inside `folder`."""
    return f"sqlite:///{(folder / 'passion.db').resolve().as_posix()}"


def checked_url(given: str) -> str:
    """Return `given` with the driver that is installed.

    Raises:
        UnknownDatabaseError: the scheme is not one of ours.

    """
    scheme, separator, rest = given.partition("://")
    driver = _DRIVERS.get(scheme)
    if not separator or driver is None:
        raise UnknownDatabaseError(
            f"the database {without_password(given)!r} is not understood; give a URL that starts with sqlite:/// or "
            f"postgresql://, or the word {TEMPORARY_POSTGRESQL} for a temporary server"
        )
    return f"{driver}://{rest}"


def without_password(url: str) -> str:
    """Return the URL fit to be shown and logged."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    credentials, _, host = parts.netloc.rpartition("@")
    user = credentials.partition(":")[0]
    return urlunsplit(parts._replace(netloc=f"{user}:***@{host}"))
