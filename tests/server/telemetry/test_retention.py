"""How long telemetry is kept, and which ranges that leaves to choose from."""

from datetime import timedelta

import pytest

from reference_server.services.telemetry.periods import Periods
from reference_server.services.telemetry.writing import DAY, HOUR, WEEK, TelemetryWriting
from reference_server.store.tables.telemetry import TELEMETRY_RUNS
from tests.server.telemetry.reading import number_of_rows
from tests.server.world import World


def widths_left(world: World, writing: TelemetryWriting) -> set[int]:
    writing.tidy()
    return {width for width in writing.widths if number_of_rows(world, width=width, route="/api/today")}


@pytest.mark.parametrize(
    ("kept", "after", "left"),
    [
        (400, timedelta(days=2), {60, HOUR, DAY, WEEK}),
        (400, timedelta(days=2, minutes=2), {HOUR, DAY, WEEK}),
        (400, timedelta(days=40, hours=2), {DAY, WEEK}),
        (400, timedelta(days=402), {WEEK}),
        (400, timedelta(days=415), set[int]()),
        (1, timedelta(days=1, minutes=2), {HOUR, DAY, WEEK}),
        (1, timedelta(days=3), {WEEK}),
    ],
)
def test_a_stretch_goes_when_all_of_it_is_too_old(world: World, kept: int, after: timedelta, left: set[int]) -> None:
    writing = world.services.telemetry_writing
    writing.kept = timedelta(days=kept)
    world.person().get("/api/today")
    writing.store()

    world.clock.pass_by(after)

    assert widths_left(world, writing) == left


def test_a_server_is_known_as_long_as_what_it_wrote(world: World) -> None:
    writing, left = world.services.telemetry_writing, list[int]()
    writing.store(ended=True)

    for days in (399, 10):
        world.clock.pass_by(timedelta(days=days))
        writing.tidy()
        left.append(number_of_rows(world, TELEMETRY_RUNS))

    assert left == [1, 0]


@pytest.mark.parametrize(
    ("kept_days", "offered", "left"),
    [(30, ("24h", "30d", "90d"), ("24h", "30d")), (30, ("10s", "24h"), ("24h",)), (30, ("90d",), ("30d",))],
)
def test_only_what_is_kept_can_be_chosen(kept_days: int, offered: tuple[str, ...], left: tuple[str, ...]) -> None:
    assert Periods(60, kept_days, offered).offered == left
