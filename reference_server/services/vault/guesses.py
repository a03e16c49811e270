"""Guesses: wrong ones are counted, and too many make whoever guesses wait; who does not wait waits longer."""

from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from reference_server.services.refusals import Throttled
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work

LONGEST_WAIT = timedelta(hours=1)

Purpose = Literal["passphrase", "code", "pairing"]

# Everybody may ask for a user code and type it in, so a right one proves nothing and must not end a row of wrong ones.
UNPROVEN: frozenset[str] = frozenset[Purpose]({"pairing"})


class Guesses:
    """Rules about guesses at one person's secrets; the person must be locked.

    `attempts` wrong ones within `window`, which the first of them begins, lead to a wait of the same length. The first
    try during a wait is told of it; each further one finds it twice as long.
    """

    def __init__(self, tools: Tools, attempts: int, window: timedelta) -> None:
        self.tools = tools
        self.attempts = attempts
        self.window = window

    def refusal(self, work: Work, person_id: str, purpose: Purpose) -> Throttled | None:
        """Return None where a guess may be tried.

        During a wait none is, right or wrong, and the try counts: its refusal is returned, because raised inside the
        transaction it would undo that.
        """
        made, now = work.vaults.guesses(person_id, purpose), self.tools.now()
        if made is None or not self.is_waiting(made, now):
            return None
        self.add(work, made, now)
        return Throttled(ceil(self.wait_after(made.count).total_seconds()))

    def count(self, work: Work, person_id: str, purpose: Purpose) -> int:
        """Count a wrong guess, and return how many more there may be before a wait."""
        made, now = work.vaults.guesses(person_id, purpose), self.tools.now()
        if made is None or self.is_forgotten(made, now):
            made = tables.Guesses(person_id=person_id, purpose=purpose, count=0, first_at=now, until=None)
        self.add(work, made, now)
        return max(0, self.attempts - made.count)

    def add(self, work: Work, made: tables.Guesses, now: datetime) -> None:
        """Add a try to those in a row; one too many begins a wait."""
        made.count = self.counted(made)
        if made.count >= self.attempts:
            made.until = now + self.wait_after(made.count)
        work.vaults.put_guesses(made)

    def counted(self, made: tables.Guesses) -> int:
        """Return the number of tries in a row with the present one."""
        return made.count + 1

    def is_waiting(self, made: tables.Guesses, now: datetime) -> bool:
        """Say whether nothing is tried now."""
        return made.until is not None and made.until > now

    def is_forgotten(self, made: tables.Guesses, now: datetime) -> bool:
        """Say whether the wrong guesses are too old to count; those that led to a wait stay until a right one.

        Where a right one proves nothing, they go a window after their wait.
        """
        if made.purpose in UNPROVEN and made.until is not None:
            return made.until <= now - self.window
        return made.count < self.attempts and made.first_at <= now - self.window

    def wait_after(self, count: int) -> timedelta:
        """Return the wait after so many tries: the window, doubled from the second one too many on, an hour at most."""
        doublings = min(max(0, count - self.attempts - 1), 32)  # more would not fit, and the window need not be long
        return min(self.window * (1 << doublings), LONGEST_WAIT)

    def forget(self, work: Work, person_id: str, purpose: Purpose) -> None:
        """Begin to count anew, after a right guess."""
        work.vaults.forget_guesses(person_id, purpose)
