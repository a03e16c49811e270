"""All parts of the reference server together: started at the same time, watched, stopped as one."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from reference_server.monitoring.programs import ALERTMANAGER, PROMETHEUS, ProgramMissingError, find
from reference_server.stack.database import TEMPORARY_POSTGRESQL, checked_url, sqlite_url
from reference_server.stack.part import Ended, Event, Part, Said, StopAsked
from reference_server.store.url import shown

PROVIDERS = {"google": "Google", "microsoft": "Microsoft"}
STORE = "PASSION_STORE"
_USAGE = 2  # exit code of a part that refuses what it was asked for
READY_WITHIN_S = 60.0
# Windows runs signal handlers only between two waits of the main thread.
_WAKE_S = 0.5


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to start. `database`: None (SQLite in `folder`), a URL, or `postgresql` for a temporary server."""

    folder: Path
    database: str | None = None
    port: int = 0  # 0: any free one
    faults: tuple[str, ...] = ()
    fault_folder: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)  # of the API: environment name -> value
    prometheus: bool = False  # with an Alertmanager, where there is one
    webhook: str | None = None  # whom the Alertmanager tells

    @property
    def api_log(self) -> Path:
        """The API's log of JSON lines."""
        return self.folder / "logs" / "api.jsonl"


@dataclass(frozen=True, slots=True)
class PartReady:
    """One part can be used at `url` (a password in it is hidden)."""

    part: str
    url: str


@dataclass(frozen=True, slots=True)
class StackReady:
    """Every part is ready; the product is at `url`, and `watcher` is the command of its desktop watcher.

    `database` is for whoever started all this: where the data is, with the password of a temporary server in it, which
    nobody else could know. None where it was given with a password: who gave it knows it, and it is shown nowhere.
    """

    url: str
    log: Path
    parts: Mapping[str, str]
    watcher: tuple[str, ...]
    prometheus: str | None  # its URL, where it was wanted
    database: str | None = field(repr=False)


class StackError(RuntimeError):
    """A part ended by itself or was not ready in time; the message says which one and shows the end of its log.

    `usage` tells that the part refused what it was asked for: a setting or a fault that does not exist.
    """

    def __init__(self, message: str, *, usage: bool = False) -> None:
        super().__init__(message)
        self.usage = usage


class Stack:
    """Runs the parts from start to end in the calling thread."""

    def __init__(self, wanted: Wanted, events: "SimpleQueue[Event]") -> None:
        """Prepare; put a `StopAsked` into `events` (from a signal handler, a thread) to end the stack."""
        self._wanted = wanted
        self._events = events
        self._parts: dict[str, Part] = {}
        self._ready: dict[str, str] = {}
        self._issuers: dict[str, str] = {}
        self._database_url: str | None = None
        self._store: str | None = None  # the API's setting, as JSON
        self._deadline = 0.0

    def run(self, tell: Callable[[PartReady | StackReady], None]) -> StopAsked:
        """Start everything, tell what is ready, and come back when asked to stop, with all parts ended.

        Raises:
            StackError: a part ended by itself or was not ready in time; the others have been ended.
            UnknownDatabaseError: the database asked for is not one we can use.

        """
        self._deadline = monotonic() + READY_WITHIN_S
        try:
            with ExitStack() as parts:
                self._start_first(parts)
                return self._follow(parts, tell)
        finally:
            self._parts.clear()

    def _start_first(self, parts: ExitStack) -> None:
        self._start(parts, "identity", _module("reference_server.stack.identity", *PROVIDERS))
        if self._wanted.database == TEMPORARY_POSTGRESQL:
            self._start(parts, "database", _module("reference_server.stack.postgresql"))
        else:
            given = self._wanted.database
            self._database_url = checked_url(given) if given else sqlite_url(self._wanted.folder)
        self._store = self._wanted.settings.get(STORE) or os.environ.get(STORE)
        if self._store is None:
            folder = self._wanted.folder / "objects"
            self._start(parts, "store", _module("reference_server.stack.object_store", str(folder)))
        if self._wanted.prometheus and self._has_alertmanager():
            self._start_monitoring(parts, "alertmanager", {"--webhook": self._wanted.webhook})

    def _follow(self, parts: ExitStack, tell: Callable[[PartReady | StackReady], None]) -> StopAsked:
        told = False
        while True:
            match self._next_event():
                case StopAsked() as stop:
                    return stop
                case Ended(part=name, exit_code=code):
                    raise StackError(self._obituary(name, code), usage=code == _USAGE)
                case Said(part=name, message=message):
                    for ready in self._learn(name, message):
                        self._ready[ready.part] = ready.url
                        tell(ready)
            if "api" not in self._parts and self._database_url and self._store and len(self._issuers) == len(PROVIDERS):
                self._start_api(parts, self._database_url, self._store)
            if self._wanted.prometheus and "prometheus" not in self._parts and self._can_be_watched():
                whom = self._ready.get("alertmanager")
                self._start_monitoring(parts, "prometheus", {"--product": self._ready["api"], "--alertmanager": whom})
            if not told and self._all_ready():
                told = True
                tell(self._told())

    def _next_event(self) -> Event:
        while True:
            try:
                return self._events.get(timeout=_WAKE_S)
            except Empty:
                if not self._all_ready() and monotonic() > self._deadline:
                    raise StackError(self._late()) from None

    def _all_ready(self) -> bool:
        ours = {"store", "alertmanager"} & set(self._parts)
        ours |= {"prometheus"} if self._wanted.prometheus else set()
        return set(self._ready) == {*(f"identity-{name}" for name in PROVIDERS), "database", "api", *ours}

    def _can_be_watched(self) -> bool:
        return "api" in self._ready and ("alertmanager" in self._ready or "alertmanager" not in self._parts)

    def _learn(self, name: str, message: Mapping[str, Any]) -> Iterable[PartReady]:
        match name:
            case "identity":
                self._issuers[message["provider"]] = message["url"]
                if message["state"] == "ready":
                    yield PartReady(f"identity-{message['provider']}", message["url"])
            case "database":
                self._database_url = message["url"]
            case "store":
                told = {name: value for name, value in message.items() if name != "ready"}
                self._store = json.dumps(told)
                yield PartReady("store", told["url"])
            case "alertmanager" | "prometheus":
                yield PartReady(name, message["url"])
            case "api" if self._database_url:
                # The API migrates before it serves: only now is the database fit for use.
                yield PartReady("database", shown(self._database_url))
                yield PartReady("api", message["url"])

    def _told(self) -> StackReady:
        watcher = tuple(
            _with_faults(self._wanted, "reference_server.watcher", "reference_server.faults.launch_watcher")
        )
        log, parts = self._wanted.api_log, dict(self._ready)
        prometheus = self._ready.get("prometheus")
        return StackReady(self._ready["api"], log, parts, watcher, prometheus, self._told_database())

    def _told_database(self) -> str | None:
        url = self._database_url
        if url is None or self._wanted.database in {None, TEMPORARY_POSTGRESQL} or url == shown(url):
            return url
        return None

    def _start_api(self, parts: ExitStack, database_url: str, store: str) -> None:
        wanted = self._wanted
        providers = [
            {
                "id": name,
                "title": title,
                "issuer": self._issuers[name],
                "client_id": f"passion-{name}",
                "client_secret": f"secret-of-passion-{name}",
            }
            for name, title in PROVIDERS.items()
        ]
        environment = {
            "PASSION_DATABASE_URL": database_url,
            "PASSION_PORT": str(wanted.port),
            "PASSION_LOG_FILE": str(wanted.api_log),
            STORE: store,
            "PASSION_PROVIDERS": json.dumps(providers),
            "PASSION_EXIT_WITH_PARENT": "1",
            **wanted.settings,
        }
        self._start(
            parts, "api", _with_faults(wanted, "reference_server", "reference_server.faults.launch"), environment
        )

    def _has_alertmanager(self) -> bool:
        """Say whether one can be started: Prometheus must be there, and the other too where a webhook needs it."""
        try:
            find(PROMETHEUS)
            find(ALERTMANAGER)
        except ProgramMissingError as missing:
            if missing.program == PROMETHEUS or self._wanted.webhook:
                raise StackError(str(missing), usage=True) from None
            return False
        return True

    def _start_monitoring(self, parts: ExitStack, name: str, told: Mapping[str, str | None]) -> None:
        words = [word for option, value in told.items() if value for word in (option, value)]
        command = _with_faults(
            self._wanted, "reference_server.stack.monitoring", "reference_server.faults.launch_monitoring"
        )
        self._start(parts, name, [*command, name, str(self._wanted.folder / name), *words])

    def _start(
        self, parts: ExitStack, name: str, command: list[str], environment: Mapping[str, str] | None = None
    ) -> None:
        log = self._wanted.folder / "logs" / f"{name}.log"
        part = Part(name, command, environment=environment or {}, log=log, events=self._events)
        self._parts[name] = part
        parts.callback(part.stop)
        part.start()

    def _obituary(self, name: str, code: int) -> str:
        lines = [f"the part {name!r} ended by itself (exit code {code}), so all parts were stopped"]
        if tail := self._parts[name].last_lines():
            lines += ["the last lines of its log:", *(f"  {line}" for line in tail)]
        return "\n".join(lines)

    def _late(self) -> str:
        slow = [name for name in self._parts if not any(ready.startswith(name) for ready in self._ready)]
        waiting = ", ".join(slow) or "api"
        return f"not ready after {READY_WITHIN_S:.0f} s: {waiting}; see the logs in {self._wanted.folder / 'logs'}"


def _with_faults(wanted: Wanted, program: str, launcher: str) -> list[str]:
    """Return the command of a program, or of what starts it with seeded defects where some are wanted."""
    if not wanted.faults and wanted.fault_folder is None:
        return _module(program)
    options = [word for name in wanted.faults for word in ("--fault", name)]
    if wanted.fault_folder is not None:
        options += ["--faults", str(wanted.fault_folder)]
    return _module(launcher, *options)


def _module(name: str, *options: str) -> list[str]:
    return [sys.executable, "-m", name, *options]
