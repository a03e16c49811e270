"""What a running watcher is made of: parts by name, so that each can be taken out and looked at, or changed."""

from dataclasses import dataclass, field
from threading import Event

from reference_server.watcher.engine.looking import Looking
from reference_server.watcher.engine.standing import Standing
from reference_server.watcher.folders.hints import Hints
from reference_server.watcher.folders.ignoring import Ignoring
from reference_server.watcher.folders.roots import Roots
from reference_server.watcher.folders.scanning import Scanning
from reference_server.watcher.folders.watched import Watched
from reference_server.watcher.local.clock import Clock
from reference_server.watcher.local.credentials import Credentials
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.journal import Journal
from reference_server.watcher.local.settings import Settings
from reference_server.watcher.local.state import State
from reference_server.watcher.product.server import Server
from reference_server.watcher.product.store import Store
from reference_server.watcher.transfers.cipher import Cipher
from reference_server.watcher.transfers.preparing import Preparing
from reference_server.watcher.transfers.recalling import Recalling
from reference_server.watcher.transfers.removing import Removing
from reference_server.watcher.transfers.sending import Sending
from reference_server.watcher.transfers.spooling import Spooling


@dataclass
class Parts:
    """The parts; they reach each other through attributes at each call."""

    home: Home
    credentials: Credentials
    clock: Clock
    journal: Journal
    state: State
    standing: Standing
    ignoring: Ignoring
    scanning: Scanning
    roots: Roots
    watched: Watched
    cipher: Cipher
    spooling: Spooling
    server: Server
    store: Store
    preparing: Preparing
    sending: Sending
    removing: Removing
    recalling: Recalling
    wake: Event = field(default_factory=Event)
    hints: Hints = field(init=False)
    looking: Looking = field(init=False)

    def __post_init__(self) -> None:
        """Put the last ones in: the system's hints wake the engine, and looking needs the others."""
        self.hints = Hints(self.wake, self.home.log.parent)
        self.looking = Looking(self)

    def close(self) -> None:
        """Let go of files and connections."""
        self.hints.close()
        self.server.close()
        self.store.close()
        self.state.close()
        self.journal.close()


def default_parts(home: Home, settings: Settings, credentials: Credentials) -> Parts:
    """Return the parts as they are meant to be. Raises DiskFullError, UsageError."""
    clock = Clock()
    journal, state, standing = Journal(home.log, clock), State(home.state, credentials.device_id), Standing(clock)
    ignoring, roots = Ignoring(backups=settings.ignore_backups), Roots(home)
    watched, cipher = Watched(roots, clock), Cipher(credentials)
    spooling = Spooling(home.spool, cipher, clock)
    server, store = Server(credentials.server, credentials.token), Store()
    return Parts(
        home=home,
        credentials=credentials,
        clock=clock,
        journal=journal,
        state=state,
        standing=standing,
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
