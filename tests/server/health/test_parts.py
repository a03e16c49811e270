"""Each part is really broken: its endpoint says so and the overall one, the others do not, and it recovers."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from reference_server.s3 import S3Blobs
from reference_server.services.health import bounded
from reference_server.store.migrate import head
from tests.server.health.asking import Whole
from tests.server.health.bucket import Bucket, Trouble
from tests.server.world import World

READY = {"ready", "overall"}


def test_all_eight_are_well(whole: Whole) -> None:
    assert whole.failing() == {}


def database_file(whole: Whole) -> Path:
    return Path(whole.world.settings.database_url.removeprefix("sqlite:///"))


def test_a_database_whose_file_is_gone(whole: Whole) -> None:
    """Nothing is written into a file that nobody will ever find again, and no empty one is put in its place."""
    assert whole.failing() == {}
    file = database_file(whole)
    away = file.rename(file.with_name("away.db"))

    failing = whole.failing()

    assert set(failing) == {"database", "migrations", "sync"} | READY
    assert failing["database"] == "the database does not answer (OperationalError)"
    assert not file.exists()
    away.rename(file)
    assert whole.failing() == {}


def test_a_database_that_is_another_one_by_now(whole: Whole, migrated_file: Path) -> None:
    """A backup that was put in its place is what the server goes on with, and not the file that nobody sees."""
    assert whole.failing() == {}
    file = database_file(whole)
    file.unlink()
    file.write_bytes(migrated_file.read_bytes())

    assert whole.failing() == {}


def test_a_database_that_somebody_else_locks(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "ANSWER_WITHIN_S", 1.5)
    assert whole.failing() == {}
    locking = sqlite3.connect(database_file(whole), isolation_level=None)
    locking.execute("BEGIN IMMEDIATE")

    failing = whole.failing()

    locking.execute("ROLLBACK")
    locking.close()
    assert set(failing) == {"database", "sync"} | READY
    assert failing["database"] == "the database does not answer within 1.5 s"
    assert whole.failing() == {}


@pytest.mark.parametrize("revision", ["0001", "9999"])
def test_a_schema_that_is_behind_or_ahead(whole: Whole, revision: str) -> None:
    def at(revision: str) -> None:
        with whole.world.seams.store.begin() as work:
            work.session.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})

    at(revision)
    failing = whole.failing()
    at(head())

    assert set(failing) == {"migrations"} | READY
    assert failing["migrations"] == f"the database is at migration {revision}, this server needs {head()}"
    assert whole.failing() == {}


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        ("refuses", "object store: the store refused (403)"),
        ("full", "object store: the store refused (507)"),
        ("forgets", "object store: the store has no such object"),
        ("keeps", "object store: the store refused (403)"),
        ("hangs", "the object store does not answer within 1.5 s"),
    ],
)
def test_a_store_in_trouble(
    whole: Whole, store: Bucket, monkeypatch: pytest.MonkeyPatch, trouble: Trouble, reason: str
) -> None:
    assert whole.failing() == {}
    if trouble == "hangs":
        monkeypatch.setattr(bounded, "ANSWER_WITHIN_S", 1.5)
    store.trouble = trouble

    failing = whole.failing()

    store.trouble = None
    store.mended.set()
    assert failing == {"storage": reason, "overall": reason}
    assert whole.failing() == {}
    assert store.objects == {}


def test_a_store_that_cannot_be_reached(whole: Whole) -> None:
    trip, given = whole.world.services.health.round_trip, whole.world.settings.store
    assert given
    trip.blobs, blobs = S3Blobs(given.model_copy(update={"url": "http://127.0.0.1:9"})), trip.blobs

    failing = whole.failing()

    trip.blobs = blobs
    assert set(failing) == {"storage", "overall"}
    assert failing["storage"].startswith("object store: the store does not answer (")
    assert whole.failing() == {}


def test_what_is_not_there_at_all_is_told(world: World) -> None:
    failing = Whole(world).failing()

    assert set(failing) == {"storage", "identity", "overall"}
    assert failing["storage"] == "object store: no object store is configured (PASSION_STORE)"
    assert failing["identity"] == "no identity provider is configured (PASSION_PROVIDERS)"
    assert failing["overall"] == f"{failing['storage']}; {failing['identity']}"


def test_sync_that_does_not_work(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    assert whole.failing() == {}
    changes = whole.world.services.changes
    with monkeypatch.context() as broken:
        broken.setattr(changes, "since", lambda *_: iter(()))
        deaf = whole.failing()
    with whole.world.seams.store.begin() as work:
        work.session.execute(text("ALTER TABLE quests RENAME TO quests_away"))
    refused = whole.failing()
    with whole.world.seams.store.begin() as work:
        work.session.execute(text("ALTER TABLE quests_away RENAME TO quests"))

    reason = "sync: an operation that was carried out is not told at the next poll"
    assert deaf == {"sync": reason, "overall": reason}
    assert set(refused) == {"sync", "overall"}
    assert whole.failing() == {}


def test_a_part_that_breaks_in_a_way_that_nobody_thought_of(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    def surprise() -> None:
        raise KeyError("password=open-sesame")

    with monkeypatch.context() as broken:
        broken.setattr(whole.world.seams.store, "ping", surprise)
        failing = whole.failing()

    assert set(failing) == {"database"} | READY
    assert failing["database"] == "the database could not be asked (KeyError)"
    assert whole.failing() == {}
