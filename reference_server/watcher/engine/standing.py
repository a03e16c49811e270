"""How the watcher is: what keeps it from sending, since when, and when it tries again."""

import random
from dataclasses import dataclass
from threading import Condition
from typing import Literal

from reference_server.watcher.local.clock import Clock

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 15.0
DISK_RETRY_S = 15.0

Hindrance = Literal["signed_out", "paused_disk_full", "paused", "connecting", "offline", "store_unavailable", "locked"]
ORDER: tuple[Hindrance, ...] = (
    "signed_out",
    "paused_disk_full",
    "paused",
    "connecting",
    "offline",
    "store_unavailable",
    "locked",
)
"""What is told first when there are several."""


Unreached = Literal["offline", "store_unavailable"]
UNREACHED: frozenset[Hindrance] = frozenset({"offline", "store_unavailable"})
"""What tries in vain lead to; pauses between them begin anew when none of it is left."""


@dataclass(frozen=True)
class Trouble:
    """What went wrong last, and when (seconds since 1970)."""

    at: float
    message: str


class Standing:
    """What hinders, by its name, with its reason. Whoever waits for it to change waits on `changed`."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.changed = Condition()
        self.hindrances: dict[Hindrance, str] = {"connecting": "the server was not reached yet"}
        self._since: dict[Hindrance, float] = {}
        """By the clock that nobody sets back."""
        self.last_error: Trouble | None = None
        self._failures = 0
        self._next_try = 0.0

    @property
    def first(self) -> Hindrance | None:
        """What is told when somebody asks why nothing is sent."""
        return next((name for name in ORDER if name in self.hindrances), None)

    def hinder(self, name: Hindrance, reason: str) -> None:
        """Note that something keeps the watcher from sending."""
        with self.changed:
            if name not in self.hindrances or name == "paused_disk_full":
                self._since[name] = self.clock.monotonic()
            self.hindrances[name] = reason
            if name != "paused":
                self.last_error = Trouble(self.clock.now(), reason)
            self.changed.notify_all()

    def clear(self, *names: Hindrance) -> bool:
        """Note that something hinders no more; say whether anything of it did."""
        with self.changed:
            cleared = [name for name in names if self.hindrances.pop(name, None) is not None]
            if UNREACHED & set(names) and not UNREACHED & set(self.hindrances):
                self._failures, self._next_try = 0, 0.0
            self.changed.notify_all()
        return bool(cleared)

    def failed(self, name: Unreached, reason: str) -> None:
        """Note that a try came to nothing, and wait before the next one."""
        self.back_off()
        self.hinder(name, reason)

    def went_wrong(self, reason: str) -> None:
        """Note an error of the program, and wait before the next try."""
        self.back_off()
        with self.changed:
            self.last_error = Trouble(self.clock.now(), reason)

    def back_off(self) -> None:
        """Wait before the next try: longer each time, and never exactly as long as others do."""
        with self.changed:
            pause = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(self._failures, 10))
            self._failures += 1
            self._next_try = self.clock.monotonic() + pause * random.uniform(0.5, 1)  # noqa: S311  spreads, hides nothing

    def may_send(self) -> bool:
        """Say whether sending may be tried now."""
        hard = {"signed_out", "paused_disk_full", "paused", "connecting", "locked"}
        return not hard & set(self.hindrances) and self.clock.monotonic() >= self._next_try

    def lasted(self, name: Hindrance) -> float:
        """Return for how many seconds something has hindered."""
        now = self.clock.monotonic()
        return now - self._since.get(name, now)

    def pause(self, longest: float) -> float:
        """Return in how many seconds sending may be tried again, at most so many."""
        left = self._next_try - self.clock.monotonic()
        return min(longest, left) if left > 0 else longest

    def wait(self, seconds: float) -> None:
        """Wait until something changes, at most so long."""
        with self.changed:
            self.changed.wait(seconds)

    def notify(self) -> None:
        """Wake whoever waits for something to do."""
        with self.changed:
            self.changed.notify_all()
