"""Telemetry is written in batches: nothing is lost that a later write can save, and what is lost is counted."""

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread

import httpx
import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from reference_server.seams import default_seams
from reference_server.services.telemetry import tally
from reference_server.services.telemetry.writing import SIGN_OF_LIFE_S
from reference_server.settings import Settings
from reference_server.store.database import SqlStore
from reference_server.store.tables.telemetry import (
    ADDED_UP,
    FEATURE_ENGAGEMENT,
    PRESENCE,
    TELEMETRY_RUNS,
    VAULT_EVENTS,
)
from reference_server.store.telemetry import Telemetry as Stored
from tests.server.process import command
from tests.server.telemetry.reading import Console, number_of_rows
from tests.server.world import URL, World


@contextmanager
def monitored(world: World, written: list[str]) -> Iterator[None]:
    """Note which tables are written, in their order."""

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO"):
            written.append(statement.split()[2])

    store = world.seams.store
    assert isinstance(store, SqlStore)
    engine = store.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_no_request_writes_anything(world: World) -> None:
    world.person().get("/api/today")

    assert [number_of_rows(world, table) for table in (*ADDED_UP, PRESENCE)] == [0] * (len(ADDED_UP) + 1)


def test_a_batch_that_cannot_be_written_is_kept(
    world: World, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = world.person()
    alice.get("/api/today")

    def locked(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(Stored, "see", locked)
        with pytest.raises(OperationalError):
            world.services.telemetry_writing.store()
    assert number_of_rows(world) == 0, "all or nothing"
    alice.get("/api/today")

    assert console.rows("activity")["today"] == {"uses": 2, "people": 1}
    assert console.ask("overview")["lost_events"] == 0


def test_the_same_batch_twice_adds_up(world: World, console: Console) -> None:
    alice = world.person()
    for _ in range(2):
        alice.get("/api/today")
        world.services.telemetry_writing.store()

    assert console.rows("performance")["GET:/api/today"]["requests"] == 2
    assert number_of_rows(world, width=60, route="/api/today") == 1


def test_nobody_who_was_erased_meanwhile_is_kept(world: World, console: Console) -> None:
    alice = world.person()
    alice.get("/api/today")
    world.services.accounts.erase(alice.id)

    console.ask("overview")

    assert number_of_rows(world, PRESENCE, person_id=alice.id) == 0
    assert console.rows("activity")["today"]["uses"] == 1, "that something was used, anybody may know"


def test_facts_beyond_what_fits_are_counted(world: World, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_KEPT", 1)
    alice = world.person()
    for path in ("/api/today", "/api/quests"):
        alice.get(path)
    monkeypatch.undo()

    assert console.ask("overview")["lost_events"] > 0


def test_what_was_let_go_stays_counted_while_nothing_can_be_written(
    world: World, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(tally, "MOST_KEPT", 0)
    taken = world.services.telemetry.tally.take
    with monkeypatch.context() as patch:
        patch.setattr(Stored, "put_run", locked)
        world.services.telemetry.use("somebody", "today")
        # What is counted while a batch is being written comes after it.
        patch.setattr(
            world.services.telemetry.tally, "take", lambda: (taken(), world.services.telemetry.uploaded([("ok", 1)]))[0]
        )
        with pytest.raises(OperationalError):
            world.services.telemetry_writing.store()
    monkeypatch.undo()

    assert console.ask("overview")["lost_events"] == 5, "two stretches and two people, and an upload later"


def test_a_sum_that_is_let_go_counts_all_that_it_is_made_of(
    world: World, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = world.services.telemetry.tally
    counted.add(VAULT_EVENTS, 0, ("unlock", "ok"), (1,))
    taken = counted.take()
    for _ in range(7):
        counted.add(VAULT_EVENTS, 0, ("lock", "ok"), (1,))
    monkeypatch.setattr(tally, "MOST_KEPT", 1)
    counted.give_back(taken)
    monkeypatch.undo()

    assert console.ask("overview")["lost_events"] == 7


def test_a_loss_is_told_where_it_happened(world: World, console: Console) -> None:
    world.services.telemetry_writing.telemetry.tally.take()
    counted = world.services.telemetry.tally
    counted.give_back(tally.Batch(lost=3))
    assert console.ask("overview")["lost_events"] == 3

    world.clock.pass_by(timedelta(hours=2))

    assert (console.ask("overview")["lost_events"], console.ask("overview", "24h")["lost_events"]) == (0, 3)


def test_two_servers_write_in_one_order(world: World) -> None:
    telemetry, orders = world.services.telemetry, list[list[str]]()
    happenings: tuple[Callable[[], None], ...] = (
        lambda: telemetry.store_asked("describe", well=True),
        lambda: telemetry.replayed("somebody", "ideas.create", "rejected"),
        lambda: telemetry.use("somebody", "today"),
    )
    for order in (happenings, happenings[::-1]):
        written = list[str]()
        telemetry.tally.take()
        for happen in order:
            happen()
        with monitored(world, written):
            world.services.telemetry_writing.store()
        orders.append(written)

    assert len(orders[0]) > 2
    assert orders[0] == orders[1]


def test_the_last_use_is_the_latest_even_when_threads_tell_it_first() -> None:
    counted = tally.Tally()
    counted.see("person", "tasks", 20)
    counted.see("person", "tasks", 10)

    assert counted.take().seen == {("person", "tasks"): 20}


def test_counting_from_many_threads_loses_nothing(world: World) -> None:
    telemetry = world.services.telemetry

    def use() -> None:
        for _ in range(500):
            telemetry.use("somebody", "today")

    threads = [Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    batch = telemetry.tally.take()

    uses = sum(
        numbers[1]
        for (table, _, words), numbers in batch.sums.items()
        if table is FEATURE_ENGAGEMENT and words == ("today",)
    )
    assert uses == 4000


def test_a_server_that_ends_is_no_crash_and_one_that_falls_silent_is(world: World, console: Console) -> None:
    """What was counted since the last write is lost then: a second's worth, and it is told."""
    other = default_seams(world.settings)
    other.clock.now = world.clock.now  # type: ignore[method-assign]
    ended = default_seams(world.settings)
    ended.clock.now = world.clock.now  # type: ignore[method-assign]
    try:
        other.services.telemetry_writing.store(ended=False)
        ended.services.telemetry_writing.store(ended=True)
    finally:
        other.store.close()
        ended.store.close()
    for pause in (0, 2 * SIGN_OF_LIFE_S):
        world.clock.pass_by(timedelta(seconds=pause))
        assert console.ask("overview")["crashes"] == 0

    world.clock.pass_by(timedelta(seconds=2 * SIGN_OF_LIFE_S))

    assert console.ask("overview")["crashes"] == 1


def test_a_quiet_server_says_that_it_is_alive(world: World, console: Console) -> None:
    for _ in range(5):
        world.services.telemetry_writing.store()
        world.clock.pass_by(timedelta(seconds=SIGN_OF_LIFE_S))

    assert console.ask("overview")["crashes"] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM, None], ids=str)
def test_a_server_that_is_told_to_end_writes_down_all_that_it_counted(sqlite: str, ask: signal.Signals | None) -> None:
    """Whether by a signal or (None) by its parent's end: an end that was asked for is no crash."""
    with command(DATABASE_URL=sqlite, TELEMETRY_WRITE_SECONDS="60", EXIT_WITH_PARENT="1") as process:
        assert process.stdin
        assert process.stdout
        httpx.get(f"{json.loads(process.stdout.readline())['url']}/api/health/live").raise_for_status()
        if ask is None:
            process.stdin.close()
        else:
            process.send_signal(ask)
        assert process.wait(20) == 0

    world = World(Settings(database_url=sqlite, public_url=URL))
    with world.seams.store.begin(write=False) as work:
        (run,) = work.session.execute(select(TELEMETRY_RUNS)).all()
    assert run.ended
    assert number_of_rows(world, width=60, route="/api/health/live") == 1
    world.close()
