"""A database is read whole, whatever its tables are called, while the product works with it, and nothing is changed."""

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fixtures.oracle.leaks import LeakScanner, Piece, Secret
from fixtures.oracle.stores import store_files, store_rows

SECRET = "moonlit-cadenza-4711"
SCANNER = LeakScanner([Secret("title", SECRET)])


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A database in use: its log of writes is not yet taken over."""
    path = tmp_path / "a product's.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(
        """PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
        CREATE TABLE "odd ""name" (id INTEGER PRIMARY KEY, "a column" TEXT, content BLOB);
        CREATE TABLE empty (id INTEGER);"""
    )
    yield path
    connection.close()


def _write(file: Path, sql: str, *values: object) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(sql, values)
    connection.close()


def _url(file: Path) -> str:
    return f"sqlite:///{file.as_posix()}"


@pytest.mark.parametrize(
    "value", [SECRET, SECRET.encode(), gzip.compress(SECRET.encode())], ids=["text", "bytes", "zip"]
)
@pytest.mark.parametrize("column", ["a column", "content"])
def test_a_secret_in_any_column_is_found(file: Path, column: str, value: object) -> None:
    _write(file, 'INSERT INTO "odd ""name" (id) VALUES (1)')
    _write(file, f'INSERT INTO "odd ""name" ("{column}") VALUES (?)', value)  # noqa: S608

    found = SCANNER.search(store_rows(_url(file)))

    assert {finding.place for finding in found} == {f'table odd "name, row 2, column {column}'}


def test_a_store_that_keeps_no_secret_is_clean(file: Path) -> None:
    _write(file, 'INSERT INTO "odd ""name" VALUES (1, ?, NULL)', "something else")
    before = sorted(file.parent.iterdir())

    assert SCANNER.search(store_rows(_url(file))) == []
    assert SCANNER.search(store_files(_url(file))) == []
    assert sorted(file.parent.iterdir()) == before


def test_a_deleted_row_is_gone_from_the_tables_and_found_in_the_files(file: Path) -> None:
    _write(file, 'INSERT INTO "odd ""name" VALUES (1, ?, NULL)', SECRET)
    _write(file, 'DELETE FROM "odd ""name"')
    _write(file, 'INSERT INTO "odd ""name" VALUES (2, ?, NULL)', "something that stays")

    places = {finding.place for finding in SCANNER.search(store_files(_url(file)))}

    assert SCANNER.search(store_rows(_url(file))) == []
    assert places == {f"file {file.name}-wal"}


def test_a_postgresql_store_is_read_in_all_its_schemas(postgresql_server: str) -> None:
    database = "read_by_the_oracle"
    plain = postgresql_server.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database}".encode())
    base, _, _ = plain.rpartition("/")
    with psycopg.connect(f"{base}/{database}", autocommit=True) as connection:
        connection.execute('CREATE SCHEMA "Other"')
        connection.execute('CREATE TABLE "Other"."Things" (id int, said text, raw bytea, deep jsonb, many text[])')
        connection.execute(
            'INSERT INTO "Other"."Things" VALUES (1, %s, %s, jsonb_build_object(\'a\', %s::text), ARRAY[%s])',
            [SECRET, SECRET.encode(), SECRET, SECRET],
        )

    url = f"{postgresql_server.rpartition('/')[0]}/{database}"
    found = SCANNER.search(store_rows(url))

    assert {finding.place for finding in found} == {
        f"table Things, row 1, column {column}" for column in ("said", "raw", "deep", "many")
    }
    assert list(store_files(url)) == []
    assert Piece("table Things, row 1, column id", b"1") in list(store_rows(url))
