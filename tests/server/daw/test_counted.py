"""What becomes of uploads is counted: once each, and only when it has become true."""

from datetime import timedelta

from tests.server.daw.backup import Watcher, put
from tests.server.telemetry.reading import scraped
from tests.server.world import World

CONTENT = b"sixteen bars " * 10


def counted(world: World) -> list[float]:
    told = scraped(world)
    return [told["passion_watcher_uploads_total", result] for result in ("ok", "failed", "gave_up")]


def test_each_end_of_an_upload_is_counted_once(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    stored, other, missing = (watcher.announce(watcher.draft(CONTENT)) for _ in range(3))
    put(stored, CONTENT)
    put(other, CONTENT[::-1])
    assert counted(keeping) == [0, 0, 0]

    for _ in range(2):
        assert watcher.complete(stored).status_code == 200
    assert watcher.complete(missing).status_code == 409

    assert counted(keeping) == [1, 1, 0]


def test_what_nothing_came_of_was_given_up(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    watcher.announce(watcher.draft(CONTENT))
    keeping.services.disposal.tidy()
    assert counted(keeping) == [0, 0, 0]

    keeping.clock.pass_by(timedelta(days=2))
    for _ in range(2):
        keeping.services.disposal.tidy()

    assert counted(keeping) == [0, 0, 1]
