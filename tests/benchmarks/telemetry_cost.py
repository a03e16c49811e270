"""What telemetry costs a request: the same server with it and without, in turn, in one run.

`python -m tests.benchmarks.telemetry_cost [ROUNDS]`: CPU seconds of 100 requests on each side, client included, written
down every 50 as a busy server does each second, and the ratio. Many short rounds (60), because a processor's speed
wanders by a tenth within seconds. The aim is a ratio of 1.05 at most.
"""

import sys
import tempfile
import time
from pathlib import Path

from reference_server.settings import Settings
from reference_server.store.migrate import migrate_to_head
from tests.benchmarks.rounds import measure, told, verdict, without_logs
from tests.server.world import ADMIN, URL, Person, World

REQUESTS, A_BATCH, RATIO_AIM = 100, 50, 1.05


def world_in(folder: Path, *, counted: bool) -> World:
    """Return a server with telemetry, or with one that counts nothing."""
    url = f"sqlite:///{folder / f'{counted}.db'}"
    migrate_to_head(url)
    world = World(Settings(database_url=url, public_url=URL, admins=(ADMIN,)))
    if not counted:
        world.services.telemetry.request = nothing  # type: ignore[method-assign]
        world.services.telemetry_writing.store = nothing  # type: ignore[method-assign]
    return world


def nothing(*_: object, **__: object) -> None:
    """Do nothing."""


def seconds(world: World, person: Person) -> float:
    """Send the requests and return the CPU seconds that they took."""
    started = time.process_time()
    for number in range(REQUESTS):
        person.get("/api/today")
        if number % A_BATCH == 0:
            world.services.telemetry_writing.store()
    return time.process_time() - started


def main(rounds: int = 60) -> int:
    """Measure, print, and return 0 when the aim was met."""
    without_logs()
    with tempfile.TemporaryDirectory() as folder:
        worlds = {name: world_in(Path(folder), counted=name == "on") for name in ("on", "off")}
        people = {name: world.person() for name, world in worlds.items()}
        sides = {name: lambda name=name: seconds(worlds[name], people[name]) for name in worlds}
        found = measure(rounds, sides)
        for world in worlds.values():
            world.close()
    ratios = found.ratios("on", "off")
    print(f"on, s {told(found.seconds['on'])}; off, s {told(found.seconds['off'])}; ratio {told(ratios)}")
    return verdict("ratio of a request with telemetry to one without", sorted(ratios)[len(ratios) // 2], RATIO_AIM)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
