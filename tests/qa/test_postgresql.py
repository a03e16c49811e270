"""`qa serve --database postgresql` brings a database of its own, and takes it away again."""

from pathlib import Path

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from reference_server.stack import postgresql
from tests.qa.processes import alive_after, program


def test_the_stack_starts_a_cluster_and_leaves_nothing_of_it(postgresql_server: str) -> None:
    with program("qa", "serve", "--json", "--ephemeral", "--database", "postgresql") as server:
        ready = server.lines_until("ready")[-1]
        family = server.family()
        psycopg.connect(ready["database"].replace("+psycopg", "")).close()
        health = httpx.get(f"{ready['url']}/api/health/database").json()
        server.process.terminate()
        code = server.wait()

    assert ready["parts"]["database"].startswith("postgresql+psycopg://passion:***@127.0.0.1:")
    assert ready["parts"]["database"] != postgresql_server
    assert make_url(ready["database"]).render_as_string(hide_password=True) == ready["parts"]["database"]
    assert health["status"] == "ok"
    assert code == 0
    assert alive_after(family) == []


@pytest.mark.parametrize("password", ["", "made-up"])
def test_nobody_gets_in_without_the_password(postgresql_server: str, password: str) -> None:
    """Every account of this machine reaches the port, and whoever got in could run programs as its owner."""
    url = make_url(postgresql_server)

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=url.host, port=url.port, user=url.username, dbname=url.database, password=password)


def test_killing_the_stack_takes_the_cluster_with_it(postgresql_server: str) -> None:
    with program("qa", "serve", "--json", "--ephemeral", "--database", "postgresql") as server:
        server.lines_until("ready")
        family = server.family()
        server.process.kill()

        assert alive_after(family) == []


def test_a_database_that_runs_already_is_used_and_its_password_not_shown(postgresql_server: str) -> None:
    with psycopg.connect(postgresql_server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE DATABASE given")
    given = make_url(postgresql_server).set(database="given")
    with program(
        "qa", "serve", "--json", "--ephemeral", "--database", given.render_as_string(hide_password=False)
    ) as server:
        lines = server.lines_until("ready")

    assert str(given.password) not in str(lines)
    assert lines[-1]["parts"]["database"] == given.render_as_string(hide_password=True)


def test_without_the_programs_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgresql, "_DEBIAN", tmp_path)

    with pytest.raises(postgresql.PostgresqlMissingError, match="apt install postgresql"):
        postgresql.programs()


def test_the_newest_version_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(postgresql, "_DEBIAN", tmp_path)
    for version in ("9.6", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        for name in ("initdb", "postgres"):
            (folder / name).touch(mode=0o755)

    assert postgresql.programs() == tmp_path / "17" / "bin"
