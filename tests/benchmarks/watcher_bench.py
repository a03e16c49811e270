"""One watcher at one reference server, with a store whose key we have: what the watcher is measured on."""

import json
import os
import subprocess
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

LONGEST_S = 600.0


@dataclass(frozen=True)
class Bench:
    """One watcher at one server, and the store behind it."""

    studio: Studio
    store: dict[str, str]
    administrator: Api

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
        vault = new_vault(somebody(target, ending, "bench@passion.test"))
        watcher = WatcherProgram(target.watcher or (), folder / "home")
        ending.callback(watcher.put_away)
        sign_in(watcher, target.url, let_in(vault))
        projects = folder / "Projects"
        projects.mkdir()
        watcher.do("add", str(projects))
        watcher.start()
        studio = Studio(watcher, vault, projects, backup_of(vault, vault.api.daw.devices()[0].id))
        studio.settled()
        yield Bench(studio, given, somebody(target, ending, "admin@passion.test"))


def somebody(target: Target, ending: ExitStack, email: str) -> Api:
    """Return the interface as the person of this address."""
    http, trace = ending.enter_context(new_http()), Trace()
    cookie = SignIn(http, target, trace).session(Account(subject=email, email=email, name="Bench"))
    return Api(Session.by_cookie(http, target, trace, cookie, ZoneInfo("UTC"))).with_token()


def filled(folder: Path, count: int, size: int) -> Path:
    """Write so many files of random content into a new folder."""
    folder.mkdir()
    for number in range(count):
        (folder / f"take {number}.wav").write_bytes(os.urandom(size))
    return folder
