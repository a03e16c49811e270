"""How quickly the dashboard's endpoints answer with a year of telemetry of 10,000 people.

`python -m tests.benchmarks.telemetry_year [REQUESTS]`: the p95 of each endpoint and range, over so many requests (100).
The limit is the launch plan's 500 ms, the aim 50 ms. Telemetry is made up from one printed seed: every day some 60
routes with two methods each, 12 features, 30 events of vaults, searches, watchers and devices, 80 kinds of errors.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from statistics import quantiles

import sqlalchemy as sa

from reference_server.latency import COLUMNS
from reference_server.services.telemetry.meaning import ALL, ANYTHING, FEATURES
from reference_server.services.telemetry.writing import DAY, FINEST_KEPT, HOUR, HOURS_KEPT, WEEK
from reference_server.settings import Settings
from reference_server.store import tables as product_tables
from reference_server.store.migrate import migrate_to_head
from reference_server.store.tables import telemetry as tables
from reference_server.store.work import Work
from tests.benchmarks.rounds import HELD, verdict, without_logs
from tests.server.world import ADMIN, URL, Person, World

PEOPLE, DAYS, SEED = 10_000, 365, 20_261_128
LIMIT_MS, AIM_MS = 500, 50
ROUTES = [f"/api/route-{number}/{{id}}" for number in range(60)]
EVENTS = [f"event-{number}" for number in range(10)]
HTTP_OK = 200
RESULTS = ("ok", "failed", "error")
PROBLEMS = [f"problem-{number}" for number in range(40)]
WORDS: dict[sa.Table, list[tuple[str, ...]]] = {
    tables.FEATURE_ENGAGEMENT: [(feature,) for feature in {*FEATURES.values(), ANYTHING}],
    tables.REQUEST_STATS: [*product(ROUTES, ("GET", "POST")), (ALL, ALL)],
    tables.VAULT_EVENTS: list(product(EVENTS, RESULTS)),
    tables.SEARCH_STATS: list(product(("query", "index"), RESULTS)),
    tables.WATCHER_EVENTS: list(product(("upload", "store"), RESULTS)),
    tables.ERROR_EVENTS: list(product(PROBLEMS, ("404", "500"), ROUTES[:1])),
    tables.SYNC_EVENTS: list(product(("applied", "conflict", "rejected"), FEATURES.values())),
}


def stretches(now: int) -> Iterator[tuple[int, int]]:
    """Yield width and instant of every stretch that a year leaves behind."""
    year = timedelta(days=DAYS)
    for width, kept in ((60, FINEST_KEPT), (HOUR, HOURS_KEPT), (DAY, year), (WEEK, year)):
        last = now - now % width
        yield from ((width, last - number * width) for number in range(int(kept.total_seconds()) // width))


def rows(table: sa.Table, now: int, chance: random.Random) -> Iterator[dict[str, int | float | str]]:
    """Yield a table's rows; in a minute, one in ten of the things happens."""
    words = [column.name for column in table.primary_key if column.name not in {"width", "at"}]
    numbers = [column.name for column in table.columns if not column.primary_key and column.name not in COLUMNS]
    for width, at in stretches(now):
        for each in dict.fromkeys(WORDS[table]):
            if width == HOUR // 60 and chance.random() > 0.1:
                continue
            times = {name: chance.randint(0, 5) for name in COLUMNS if name in table.c}
            counted = {name: chance.randint(1, 50) for name in numbers}
            yield {"width": width, "at": at, **dict(zip(words, each, strict=True)), **counted, **times}


def fill(work: Work, now: int, chance: random.Random) -> int:
    """Make the people and their year, and return the number of telemetry's rows."""
    came = [datetime.fromtimestamp(now, UTC) - timedelta(days=chance.random() * DAYS) for _ in range(PEOPLE)]
    people = [
        {
            "id": f"p{number}",
            "email": f"p{number}@example.test",
            "email_key": f"p{number}@example.test",
            "name": "P",
            "created_at": at,
            "seq": 0,
            "horizon": 0,
        }
        for number, at in enumerate(came)
    ]
    work.session.execute(sa.insert(product_tables.Person), people)
    seen = [
        {"person_id": each["id"], "feature": feature, "last_at": now - chance.randrange(DAYS * DAY)}
        for each in people
        for feature in {*FEATURES.values(), ANYTHING}
    ]
    work.session.execute(sa.insert(tables.PRESENCE), seen)
    made = len(seen)
    for table in WORDS:
        batch = list(rows(table, now, chance))
        work.session.execute(sa.insert(table), batch)
        made += len(batch)
    return made


def asked(admin: Person, path: str, name: str) -> float:
    """Ask once and return the milliseconds."""
    started = time.perf_counter()
    answer = admin.get(path, range=name)
    took = (time.perf_counter() - started) * 1000
    if answer.status_code != HTTP_OK:
        raise SystemExit(f"{path}?range={name} answered {answer.status_code}: {answer.text[:200]}")
    return took


def main(requests: int = 100) -> int:
    """Fill, measure, print, and return 0 when the limit was kept everywhere."""
    without_logs()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'year.db'}"
        migrate_to_head(url)
        world = World(Settings(database_url=url, public_url=URL, admins=(ADMIN,)))
        now = int(world.clock.now().timestamp())
        with world.seams.store.begin() as work:
            made = fill(work, now, random.Random(SEED))  # noqa: S311  data of a benchmark
        size = Path(folder, "year.db").stat().st_size
        print(f"seed {SEED}: {PEOPLE} people, {DAYS} days, {made} rows of telemetry, {size / 2**20:.0f} MiB")
        admin, exit_code = world.administrator(), HELD
        for endpoint in ("overview", "e2ee", "watcher", "performance", "alerts"):
            for name in ("1h", "24h", "7d", "30d", "365d"):
                path = f"/api/admin/telemetry/{endpoint}"
                took = [asked(admin, path, name) for _ in range(requests)]
                p95 = quantiles(took, n=20)[-1]
                note = "" if p95 <= AIM_MS else f" (above the aim of {AIM_MS} ms)"
                exit_code = max(exit_code, verdict(f"{endpoint} {name}, p95 in ms{note}", p95, LIMIT_MS))
        world.close()
    return exit_code


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
