"""The URL of a database: which ones can be used, and how one is shown."""

import re
from pathlib import Path

# SQLAlchemy takes long to import; whoever only starts the server waits for it when a URL was given, and not otherwise.
DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def usable(given: str) -> str:
    """Return the URL with the driver that is installed.

    Raises:
        ValueError: it is no SQLAlchemy URL of a PostgreSQL database or an SQLite file; the message ends a sentence.

    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise ValueError("must be a URL that starts with sqlite:/// or postgresql://") from None
    if url.drivername not in DRIVERS:
        raise ValueError("must start with sqlite:/// or postgresql://")
    if url.drivername == "sqlite" and (url.host or url.database in {None, "", ":memory:"}):
        # A database in memory would be another one for each connection.
        raise ValueError("must name a file, such as sqlite:///passion-os.db")
    return f"{DRIVERS[url.drivername]}://{given.partition('://')[2]}"


def folder_of(url: str) -> Path:
    """Return the folder of an SQLite file; of a database elsewhere, the one that this process works in."""
    from sqlalchemy.engine import make_url

    parts = make_url(url)
    return Path(parts.database).parent if parts.drivername == "sqlite" and parts.database else Path()


def shown(url: str) -> str:
    """Return the URL fit to be shown and logged: without its password, and without a query, which can hold one too."""
    if url.startswith("sqlite:"):
        return url
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(url).set(query={}).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        beginning = re.match(r"[\w.+-]*", url)
        return f"{beginning[0] if beginning else ''}…"
