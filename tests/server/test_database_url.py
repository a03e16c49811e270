"""Which databases can be used, and how their addresses are shown."""

import pytest

from reference_server.store.url import shown, usable


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("sqlite:///x.db", "sqlite:///x.db"),
        ("sqlite:///C:\\data\\x.db", "sqlite:///C:\\data\\x.db"),
        ("postgresql://a:b@host/db", "postgresql+psycopg://a:b@host/db"),
        ("postgres://host/db", "postgresql+psycopg://host/db"),
        ("postgresql+psycopg://a:b%2F@host/db?sslmode=require", "postgresql+psycopg://a:b%2F@host/db?sslmode=require"),
    ],
)
def test_url_gets_the_driver_that_is_installed(given: str, url: str) -> None:
    assert usable(given) == url


@pytest.mark.parametrize(
    "given",
    ["mysql://u@host/db", "passion.db", "", "sqlite", "postgresql+asyncpg://host/db", "postgresql://host:abc/db"],
)
def test_other_databases_are_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"starts? with sqlite:/// or postgresql://"):
        usable(given)


@pytest.mark.parametrize(
    "given", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite://x.db", "sqlite://host/x.db"]
)
def test_sqlite_needs_a_file(given: str) -> None:
    """Migrations would go into one database in memory, and requests to another."""
    with pytest.raises(ValueError, match="must name a file"):
        usable(given)


@pytest.mark.parametrize(
    ("url", "fit"),
    [
        ("postgresql://ann:geheim@host:5432/db", "postgresql://ann:***@host:5432/db"),
        ("postgresql://ann:ge#heim@host/db", "postgresql://ann:***@host/db"),
        ("postgresql://ann:ge/heim@host/db", "postgresql://ann:***@host/db"),
        ("postgresql://ann:ge?heim@host/db", "postgresql://ann:***@host/db"),
        ("postgresql://host/db?user=ann&password=geheim", "postgresql://host/db"),
        ("postgresql://ann:geheim@host:abc/db", "postgresql…"),
        ("postgresql:ann:geheim@host/db", "postgresql…"),
        ("postgresql://host/db", "postgresql://host/db"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
        ("passion.db", "passion.db…"),
    ],
)
def test_password_is_not_shown(url: str, fit: str) -> None:
    assert shown(url) == fit
