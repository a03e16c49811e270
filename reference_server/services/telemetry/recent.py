"""What only the last minutes tell: who failed to sign in, and for how long devices have been waiting to be heard."""

from collections import deque
from collections.abc import Callable
from threading import Lock

WINDOW_S = 300
"""Sign-ins are remembered for five minutes, as the alert rules have it."""
MOST_REMEMBERED = 50_000
"""Tries to sign in, and devices that wait; of more the earliest are let go."""
FORGOTTEN_AFTER_S = 60
"""A device that has said nothing for a minute is off-line or closed, and not waiting for us."""


class SignIns:
    """Tries to sign in, in memory only."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self._lock = Lock()
        self._tries: deque[tuple[float, str, bool]] = deque(maxlen=MOST_REMEMBERED)

    def add(self, who: str, *, well: bool) -> None:
        """Remember one."""
        with self._lock:
            self._tries.append((self.now(), who, well))

    def counted(self) -> tuple[int, int, int]:
        """Return how many there were, how many of them failed, and at how many accounts."""
        with self._lock:
            while self._tries and self._tries[0][0] <= self.now() - WINDOW_S:
                self._tries.popleft()
            failed = [who for _, who, well in self._tries if not well]
            return len(self._tries), len(failed), len(set(failed))


class Waiting:
    """How old the oldest change is that a device has not been able to send, as the devices say."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self._lock = Lock()
        self._told: dict[tuple[str, str], tuple[float, float]] = {}  # by person and device: heard at, waiting since

    def tell(self, person_id: str, device: str, seconds: int | None) -> None:
        """Take what a person's device says; None when it has sent everything."""
        now = self.now()
        with self._lock:
            self._told.pop((person_id, device), None)  # whoever was heard last stands last
            if seconds is not None:
                self._told[person_id, device] = (now, now - seconds)
            self._forget(now)

    def oldest_seconds(self) -> float:
        """Return the age of the oldest change of all devices that were heard of lately, 0 when nothing waits."""
        now = self.now()
        with self._lock:
            self._forget(now)
            return max((now - since for _, since in self._told.values()), default=0.0)

    def _forget(self, now: float) -> None:
        while self._told:
            first = next(iter(self._told))
            if self._told[first][0] > now - FORGOTTEN_AFTER_S and len(self._told) <= MOST_REMEMBERED:
                break
            del self._told[first]
