"""The watched folders together: whoever has one in hand can ask how it is, at any moment."""

import pytest

from reference_server.watcher.folders.roots import Condition
from reference_server.watcher.local.settings import Folder
from tests.watcher.bench import Bench


def test_a_folder_is_listed_when_it_is_known_how_it_is(
    bench: Bench, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, listed = bench.parts.watched, []
    watched.drop(folder.id)

    def condition(_: Folder) -> Condition:
        listed.extend(watched.all())
        return Condition("watching")

    monkeypatch.setattr(bench.parts.roots, "condition", condition)
    watched.begin(folder, [])

    assert listed == []
    assert [tracking.folder for tracking in watched.all()] == [folder]


def test_a_folder_that_is_dropped_while_somebody_has_it_in_hand_hinders_nobody(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, tracking = bench.parts.watched, bench.tracking
    monkeypatch.setattr(watched, "all", lambda: [tracking])

    watched.drop(tracking.folder.id)

    assert not bench.engine.work()
    assert bench.parts.looking.pause() >= 0
