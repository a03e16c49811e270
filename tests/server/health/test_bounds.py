"""Health costs little, leaves nothing behind, tells no secrets, and hangs with nobody."""

import threading
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import func, select, text

from reference_server.clock import SystemClock
from reference_server.s3 import S3Blobs
from reference_server.services.health import bounded, health
from reference_server.services.health.bounded import Bounded, deadline
from reference_server.services.health.rehearsal import Rehearsal
from reference_server.services.health.round_trip import RoundTrip
from reference_server.settings import ObjectStore
from reference_server.store.tables import Table
from tests.server.health.asking import HELD, Whole
from tests.server.health.bucket import Bucket
from tests.server.world import World


def test_a_real_store_is_left_as_it_was(object_store: ObjectStore) -> None:
    blobs = S3Blobs(object_store)
    trip = RoundTrip(blobs)

    assert trip.trouble() is None

    listed = blobs.client.list_objects_v2(Bucket=object_store.bucket, Prefix="health/")
    assert listed.get("Contents", []) == []


def test_a_store_that_never_deletes_keeps_one_object_however_often_it_is_asked(whole: Whole, store: Bucket) -> None:
    store.trouble = "keeps"

    for _ in range(3):
        assert "storage" in whole.failing()

    assert len(store.objects) == 1
    assert {len(content) for content in store.objects.values()} == {32}


def test_many_who_ask_at_once_cost_the_store_one_object(whole: Whole, store: Bucket) -> None:
    for _ in range(20):
        assert whole.asked("/storage") == (200, None)

    assert store.puts == 1


def test_rehearsed_sync_leaves_no_row_behind(any_world: World) -> None:
    def rows() -> dict[str, int | None]:
        with any_world.seams.store.begin(write=False) as work:
            tables = Table.metadata.sorted_tables
            return {table.name: work.session.scalar(select(func.count()).select_from(table)) for table in tables}

    before = rows()

    assert Rehearsal(any_world.services.order.tools, any_world.services.operations).trouble() is None
    assert rows() == before


def test_health_never_writes_while_it_reads_the_schema(whole: Whole) -> None:
    with whole.world.seams.store.begin() as work:
        work.session.execute(text("SELECT 1"))
        assert whole.asked("/migrations") == (200, None)


def test_no_reason_holds_a_secret(whole: Whole, store: Bucket, tmp_path: Path) -> None:
    settings = whole.world.settings
    assert settings.store
    Path(settings.database_url.removeprefix("sqlite:///")).rename(tmp_path / "away.db")
    store.trouble = "refuses"

    told = str(whole.failing())

    secrets = [
        settings.store.access_key,
        settings.store.secret_key,
        *(each.client_secret for each in settings.providers),
    ]
    assert [secret for secret in secrets if secret.get_secret_value() in told] == []
    assert "storage" in told
    assert str(tmp_path) not in told


def test_who_hangs_is_asked_once_and_anew_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "ANSWER_WITHIN_S", 0.05)
    goes_on, asked = threading.Event(), []

    def hang() -> None:
        asked.append(monotonic())
        goes_on.wait(20)

    bound = Bounded("the part", SystemClock())

    reasons = [bound.begin(hang).reason(deadline()) for _ in range(3)]
    monkeypatch.setattr(bounded, "GIVEN_UP_AFTER_S", 0.0)
    recovered = bound.begin(lambda: None).reason(monotonic() + 5)
    goes_on.set()

    assert reasons == ["the part does not answer within 0.05 s"] * 3
    assert len(asked) == 1
    assert recovered is None


def test_an_answer_holds_for_a_while_and_no_longer() -> None:
    answers = iter(["first", "second", "third"])

    def told(bound: Bounded) -> str | None:
        return bound.begin(lambda: next(answers)).reason(monotonic() + 5)

    held, fresh = Bounded("the part", SystemClock(), timedelta(hours=1)), Bounded("the part", SystemClock())

    assert [told(held), told(held)] == ["first", "first"]
    assert [told(fresh), told(fresh)] == ["second", "third"]


def test_the_overall_judgement_takes_no_longer_than_one_part(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts hang, they are waited for together."""
    goes_on = threading.Event()
    assert whole.failing() == {}
    monkeypatch.setattr(bounded, "ANSWER_WITHIN_S", 1.0)
    whole.world.clock.pass_by(HELD)
    monkeypatch.setattr(whole.world.seams.store, "ping", lambda: goes_on.wait(20))
    monkeypatch.setattr(whole.world.seams.store, "revision", lambda: goes_on.wait(20))
    monkeypatch.setattr(whole.world.services.health, "storage", lambda: goes_on.wait(20))
    began = monotonic()

    status, reason = whole.asked("")

    took = monotonic() - began
    goes_on.set()
    assert status == 503
    assert reason == "the database does not answer within 1 s; the object store does not answer within 1 s"
    assert took < 2
    assert whole.asked("/live") == (200, None)


def test_what_the_server_has_to_load_itself_is_not_counted(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is busy with itself is no store that hangs."""
    happened: list[str] = []
    monkeypatch.setattr(whole.world.services.health.round_trip.blobs, "prepare", lambda: happened.append("loaded"))
    monkeypatch.setattr(whole.world.seams.identity, "prepare", lambda: happened.append("loaded"))

    def counting() -> float:
        happened.append("counting")
        return deadline()

    monkeypatch.setattr(health, "deadline", counting)

    assert whole.asked("") == (200, None)

    assert happened == ["loaded", "loaded", "counting"]
