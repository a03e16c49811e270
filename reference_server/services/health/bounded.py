"""Asking a part how it is, for a while and no longer: a part that hangs never makes health hang with it."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock, Thread
from time import monotonic

from reference_server.clock import Clock

ANSWER_WITHIN_S = 5.0
GIVEN_UP_AFTER_S = 10.0
"""After which a part that has not answered yet is asked anew: what hung once must not hang health for ever."""

Ask = Callable[[], str | None]
"""Returns nothing when all is well, else the reason why not."""


def deadline() -> float:
    """Return until when an answer is waited for that is asked for now."""
    return monotonic() + ANSWER_WITHIN_S


@dataclass(frozen=True)
class Awaited:
    """An answer that is on its way, or known."""

    what: str
    began: float
    answer: "Future[str | None]"

    def reason(self, by: float) -> str | None:
        """Wait for the answer until the deadline; that there is none is a reason, too."""
        try:
            return self.answer.result(max(0.0, by - monotonic()))
        except TimeoutError:
            return f"{self.what} does not answer within {ANSWER_WITHIN_S:g} s"


class Bounded:
    """Questions to one part. However many people want an answer, it is asked once at a time.

    An answer holds for `kept`: health is open to everybody, and nobody may make the server ask others without end.
    """

    def __init__(self, what: str, clock: Clock, kept: timedelta = timedelta()) -> None:
        self.what = what
        self.clock = clock
        self.kept = kept
        self._lock = Lock()
        self._awaited: Awaited | None = None
        self._last: tuple[datetime, Awaited] | None = None

    def begin(self, ask: Ask) -> Awaited:
        """Return the answer that holds now, or is on its way, else ask for one."""
        with self._lock:
            if self._last and timedelta() <= self.clock.now() - self._last[0] < self.kept:
                return self._last[1]
            if self._awaited is None or monotonic() - self._awaited.began > GIVEN_UP_AFTER_S:
                self._awaited = Awaited(self.what, monotonic(), Future())
                # A thread of its own, which the end of the program does not wait for.
                name = f"health: {self.what}"
                Thread(target=self._answer, args=(self._awaited, ask), name=name, daemon=True).start()
            return self._awaited

    def _answer(self, awaited: Awaited, ask: Ask) -> None:
        try:
            reason = ask()
        except Exception as error:  # noqa: BLE001  whatever it is, this part was not shown to be well
            reason = f"{self.what} could not be asked ({type(error).__name__})"
        with self._lock:
            if self._awaited is awaited:
                self._awaited, self._last = None, (self.clock.now(), awaited)
        awaited.answer.set_result(reason)
