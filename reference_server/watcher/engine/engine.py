"""The running watcher: one thread looks, a few send, one asks the server how things are. Each shows that it lives."""

from collections.abc import Callable
from contextlib import ExitStack
from threading import Event, Thread

from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.engine.standing import DISK_RETRY_S
from reference_server.watcher.local.errors import DiskFullError, RefusedError, SignedOutError, UsageError
from reference_server.watcher.local.settings import Settings, load
from reference_server.watcher.product.server import LockedError, ProblemError, UnavailableError

SENDERS = 3
ASK_S, ASK_SOON_S = 30.0, 2.0
"""Seconds between two questions how things are: when all is well, and while something keeps uploads waiting."""
IDLE_S = 5.0
LEAST_PAUSE_S = 0.05
TOGETHER_S = 0.05
"""What happens within this time is looked at together."""
AFTER_ERROR_S = 2.0
"""The same after a round that failed: what lasts, as a folder that cannot be read for a bug, shall fill no log."""
STOP_WITHIN_S = 10.0


class Engine:
    """Runs until it is told to stop."""

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self.parts = parts
        self.settings = settings
        self.beats: dict[str, float] = {}
        self.settings_error: str | None = None
        self.stopping = Event()
        self._reload = Event()
        self._together_s = TOGETHER_S
        self._recalled = not parts.state.is_new

    def run(self, ready: Callable[[], None]) -> None:
        """Watch and send; say when everything is being watched. Raises DiskFullError when there is no room to begin."""
        self.apply(self.settings)
        self.parts.sending.resume()
        threads = [Thread(target=self.keep_sending, args=(f"sender-{n + 1}",), daemon=True) for n in range(SENDERS)]
        threads.append(Thread(target=self.keep_asking, daemon=True))
        with ExitStack() as ending:
            for thread in threads:
                thread.start()
                ending.callback(thread.join, STOP_WITHIN_S)
            ending.callback(self.stop)
            self.round()
            ready()
            while not self.stopping.is_set():
                self.parts.wake.wait(max(LEAST_PAUSE_S, self.parts.looking.pause()))
                self.stopping.wait(self._together_s)
                self.parts.wake.clear()
                self.round()

    def stop(self) -> None:
        """Let all threads end what they are at, and stop."""
        self.stopping.set()
        self.parts.wake.set()
        self.parts.standing.notify()

    def reload(self) -> None:
        """Let the engine read the settings anew, in its own thread."""
        self._reload.set()
        self.parts.wake.set()

    def apply(self, settings: Settings) -> None:
        """Work by these settings from now on."""
        self.settings = settings
        if settings.paused:
            self.parts.standing.hinder("paused", "paused by daw-watcher pause")
        else:
            self.parts.standing.clear("paused")
        self.parts.looking.follow(settings)

    def round(self) -> None:
        """Look at everything that there is to look at, and let the senders know."""
        self.beats["looking"] = self.parts.clock.monotonic()
        self._together_s = AFTER_ERROR_S
        with self.guarded("looking"):
            if self._reload.is_set():
                self.read_settings()
            self.parts.looking.round()
            self._together_s = TOGETHER_S
        self.parts.standing.notify()

    def read_settings(self) -> None:
        """Take over the settings file; a broken one is told of, and changes nothing."""
        self._reload.clear()
        try:
            settings = load(self.parts.home.settings)
        except UsageError as error:
            self.settings_error = str(error)
            self.parts.journal.note("settings", str(error))
            return
        self.settings_error = None
        try:
            self.apply(settings)
        except DiskFullError:
            self._reload.set()  # half of it is done: the next round begins with it again
            raise

    def keep_sending(self, name: str) -> None:
        """Send whatever there is to send, again and again."""
        while not self.stopping.is_set():
            self.beats[name] = self.parts.clock.monotonic()
            worked = False
            if self.parts.standing.may_send():
                with self.guarded(name):
                    worked = self.work()
            if not worked and not self.stopping.is_set():
                self.parts.standing.wait(self.parts.standing.pause(IDLE_S))

    def work(self) -> bool:
        """Do what there is to do next; say whether there was anything."""
        jobs = self.parts.sending.waiting() or self.parts.preparing.jobs()
        if jobs:
            self.parts.sending.send(jobs)
            self.parts.standing.clear("offline", "store_unavailable")
            return True
        return self.parts.removing.work()

    def keep_asking(self) -> None:
        """Ask the server how things are; sooner while something keeps uploads waiting."""
        while not self.stopping.is_set():
            self.beats["asking"] = self.parts.clock.monotonic()
            with self.guarded("asking"):
                self.ask()
            self.wait_to_ask(self.parts.clock.monotonic())

    def wait_to_ask(self, asked: float) -> None:
        """Wait until it is time for the next question; something that keeps uploads waiting brings it forward."""
        while not self.stopping.is_set():
            pause = ASK_S if self.parts.standing.first in {None, "paused"} else ASK_SOON_S
            left = asked + pause - self.parts.clock.monotonic()
            if left <= 0:
                return
            self.parts.standing.wait(left)

    def ask(self) -> None:
        """Take in how things are: with the server, the vault, and the disk."""
        standing = self.parts.standing
        if "paused_disk_full" in standing.hindrances and standing.lasted("paused_disk_full") >= DISK_RETRY_S:
            self.parts.state.probe()
            standing.clear("paused_disk_full")
            self.look_anew()
        vault = self.parts.server.state()["vault"]
        standing.clear("offline", "signed_out")
        if not self.has_uploads():
            standing.clear("store_unavailable")  # nothing is left that would find out
        if vault is not None and vault["locked"]:
            standing.hinder("locked", f"the vault is locked ({vault['reason']}); unlock it in a browser")
        else:
            standing.clear("locked")
        if not self._recalled:
            self.parts.journal.note("recalled", f"{self.parts.recalling.recall()} files that the server has")
            self.parts.state.recalled()
            self._recalled = True
        standing.clear("connecting")

    def has_uploads(self) -> bool:
        """Say whether there is anything that waits to be stored, or is on its way."""
        return any(tracking.candidates or tracking.working for tracking in self.parts.watched.all())

    def look_anew(self) -> None:
        """Scan everything soon."""
        self.parts.looking.scan_all_soon()
        self.parts.wake.set()

    def guarded(self, where: str) -> "Guard":
        """Turn whatever goes wrong in a block into how the watcher is."""
        return Guard(self, where)


class Guard:
    """What each thread does with an error: it is told, and the thread goes on."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.parts = engine.parts
        self.where = where

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        """Take the error in."""
        if not isinstance(error, Exception):
            return False
        standing = self.parts.standing
        match error:
            case DiskFullError():
                standing.hinder("paused_disk_full", str(error))
            case SignedOutError():
                standing.hinder("signed_out", str(error))
            case LockedError():
                standing.hinder("locked", f"the vault is locked ({error}); unlock it in a browser")
            case UnavailableError(what="store"):
                standing.failed("store_unavailable", f"the file store: {error}")
            case UnavailableError():
                standing.failed("offline", f"the server: {error}")
            case RefusedError() | ProblemError():
                self.parts.journal.note(self.where, f"the server refused: {error}")
                standing.went_wrong(f"the server refused: {error}")
                self.engine.look_anew()
            case _:
                self.parts.journal.crash(self.where)
                standing.went_wrong(f"{type(error).__name__} in {self.where}: {error}; see the log")
                self.engine.look_anew()
        return True
