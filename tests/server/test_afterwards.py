"""What is told once everything is kept: nothing of what was undone."""

from typing import NoReturn

import pytest

from tests.server.world import World


class Undone(Exception):  # noqa: N818  said as what happened
    """A part of a transaction, or all of it, is not to be kept."""


def undo(world: World, told: list[str], what: str) -> NoReturn:
    """Say something in a transaction, or in a part of the one that runs, and then undo it."""
    with world.seams.store.begin() as work:
        work.then(lambda: told.append(what))
        raise Undone


def test_it_is_told_after_the_commit_and_not_before(world: World) -> None:
    told: list[str] = []

    with world.seams.store.begin() as work:
        work.then(lambda: told.append("kept"))
        assert told == []

    assert told == ["kept"]


def test_of_a_transaction_that_is_undone_nothing_is_told(world: World) -> None:
    told: list[str] = []

    with pytest.raises(Undone):
        undo(world, told, "kept")

    assert told == []


def test_of_a_part_that_is_undone_nothing_is_told_and_of_the_rest_it_is(world: World) -> None:
    told: list[str] = []

    with world.seams.store.begin() as work:
        work.then(lambda: told.append("before"))
        with pytest.raises(Undone):
            undo(world, told, "part")
        with world.seams.store.begin() as part:
            part.then(lambda: told.append("after"))

    assert told == ["before", "after"]


def test_asking_for_health_is_no_operation_of_anybodys(world: World) -> None:
    """It rehearses one, in a transaction that is undone."""
    assert world.visitor().get("/api/health/sync").status_code == 200

    counted = {table.name for table, _, _ in world.services.telemetry.tally.take().sums}
    assert counted == {"request_stats"}, "the request itself, and nothing that it did"
