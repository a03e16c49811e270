"""What items were before, for as long as their mode keeps it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from reference_server.store.tables import Revision
from tests.server.items.written import Gate, changed, deleted, hidden, noted
from tests.server.world import Person, World

KEPT = {"standard": timedelta(days=90), "private": timedelta(days=7)}


@pytest.fixture
def alice(any_world: World) -> Person:
    Gate().place(any_world)
    return any_world.person()


def stored(world: World, person: Person) -> int:
    """Return how many past revisions the database has."""
    with world.seams.store.begin(write=False) as work:
        count = select(func.count()).select_from(Revision).where(Revision.person_id == person.id)
        return work.session.scalar(count) or 0


def test_past_revisions_are_told_newest_first(alice: Person) -> None:
    first = noted(alice)
    second = changed(alice, first, title="Chorus", body="")
    third = changed(alice, second, title="Verse")

    history = alice.get(f"/api/ideas/{first['id']}/history").json()["items"]

    assert [(past["rev"], past["title"], past["body"]) for past in history] == [
        (2, "Chorus", ""),
        (1, "Hook", "four bars"),
    ]
    assert [(past["mode"], past["envelope"]) for past in history] == [("standard", None)] * 2
    assert second["updated_at"] < history[0]["saved_at"] < third["updated_at"]


def test_past_of_a_private_item_stays_sealed(alice: Person) -> None:
    item = hidden(alice)
    changed(alice, item)

    (past,) = alice.get(f"/api/ideas/{item['id']}/history").json()["items"]

    assert (past["rev"], past["mode"], past["title"], past["body"]) == (1, "private", None, None)
    assert past["envelope"] == item["envelope"]


def test_deletion_takes_the_past_along(any_world: World, alice: Person) -> None:
    deleted(alice, changed(alice, noted(alice)))

    assert stored(any_world, alice) == 0


@pytest.mark.parametrize("make", [noted, hidden], ids=["standard", "private"])
def test_history_ends_with_its_retention(
    any_world: World, alice: Person, make: Callable[[Person], dict[str, Any]]
) -> None:
    item = make(alice)
    changed(alice, item)
    history, kept = any_world.services.history, KEPT[item["mode"]]

    any_world.clock.pass_by(kept - timedelta(seconds=1))
    before = history.of(alice.id, "ideas", item["id"])
    any_world.clock.pass_by(timedelta(seconds=1))
    after = history.of(alice.id, "ideas", item["id"])

    assert ([past.rev for past in before.items], after.items) == ([1], [])
    assert stored(any_world, alice) == 0
    assert any_world.services.items.read(alice.id, "ideas", item["id"]).rev == 2


def test_purge_deletes_for_good_what_nobody_asks_about(any_world: World, alice: Person) -> None:
    changed(alice, noted(alice))
    changed(alice, hidden(alice))

    any_world.clock.pass_by(KEPT["private"])
    any_world.services.history.purge()
    after_a_week = stored(any_world, alice)
    any_world.clock.pass_by(KEPT["standard"])
    any_world.services.history.purge()

    assert (after_a_week, stored(any_world, alice)) == (1, 0)


def test_purge_goes_on_after_somebody_who_was_erased_meanwhile(any_world: World, alice: Person) -> None:
    bob, history = any_world.person("Bob"), any_world.services.history
    for person in (alice, bob):
        changed(person, hidden(person))
    any_world.clock.pass_by(KEPT["private"])
    history.owners_of_old = lambda: {"nobody", alice.id, bob.id}  # type: ignore[method-assign]

    alice.send("DELETE", "/api/auth/me")
    history.purge()

    assert stored(any_world, bob) == 0
