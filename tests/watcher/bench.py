"""A whole watcher on the bench: its own folders and state, a product in memory, and a clock that stands still."""

from pathlib import Path
from threading import Event

from reference_server.watcher.engine.engine import Engine
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.engine.standing import Standing
from reference_server.watcher.folders.hints import Hints
from reference_server.watcher.folders.ignoring import Ignoring
from reference_server.watcher.folders.roots import MARKER, Roots
from reference_server.watcher.folders.scanning import Scanning
from reference_server.watcher.folders.tracking import Tracking
from reference_server.watcher.folders.watched import Watched
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.journal import Journal
from reference_server.watcher.local.settings import Folder, Settings, save
from reference_server.watcher.local.state import State
from reference_server.watcher.product.server import Server, UnavailableError
from reference_server.watcher.product.store import Store
from reference_server.watcher.transfers.cipher import Cipher
from reference_server.watcher.transfers.preparing import Preparing
from reference_server.watcher.transfers.recalling import Recalling
from reference_server.watcher.transfers.removing import Removing
from reference_server.watcher.transfers.sending import Sending
from reference_server.watcher.transfers.spooling import Spooling
from tests.watcher.made import WATCHER, HandClock, names_in
from tests.watcher.stubs import Product, StubServer, StubStore


class StillHints(Hints):
    """Hints that come when a test gives them, and never by themselves."""

    def __init__(self, wake: Event) -> None:
        super().__init__(wake, Path())
        self.watching: list[str] = []
        """Ids of the folders that are watched, in the order in which that began."""
        self.works = True

    def watch(self, folder: Folder) -> None:
        """Watch nothing, and say that it is watched."""
        self.unwatch(folder.id)
        if self.works:
            self.watching.append(folder.id)
        else:
            self.troubles[folder.id] = "the system watches no more folders"

    def check_room(self, folder: Folder) -> None:
        """There is room."""

    def unwatch(self, root_id: str) -> None:
        """Watch it no more."""
        self.troubles.pop(root_id, None)
        if root_id in self.watching:
            self.watching.remove(root_id)

    def is_alive(self, root_id: str) -> bool:
        """Say whether it is watched."""
        return root_id in self.watching


def parts_of(home: Home, server: Server, store: Store, clock: HandClock, settings: Settings) -> Parts:
    """Return the parts of a watcher that knows this product and store."""
    ignoring, roots = Ignoring(backups=settings.ignore_backups), Roots(home)
    journal, state = Journal(home.log, clock), State(home.state, WATCHER.device_id)
    watched, cipher = Watched(roots, clock), Cipher(WATCHER)
    spooling = Spooling(home.spool, cipher, clock)
    parts = Parts(
        home=home,
        credentials=WATCHER,
        clock=clock,
        journal=journal,
        state=state,
        standing=Standing(clock),
        ignoring=ignoring,
        scanning=Scanning(ignoring),
        roots=roots,
        watched=watched,
        cipher=cipher,
        spooling=spooling,
        server=server,
        store=store,
        preparing=Preparing(watched, state, spooling, server, journal),
        sending=Sending(watched, state, spooling, server, store, journal, clock),
        removing=Removing(watched, state, server, journal),
        recalling=Recalling(watched, state, server, cipher),
    )
    parts.hints = StillHints(parts.wake)
    return parts


class Bench:
    """One life of a watcher after the other, at one product."""

    def __init__(self, home: Home, settings: Settings, product: Product | None = None) -> None:
        self.home = home
        self.settings = settings
        self.product = product or Product()
        self.clock = HandClock()
        self.parts: Parts
        self.engine: Engine
        for folder in settings.folders:
            Path(folder.path, MARKER).write_text(folder.id + "\n", encoding="ascii")
        self.start()

    def start(self) -> None:
        """Begin a life: it watches, and has asked the product how things are."""
        save(self.home.settings, self.settings)
        self.parts = parts_of(self.home, *self.connect(), self.clock, self.settings)
        self.engine = Engine(self.parts, self.settings)
        self.engine.apply(self.settings)
        self.parts.sending.resume()
        with self.engine.guarded("asking"):
            self.engine.ask()

    def connect(self) -> tuple[Server, Store]:
        """Return the ways to product and store."""
        return StubServer(self.product), StubStore(self.product)

    def restart(self) -> None:
        """End a life without a warning, and begin the next one."""
        self.close()
        self.start()

    def close(self) -> None:
        """End a life."""
        self.parts.close()

    @property
    def tracking(self) -> Tracking:
        """What is known of the first folder."""
        return self.parts.watched.all()[0]

    @property
    def hints(self) -> StillHints:
        """The hints, which come from tests alone."""
        hints = self.parts.hints
        if not isinstance(hints, StillHints):
            raise TypeError("these are real hints")
        return hints

    @property
    def log(self) -> str:
        """What is written in the log."""
        return self.home.log.read_text(encoding="utf-8") if self.home.log.exists() else ""

    def settle(self) -> None:
        """Let everything be seen, and be still for long enough."""
        self.look()
        self.clock.pass_by(1)

    def look(self) -> None:
        """Scan everything."""
        self.parts.looking.scan_all_soon()
        self.clock.pass_by(2)
        self.engine.round()

    def work(self) -> None:
        """Let everything be done that can be done; what goes wrong is raised."""
        while self.engine.work():
            pass

    def back_up(self) -> None:
        """Let everything be seen and stored."""
        self.settle()
        self.work()

    def is_about_to_scan(self) -> bool:
        """Say whether the engine was woken to scan everything."""
        return self.parts.wake.is_set() and self.parts.looking.is_time(self.tracking)

    def fail_once(self) -> Exception:
        """Let the next work end with an error, which is returned."""
        try:
            self.work()
        except Exception as error:  # noqa: BLE001  which one is for the test to say
            return error
        raise AssertionError("nothing went wrong")

    def has_stored_once(self, path: bytes = b"song.als", content: bytes = b"four bars") -> bool:
        """Say whether one file is stored, once, in one version, and nothing of it waits any more."""
        (file,) = self.product.there()
        known = self.parts.state.files(self.settings.folders[0].id)
        return (
            (file.path, file.content, file.rev) == (path, content, 1)
            and [each.path for each in known] == [path]
            and self.parts.state.jobs() == []
            and names_in(self.home.spool) == []
            and not self.tracking.working
            and not self.tracking.candidates
        )


def lost(what: str = "server") -> UnavailableError:
    """Return what the watcher takes a lost answer for."""
    return UnavailableError(what, "no answer (ReadTimeout)")
