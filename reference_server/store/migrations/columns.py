"""The kinds of columns that migrations make; once a migration has used one, it stays as it is."""

import sqlalchemy as sa


def identifier(name: str = "id") -> sa.Column[str]:
    """Return a column for a primary key."""
    return sa.Column(name, sa.String(64), primary_key=True)


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    """Return a column for an aware UTC instant."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def belonging_to(table: str, name: str, *, primary_key: bool = False) -> sa.Column[str]:
    """Return a column for the id of a row of another table, which takes this one along when it goes."""
    parent = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.String(64), parent, nullable=False, primary_key=primary_key, index=not primary_key)


def text(name: str, *, nullable: bool = False, unique: bool = False) -> sa.Column[str]:
    """Return a column for a text of any length."""
    return sa.Column(name, sa.String(), nullable=nullable, unique=unique)


def hashed(name: str) -> sa.Column[str]:
    """Return a column for a SHA-256 in hexadecimal, unique."""
    return sa.Column(name, sa.String(64), nullable=False, unique=True)


def day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    """Return a column for a calendar day."""
    return sa.Column(name, sa.Date(), nullable=nullable)


def number(name: str) -> sa.Column[int]:
    """Return a column for a whole number."""
    return sa.Column(name, sa.Integer(), nullable=False)


def flag(name: str) -> sa.Column[bool]:
    """Return a column for yes or no."""
    return sa.Column(name, sa.Boolean(), nullable=False)
