"""Insert what may be there already, without a race."""

from collections.abc import Mapping

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reference_server.store.tables import Table


def insert_once(session: Session, table: type[Table], values: Mapping[str, object]) -> bool:
    """Insert a row unless a unique constraint already holds one like it; say whether it was inserted."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(*table.__table__.primary_key)).first() is not None


def add_once(session: Session, row: Table) -> bool:
    """Insert a row with all that hangs on it, unless a constraint forbids that; say whether it was inserted."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
