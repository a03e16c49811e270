"""`daw-watcher run`: parts are put together, the engine runs, commands are answered, until a signal comes."""

import signal
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from reference_server.watcher import VERSION
from reference_server.watcher.engine import status
from reference_server.watcher.engine.engine import Engine
from reference_server.watcher.engine.parts import Parts, default_parts
from reference_server.watcher.local import credentials, settings
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.single import only_one
from reference_server.watcher.program.control import Control

Build = Callable[[Home, settings.Settings, credentials.Credentials], Parts]


class Running:
    """A watcher in the foreground; `build` puts its parts together."""

    def __init__(self, home: Home, ready: Callable[[Engine], None], build: Build = default_parts) -> None:
        self.home = home
        self.ready = ready
        self.build = build
        self.engine: Engine | None = None
        self._again = Event()
        self._over = False

    def run(self) -> None:
        """Run until a signal comes. Raises what keeps a watcher from running at all (see `errors`)."""
        self.home.make()
        with only_one(self.home):
            self.heed_signals()
            self._again.set()
            while self._again.is_set() and not self._over:
                self._again.clear()
                self.live()

    def heed_signals(self) -> None:
        """Stop at a signal, in a thread of its own: the one that it interrupts may hold locks that a stop needs."""
        asked: SimpleQueue[None] = SimpleQueue()

        def stop() -> None:
            asked.get()
            self.stop()

        Thread(target=stop, daemon=True).start()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: asked.put(None))

    def live(self) -> None:
        """Run with the settings and credentials that there are now."""
        chosen, lent = settings.load(self.home.settings), credentials.load(self.home.credentials)
        parts = self.build(self.home, chosen, lent)
        try:
            self.engine = Engine(parts, chosen)
            if self._over:  # a signal came before there was anything that it could stop
                self.engine.stop()
            control = Control(self.home, self.answer)
            control.open()
            self.engine.reload()  # what was set before commands could tell of it
            try:
                parts.journal.note("started", f"version {VERSION}")
                self.engine.run(lambda: self.ready(self.engine))  # type: ignore[arg-type]  # set just now
                parts.journal.note("stopped")
            finally:
                control.close()
        finally:
            parts.close()

    def stop(self) -> None:
        """Let the engine end, and begin no further life."""
        self._over = True
        if self.engine is not None:
            self.engine.stop()

    def answer(self, command: dict[str, Any]) -> dict[str, Any]:
        """Do what a command of the same account asks for."""
        engine = self.engine
        if engine is None:
            return {"ok": False}
        match command.get("do"):
            case "status":
                return status.of_engine(engine, with_files=bool(command.get("files")))
            case "reload":
                engine.reload()
            case "restart":
                self._again.set()
                engine.stop()
            case "ping":
                pass
            case _:
                return {"ok": False}
        return {"ok": True}
