"""What is counted: requests, and what they do not tell by themselves. Counting never fails anybody."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import sqlalchemy as sa

from reference_server import logs
from reference_server.clock import Clock
from reference_server.latency import COLUMNS, place
from reference_server.services.telemetry.meaning import (
    ALL,
    ANYTHING,
    BAD_REQUEST,
    BY_ITSELF,
    FEATURES,
    METHODS,
    SEARCH_EVENTS,
    SERVER_ERROR,
    UNLOCK,
    VAULT_EVENTS,
    Request,
    SignInResult,
)
from reference_server.services.telemetry.metrics import Metrics
from reference_server.services.telemetry.recent import SignIns, Waiting
from reference_server.services.telemetry.tally import Tally
from reference_server.store.tables import telemetry as tables

UploadResult = Literal["ok", "failed", "gave_up"]


@contextmanager
def _unfailing() -> Iterator[None]:
    """Let what goes wrong in counting be a line in the log, never somebody's failed request."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  whatever it is, the product goes on
        logs.failure("telemetry", error)


class Telemetry:
    """Counts into memory, for the tables and for Prometheus alike."""

    def __init__(self, clock: Clock, metrics: Metrics) -> None:
        self.clock = clock
        self.metrics = metrics
        self.tally = Tally()
        self.sign_ins = SignIns(self.now)
        self.waiting = Waiting(self.now)

    def now(self) -> float:
        """Return the server's present instant, in seconds of Unix time."""
        return self.clock.now().timestamp()

    @_unfailing()
    def request(self, request: Request) -> None:
        """Count an answered request, and what it tells."""
        method = request.method if request.method in METHODS else "other"
        route, code = request.key[1], str(request.code)
        self.metrics.requests.labels(route, method, code).inc()
        self.metrics.request_seconds.labels(route).observe(request.seconds)
        numbers = (1, int(request.code >= SERVER_ERROR), *_timed(request.seconds))
        for words in ((route, method), (ALL, ALL)):
            self.add(tables.REQUEST_STATS, words, numbers)
        if request.code >= BAD_REQUEST:
            self.add(tables.ERROR_EVENTS, (request.problem or "unknown", code, route), (1,))
        if request.person_id and request.feature and request.is_well:
            self.use(request.person_id, request.feature)
        self.event_of_vault(request)
        self.event_of_search(request)
        if request.guessed is not None:
            self.signed_in(request.guessed, request.person_id or "")

    def event_of_vault(self, request: Request) -> None:
        """Count what the request did to a vault, if it is about one."""
        event = VAULT_EVENTS.get(request.key)
        if event is None:
            return
        self.add(tables.VAULT_EVENTS, (event, request.vault_result), (1,))
        if request.key == UNLOCK:
            self.metrics.unlocks.labels(request.vault_result).inc()

    def event_of_search(self, request: Request) -> None:
        """Count a search, if the request is one."""
        event = SEARCH_EVENTS.get(request.key)
        if event is None:
            return
        self.add(tables.SEARCH_STATS, (event, "ok" if request.is_well else "error"), (1, *_timed(request.seconds)))
        if event == "query":
            self.metrics.search_seconds.observe(request.seconds)

    def use(self, person_id: str, feature: str) -> None:
        """Count that a person uses a feature."""
        for each in (feature,) if feature in BY_ITSELF else (feature, ANYTHING):
            self.add(tables.FEATURE_ENGAGEMENT, (each,), (0, 1))
            self.tally.see(person_id, each, int(self.now()))

    @_unfailing()
    def replayed(self, person_id: str, command: str, status: str) -> None:
        """Count an operation that a device sent: its command, such as quests.create, and what came of it."""
        feature = FEATURES.get(command.partition(".")[0], "other")
        self.add(tables.SYNC_EVENTS, (status, feature), (1,))
        self.metrics.replays.labels(status).inc()
        if status == "applied":
            self.use(person_id, feature)

    @_unfailing()
    def waits(self, person_id: str, device: str, seconds: int | None) -> None:
        """Take for how long the oldest change on a person's device has been waiting; None when nothing waits."""
        self.waiting.tell(person_id, device, seconds)

    @_unfailing()
    def uploaded(self, results: Iterable[tuple[UploadResult, int]]) -> None:
        """Count uploads that came to an end, each with its bytes."""
        for result, size in results:
            self.metrics.uploads.labels(result).inc()
            self.add(tables.WATCHER_EVENTS, ("upload", result), (1, size))

    @_unfailing()
    def store_asked(self, operation: str, well: bool) -> None:
        """Count a request to the object store."""
        result = "ok" if well else "error"
        self.metrics.store_requests.labels(operation, result).inc()
        self.add(tables.WATCHER_EVENTS, ("store", result), (1, 0))

    @_unfailing()
    def signed_in(self, result: SignInResult, who: str) -> None:
        """Count a try to sign in; `who` tells accounts apart and is forgotten after five minutes."""
        self.metrics.sign_ins.labels(result).inc()
        self.sign_ins.add(who, well=result == "ok")

    def add(self, table: sa.Table, words: tuple[str, ...], numbers: Sequence[float]) -> None:
        """Add numbers to what is to be written down."""
        self.tally.add(table, int(self.now()), words, numbers)


def _timed(seconds: float) -> list[float]:
    """Return the numbers that a table with times keeps of one duration."""
    spread = [0] * len(COLUMNS)
    spread[place(seconds)] = 1
    return [seconds, *spread]
