"""Alembic runs this; the connection comes from `migrate_to_head`."""

from alembic import context
from sqlalchemy import Connection, text

from reference_server.store.tables import Table

# Any number will do; every server of this product uses the same one.
_LOCK = 7_277_466


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Table.metadata, transactional_ddl=True)
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        context.run_migrations()


_migrate(context.config.attributes["connection"])
