"""How long the watcher takes for 100 and 1,000 small files and a large one, beside `rclone copy` to the same store.

`python -m tests.benchmarks.watcher_sync [ROUNDS]`. Server, store, watcher and rclone on the same machine; the watcher
and rclone take turns. A time counts from the last write to the last file that is stored, settling included.
Aims: the launch plan's limits (100 files in 5 s, 1,000 in 30 s), at most twice rclone's time plus the settling; 256 MiB
with less than 150 MiB of memory; next to nothing while nothing happens.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

from fixtures.api.client import Api
from fixtures.api.http import new_http
from fixtures.api.session import Session
from fixtures.people.ledger import Account
from fixtures.people.signin import SignIn
from fixtures.target.profiles import Target, load_profile
from fixtures.target.running import RunningTarget
from fixtures.trace_context import Trace
from fixtures.vault.locking import new_vault
from fixtures.watcher.program import WatcherProgram
from fixtures.watcher.studio import Studio, backup_of, let_in, sign_in
from reference_server.stack.object_store import program, store

SMALL = 20_000
LARGE_MIB = 256
LIMITS_S = {100: 5.0, 1000: 30.0}
SETTLED_S = 0.75
MOST_MEMORY_MIB = 150
IDLE_FILES, IDLE_S = 10_000, 60.0
LONGEST_S = 600.0


@dataclass(frozen=True)
class Bench:
    """One watcher at one server, and the store behind it."""

    studio: Studio
    store: dict[str, str]

    def synced(self, folder: Path, count: int) -> float:
        """Return the seconds from now until so many files more are stored."""
        start = time.perf_counter()
        with self.studio.watcher.log.open(encoding="utf-8") as log:
            log.seek(0, os.SEEK_END)
            yield_to = start + LONGEST_S
            seen, pace = 0, Event()
            while seen < count and time.perf_counter() < yield_to:
                lines = log.readlines()
                seen += sum(f"stored {folder}" in line for line in lines)
                pace.wait(0.01)
        if seen < count:
            raise RuntimeError(f"{seen} of {count} files were stored within {LONGEST_S:.0f} s")
        return time.perf_counter() - start

    def rclone(self, folder: Path) -> float:
        """Return the seconds that rclone takes to copy a folder to the same store, with its own defaults."""
        environment = {
            **os.environ,
            "RCLONE_CONFIG_BENCH_TYPE": "s3",
            "RCLONE_CONFIG_BENCH_PROVIDER": "Rclone",
            "RCLONE_CONFIG_BENCH_ENDPOINT": self.store["url"],
            "RCLONE_CONFIG_BENCH_ACCESS_KEY_ID": self.store["access_key"],
            "RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY": self.store["secret_key"],
        }
        start = time.perf_counter()
        target = f"bench:{self.store['bucket']}/{folder.name}"
        subprocess.run([program(), "copy", "--config", "", str(folder), target], env=environment, check=True)
        return time.perf_counter() - start


@contextmanager
def bench() -> Iterator[Bench]:
    """Run everything."""
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory()))
        given = ending.enter_context(store(folder / "objects"))
        profile = load_profile("reference", Path("targets.yaml"))
        running = ending.enter_context(RunningTarget(profile, {"PASSION_STORE": json.dumps(given)}))
        target = running.wait_ready()
        vault = new_vault(somebody(target, ending))
        watcher = WatcherProgram(target.watcher or (), folder / "home")
        ending.callback(watcher.put_away)
        sign_in(watcher, target.url, let_in(vault))
        projects = folder / "Projects"
        projects.mkdir()
        watcher.do("add", str(projects))
        watcher.start()
        studio = Studio(watcher, vault, projects, backup_of(vault, vault.api.daw.devices()[0].id))
        studio.settled()
        yield Bench(studio, given)


def somebody(target: Target, ending: ExitStack) -> Api:
    """Return the interface as somebody new."""
    http, trace = ending.enter_context(new_http()), Trace()
    cookie = SignIn(http, target, trace).session(Account(subject="bench", email="bench@passion.test", name="Bench"))
    return Api(Session.by_cookie(http, target, trace, cookie, ZoneInfo("UTC"))).with_token()


def filled(folder: Path, count: int) -> Path:
    """Write so many small files into a new folder."""
    folder.mkdir()
    for number in range(count):
        (folder / f"take {number}.wav").write_bytes(os.urandom(SMALL))
    return folder


def main(rounds: int = 3) -> int:
    """Measure, print, and return 0 when the aims were met."""
    met = True
    with bench() as at, tempfile.TemporaryDirectory() as elsewhere:
        for count, limit in LIMITS_S.items():
            ours, theirs = [], []
            for number in range(rounds):
                name = f"round {count} {number}"
                ours.append(at.synced(filled(at.studio.folder / name, count), count))
                theirs.append(at.rclone(filled(Path(elsewhere) / name, count)))
            best = [a - SETTLED_S - 2 * b for a, b in zip(ours, theirs, strict=True)]
            print(f"{count} files: watcher {said(ours)} (limit {limit:g} s), rclone {said(theirs)}, over: {said(best)}")
            met &= max(ours) < limit
        large = at.studio.folder / "large.wav"
        with large.open("wb") as file:
            for _ in range(LARGE_MIB):
                file.write(os.urandom(1024 * 1024))
        seconds = at.synced(large, 1)
        memory = at.studio.watcher.peak_memory() / 1024 / 1024
        print(f"{LARGE_MIB} MiB: {seconds:.1f} s, peak memory {memory:.0f} MiB (limit {MOST_MEMORY_MIB} MiB)")
        met &= memory < MOST_MEMORY_MIB
    return 0 if met else 1


def said(seconds: list[float]) -> str:
    """Return times in words."""
    return " / ".join(f"{each:.2f}" for each in seconds) + " s"


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
