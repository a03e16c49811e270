"""The metrics of the alert rules, as a scraper reads them."""

import pytest

from tests.server.telemetry.reading import scraped
from tests.server.world import World

# load-and-alerts.md, by name and the labels that each may have.
NAMES = {
    "passion_http_requests_total": {"route", "method", "code"},
    "passion_http_request_duration_seconds_bucket": {"route", "le"},
    "passion_vault_unlocks_total": {"result"},
    "passion_watcher_uploads_total": {"result"},
    "passion_sync_oldest_pending_seconds": set(),
    "passion_replay_operations_total": {"result"},
    "passion_db_pool_connections": {"state"},
    "passion_db_pool_connections_max": set(),
    "passion_search_duration_seconds_bucket": {"le"},
    "passion_auth_attempts_total": {"result"},
    "passion_auth_failed_accounts_recent": set(),
    "passion_telemetry_last_event_timestamp_seconds": set(),
    "passion_object_store_requests_total": {"operation", "result"},
    "passion_data_dir_free_bytes": set(),
    "passion_data_dir_size_bytes": set(),
}


def busy(world: World) -> World:
    world.person().get("/api/today")
    world.services.telemetry.store_asked("describe", True)
    world.services.telemetry_writing.store()
    return world


def test_every_metric_of_the_rules_is_there(world: World) -> None:
    names = {name for name, *_ in scraped(busy(world))}

    assert set(NAMES) - names == set()


@pytest.mark.parametrize("accept", ["", "application/openmetrics-text; version=1.0.0"])
def test_labels_are_those_and_no_others(world: World, accept: str) -> None:
    from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
    from prometheus_client.parser import text_string_to_metric_families as plain

    text = busy(world).visitor().get("/metrics", headers={"accept": accept}).text

    samples = [sample for family in (openmetrics if accept else plain)(text) for sample in family.samples]
    labels = {name: {label for sample in samples if sample.name == name for label in sample.labels} for name in NAMES}
    assert labels == NAMES


def test_the_time_of_the_newest_fact_is_missing_before_there_is_one(world: World) -> None:
    """The rule has to notice that, and a 0 would be a fact from 1970."""
    assert ("passion_telemetry_last_event_timestamp_seconds",) not in scraped(world)
    assert scraped(busy(world))["passion_telemetry_last_event_timestamp_seconds",] == pytest.approx(
        world.clock.time.timestamp(), abs=2
    )


def test_connections_are_counted_as_they_are(world: World) -> None:
    world.seams.store.ping()
    with world.seams.store.begin(write=False) as work:
        work.telemetry.last_event()
        busy_now = scraped(world)["passion_db_pool_connections", "in_use"]

    assert busy_now == 1
    assert scraped(world)["passion_db_pool_connections", "in_use"] == 0
    assert scraped(world)["passion_db_pool_connections_max",] == 15


def test_the_oldest_change_that_waits_grows_older(world: World) -> None:
    device = "0b1f8f5e-6a53-4d0f-9a8e-0b6c1f2f3a4b"
    alice = world.person()

    alice.get("/api/sync/poll", device=device, oldest_pending_seconds="30")

    assert scraped(world)["passion_sync_oldest_pending_seconds",] == pytest.approx(30, abs=1)
    alice.get("/api/sync/poll", device=device)
    assert scraped(world)["passion_sync_oldest_pending_seconds",] == 0
