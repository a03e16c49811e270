"""Bring a database to the present schema."""

from functools import cache
from pathlib import Path

from reference_server.store.database import open_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate_to_head(url: str) -> None:
    """Run every migration that the database has not seen."""
    migrate(url, "head")


def migrate(url: str, revision: str) -> None:
    """Run the migrations that the database has not seen, up to one; servers that start at once queue up.

    `url` is a SQLAlchemy URL as in the settings. What the database refuses is raised as it comes.
    """
    # Alembic is needed once, at start.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection.execution_options(begin="BEGIN IMMEDIATE")
            command.upgrade(config, revision)
    finally:
        engine.dispose()


@cache
def head() -> str:
    """Return the newest migration there is."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
