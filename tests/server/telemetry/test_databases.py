"""Telemetry is written and read on each database that the product runs on."""

from datetime import timedelta

import pytest

from reference_server.contract.telemetry import RANGES
from reference_server.store.tables.telemetry import REQUEST_STATS
from tests.server.telemetry.reading import ENDPOINTS, Console, number_of_rows
from tests.server.world import World

ROUTES = {
    "/api/today": "GET:/api/today",
    "/api/ideas/none": "GET:/api/ideas/{idea_id}",
    "/api/nowhere": "GET:unmatched",
    "/api/health/sync": "GET:/api/health/sync",
}


@pytest.mark.parametrize("path", ROUTES)
def test_each_request_is_written_by_itself(any_world: World, path: str) -> None:
    """What was asked for once is written with its numbers as they were counted, not yet added up."""
    console = Console(any_world)
    before = requests_of(console, ROUTES[path])

    any_world.person().get(path)

    assert requests_of(console, ROUTES[path]) == before + 1


def requests_of(console: Console, row: str) -> float:
    """Return how often a route was asked for; the database may be one that other tests have used."""
    found = console.rows("performance").get(row)
    return found["requests"] or 0 if found else 0


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_each_answer_is_read(any_world: World, endpoint: str) -> None:
    console = Console(any_world)
    any_world.person().get("/api/ideas/none")

    for name in RANGES:
        assert console.ask(endpoint, name)["sections"]


def test_what_is_too_old_is_deleted(any_world: World) -> None:
    writing = any_world.services.telemetry_writing
    any_world.person().get("/api/today")
    writing.store()
    assert number_of_rows(any_world, REQUEST_STATS)

    any_world.clock.pass_by(timedelta(days=800))
    writing.tidy()

    assert number_of_rows(any_world, REQUEST_STATS) == 0
