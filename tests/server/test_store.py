"""Transactions: all of a block is kept, or nothing; a block within a block is a part of it."""

import pytest

from reference_server.store.tables import SpentId
from tests.server.world import World


class BrokenError(Exception):
    """What goes wrong."""


def add(world: World, person_id: str, key: str, *, fails: bool = False) -> None:
    with world.seams.store.begin() as work:
        work.session.add(SpentId(id=f"{person_id}-{key}", person_id=person_id))
        if fails:
            raise BrokenError


def add_two(world: World, person_id: str) -> None:
    with world.seams.store.begin():
        add(world, person_id, "a")
        add(world, person_id, "b", fails=True)


def kept(world: World, person_id: str) -> list[str]:
    with world.seams.store.begin(write=False) as work:
        return [key for key in "abc" if work.tombstones.is_spent(f"{person_id}-{key}")]


def test_part_is_kept_with_the_whole(any_world: World) -> None:
    person = any_world.arrive()

    with any_world.seams.store.begin():
        add(any_world, person, "a")
        add(any_world, person, "b")
        assert kept(any_world, person) == ["a", "b"]

    assert kept(any_world, person) == ["a", "b"]


def test_part_that_fails_is_undone_alone(any_world: World) -> None:
    person = any_world.arrive()

    with any_world.seams.store.begin():
        add(any_world, person, "a")
        with pytest.raises(BrokenError):
            add(any_world, person, "b", fails=True)
        add(any_world, person, "c")

    assert kept(any_world, person) == ["a", "c"]


def test_whole_that_fails_takes_its_parts_along(any_world: World) -> None:
    person = any_world.arrive()

    with pytest.raises(BrokenError):
        add_two(any_world, person)

    assert kept(any_world, person) == []
    add(any_world, person, "c")
    assert kept(any_world, person) == ["c"]
