"""Many files: the launch plan's limits, and a watcher that is killed among them."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from fixtures.watcher.studio import Studio
from fixtures.wire import FaultProxy

SIZE = 20_000
LAST, WAITS = b"written last.wav", b"eight bars " * 2000


def written(studio: Studio, count: int, draw: random.Random) -> dict[bytes, bytes]:
    """Write so many files of random content into folders of 50, and return them."""
    files = {b"set %d/take %d.wav" % (number // 50, number): draw.randbytes(SIZE) for number in range(count)}
    for name, content in files.items():
        studio.write(name, content)
    return files


@pytest.mark.case("WA-SYNC-07")
def test_a_hundred_files_take_less_than_five_seconds(studio: Studio, draw: random.Random) -> None:
    """100 files of 20 kB MUST be stored in less than 5 s after the last was written."""
    files = written(studio, 100, draw)

    seconds = studio.number_arrived(len(files))

    studio.arrived(files)
    assert studio.backup.contents() == files
    assert seconds < 5


@pytest.mark.case("WA-SYNC-08")
def test_a_thousand_files_take_less_than_thirty_seconds(studio: Studio, draw: random.Random) -> None:
    """1,000 files of 20 kB MUST be stored in less than 30 s after the last was written."""
    files = written(studio, 1000, draw)

    seconds = studio.number_arrived(len(files), within=timedelta(seconds=60))

    stored = studio.arrived(files)
    looked_at = draw.sample(sorted(files), 50)
    assert {path: studio.backup.content(stored[path]) for path in looked_at} == {
        path: files[path] for path in looked_at
    }
    assert seconds < 30


def at_any_moment(studio: Studio, _wire: FaultProxy) -> None:
    """Kill the watcher, whatever it is at."""
    studio.write(LAST, WAITS)
    studio.watcher.kill()


def while_uploads_wait(studio: Studio, wire: FaultProxy) -> None:
    """Kill the watcher while the store is lost, and uploads wait in the spool."""
    with wire.store.outage():
        studio.write(LAST, WAITS)
        studio.watcher.eventually("store_unavailable")
        studio.watcher.kill()


@pytest.mark.case("WA-SYNC-09")
@pytest.mark.parametrize("kill", [at_any_moment, while_uploads_wait])
def test_a_killed_watcher_catches_up(
    new_studio: Callable[..., Studio],
    wire: FaultProxy,
    draw: random.Random,
    kill: Callable[[Studio, FaultProxy], None],
) -> None:
    """Killed in mid-sync, the watcher MUST catch up with what happened meanwhile, and store nothing twice."""
    studio = new_studio(through=wire)
    studio.watcher.start()
    files = written(studio, 200, draw)
    studio.number_arrived(draw.randint(10, 150))

    kill(studio, wire)
    stored = sorted(studio.backup.files())
    waiting = sorted(files.keys() - set(stored))
    changed, removed = [*stored[:5], *waiting[:5]], [*stored[5:10], *waiting[5:10]]
    untouched = files.keys() - {*changed, *removed}
    for name in changed:
        files[name] = draw.randbytes(SIZE)
        studio.write(name, files[name])
    for name in removed:
        del files[name]
        studio.path(name).unlink()
    files |= {LAST: WAITS, b"new/while it was away.wav": draw.randbytes(SIZE)}
    studio.write(b"new/while it was away.wav", files[b"new/while it was away.wav"])
    studio.watcher.start()

    found = studio.arrived(files, within=timedelta(seconds=60))
    studio.settled()
    assert {found[name].rev for name in untouched} == {1}
    assert all(found[name].rev <= 2 for name in changed)
    assert studio.leftovers() == []
    assert studio.backup.contents() == files
