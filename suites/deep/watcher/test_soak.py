"""A long time with everything that can happen: in the end folder and backup are the same."""

import random
from collections.abc import Callable
from datetime import timedelta

from fixtures.watcher.soak import Soak
from fixtures.watcher.studio import Studio
from fixtures.wire import FaultProxy


def test_folder_and_backup_are_the_same_in_the_end(
    new_studio: Callable[..., Studio], wire: FaultProxy, draw: random.Random, soak_seconds: float
) -> None:
    """After any files, faults and kills everything in the folder MUST be stored, all whole, and nothing left over."""
    studio = new_studio(through=wire)
    studio.watcher.start()
    soak = Soak(studio, wire, draw)

    soak.play(soak_seconds)

    print(f"soak of {soak_seconds:.0f} s: {dict(soak.done)}")
    wanted = soak.kept()
    stored = studio.arrived(wanted, within=timedelta(seconds=120))
    status = studio.settled()
    assert status["folders"][0]["synced"] == len(wanted)
    assert status["queue"] == {"pending": 0, "waiting_in_spool": 0}
    assert studio.leftovers() == []
    assert {path: studio.backup.content(file) for path, file in stored.items()} == wanted
    # Every version that is listed, of removed files too, opens: it is whole.
    for file in (*stored.values(), *studio.backup.files(removed=True).values()):
        assert len(studio.backup.versions(file)) == file.rev
