"""`python -m reference_server`, as operators and the stack start it."""

import json
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

import reference_server
from fixtures.eventually import eventually
from reference_server.settings import Settings
from reference_server.store.tables import Revision
from tests.server.items.written import changed, noted
from tests.server.process import command, running
from tests.server.world import URL, World


def test_server_migrates_says_where_it_is_and_serves(tmp_path: Path) -> None:
    log, database = tmp_path / "server.jsonl", tmp_path / "new.db"

    with running(DATABASE_URL=f"sqlite:///{database}", LOG_FILE=str(log)) as server:
        ready = httpx.get(f"{server.url}/api/health/ready")
        build = httpx.get(f"{server.url}/api/build").json()

    assert ready.json()["status"] == "ok"
    assert (build["product"], len(build["digest"])) == ("passion-os", 64)
    assert [json.loads(line)["route"] for line in log.read_text().splitlines()] == ["/api/health/ready", "/api/build"]


def test_server_ends_with_its_parent(tmp_path: Path) -> None:
    with running(DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}") as server:
        pass

    assert server.process.returncode == 0


@pytest.fixture
def long_ago(sqlite: str) -> Iterator[World]:
    """A server whose clock stands at a noon from which nothing past is kept any more."""
    world = World(Settings(database_url=sqlite, public_url=URL))
    yield world
    world.close()


def revisions(world: World) -> int:
    with world.seams.store.begin(write=False) as work:
        return work.session.scalar(select(func.count()).select_from(Revision)) or 0


def test_old_revisions_are_purged_at_the_start(long_ago: World) -> None:
    alice = long_ago.person()
    changed(alice, noted(alice))

    with running(DATABASE_URL=long_ago.settings.database_url):
        assert revisions(long_ago) == 0


def test_old_revisions_are_purged_again_and_again(long_ago: World) -> None:
    alice = long_ago.person()

    with running(DATABASE_URL=long_ago.settings.database_url, PURGE_SECONDS="0.05"):
        for _ in range(2):
            changed(alice, noted(alice))
            eventually(lambda: revisions(long_ago), until=lambda count: count == 0)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("settings", [{}, {"EXIT_WITH_PARENT": "1"}], ids=str)
def test_server_ends_when_told_to(tmp_path: Path, ask: signal.Signals, settings: dict[str, str]) -> None:
    """It says nothing more, and leaves the database in one file."""
    with command(DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}", **settings) as process:
        assert process.stdout
        ready = json.loads(process.stdout.readline())
        httpx.get(f"{ready['url']}/api/health/ready").raise_for_status()
        process.send_signal(ask)
        _, errors = process.communicate(timeout=20)

    assert process.returncode == 0
    assert [line for line in errors.splitlines() if json.loads(line)["event"] != "request"] == []
    assert [file.name for file in tmp_path.iterdir()] == ["new.db"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORT", "ninety", "PASSION_PORT: "),
        ("DATABASE_URL", "mysql://x", "PASSION_DATABASE_URL: must start with sqlite:/// or postgresql://"),
        ("DATABASE_URL", "sqlite://", "PASSION_DATABASE_URL: must name a file"),
        ("DATABASE_URL", "postgresql://u:p@host:abc/db", "PASSION_DATABASE_URL: must be a URL"),
        ("PUBLIC_URL", "passion.test", "PASSION_PUBLIC_URL: must be an http or https URL"),
        ("PROVIDERS", '[{"id":"google"}]', "PASSION_PROVIDERS (0.title): "),
        ("PROVIDERS", "google", "PASSION_PROVIDERS: "),
    ],
)
def test_setting_that_makes_no_sense_is_named(name: str, value: str, told: str) -> None:
    with command(**{name: value}) as process:
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 2
    assert told in errors
    assert "Traceback" not in errors


def test_database_that_does_not_answer_is_told_in_one_line() -> None:
    with command(DATABASE_URL="postgresql://passion:secret@127.0.0.1:1/none") as process:
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 1
    assert errors.startswith("PASSION_DATABASE_URL: ")
    assert len(errors.splitlines()) == 1
    assert "secret" not in errors


def test_port_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    with running(DATABASE_URL=f"sqlite:///{tmp_path / 'first.db'}") as first:
        port = first.url.rpartition(":")[2]
        with command(DATABASE_URL=f"sqlite:///{tmp_path / 'second.db'}", PORT=port) as second:
            _, errors = second.communicate(timeout=30)

    assert second.returncode == 1
    assert errors.startswith(f"PASSION_PORT: {port} ")
    assert len(errors.splitlines()) == 1


def test_build_is_of_the_files_that_the_server_started_from(tmp_path: Path) -> None:
    """A checkout that is changed under a running server does not change what the evidence is bound to."""
    ours, copy = Path(reference_server.__file__).parent, tmp_path / "reference_server"
    shutil.copytree(ours, copy, ignore=shutil.ignore_patterns("__pycache__", "faults"))
    late = copy / "web" / "late.js"

    def digest(meanwhile: Callable[[], None]) -> str:
        with command(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}", EXIT_WITH_PARENT="1") as process:
            assert process.stdout
            url = json.loads(process.stdout.readline())["url"]
            meanwhile()
            told: str = httpx.get(f"{url}/api/build").json()["digest"]
            process.communicate(timeout=20)
        return told

    before = digest(meanwhile=late.touch)
    late.unlink()

    assert digest(meanwhile=lambda: None) == before
