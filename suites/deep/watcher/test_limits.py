"""A system that watches no more folders: it is told, and files are found all the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fixtures.watcher.limits import NoLimits, with_few_watches
from fixtures.watcher.studio import Studio


def test_files_are_stored_beyond_the_limit_of_watched_folders(new_studio: Callable[..., Studio]) -> None:
    """Where the system does not tell of changes, the status MUST warn, and files MUST be stored by scans."""
    studio = new_studio()
    for number in range(10):
        studio.write(f"set {number}/old.wav", b"old")
    try:
        studio.watcher.runs_by(lambda command: with_few_watches(command, 4))
    except NoLimits as limit:
        pytest.skip(str(limit))
    studio.watcher.start()

    studio.arrived({b"set %d/old.wav" % number: b"old" for number in range(10)})
    (folder,) = studio.watcher.status()["folders"]
    assert not folder["events"]
    assert "watches no more folders" in folder["warning"]

    studio.write("set 9/new.wav", b"new")
    wanted = {b"set %d/old.wav" % number: b"old" for number in range(10)} | {b"set 9/new.wav": b"new"}
    studio.arrived(wanted, within=timedelta(seconds=40))
