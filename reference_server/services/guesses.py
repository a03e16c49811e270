"""Guesses: wrong ones are counted, and too many make whoever guesses wait longer and longer."""

from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from reference_server.services.refusals import Throttled
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.database import Work

LONGEST_WAIT = timedelta(days=1)

Purpose = Literal["passphrase", "code"]


class Guesses:
    """Rules about guesses at one person's secrets; the person must be locked.

    `attempts` wrong ones within `window`, which the first of them begins, lead to a wait of the same length.
    """

    def __init__(self, tools: Tools, attempts: int, window: timedelta) -> None:
        self.tools = tools
        self.attempts = attempts
        self.window = window

    def check_may_try(self, work: Work, person_id: str, purpose: Purpose) -> None:
        """Refuse any guess during a wait, right or wrong, as Throttled."""
        made = work.vaults.guesses(person_id, purpose)
        if made is not None and made.until is not None and made.until > self.tools.now():
            raise Throttled(max(1, ceil((made.until - self.tools.now()).total_seconds())))

    def count(self, work: Work, person_id: str, purpose: Purpose) -> int:
        """Count a wrong guess, and return how many more there may be before a wait."""
        made, now = work.vaults.guesses(person_id, purpose), self.tools.now()
        if made is None or self.is_forgotten(made, now):
            made = tables.Guesses(person_id=person_id, purpose=purpose, count=0, first_at=now)
        made.count = self.counted(made)
        if made.count >= self.attempts:
            made.until = now + self.wait_after(made.count)
        work.vaults.put_guesses(made)
        return max(0, self.attempts - made.count)

    def counted(self, made: tables.Guesses) -> int:
        """Return the number of wrong guesses with the present one."""
        return made.count + 1

    def is_forgotten(self, made: tables.Guesses, now: datetime) -> bool:
        """Say whether the wrong guesses are too old to count; those that led to a wait stay until a right one."""
        return made.count < self.attempts and made.first_at <= now - self.window

    def wait_after(self, count: int) -> timedelta:
        """Return the wait after so many wrong guesses: the window, doubled by each further one, a day at most."""
        doublings = min(count - self.attempts, 32)  # more would not fit, and the window need not be long
        return min(self.window * (1 << doublings), LONGEST_WAIT)

    def forget(self, work: Work, person_id: str, purpose: Purpose) -> None:
        """Begin to count anew, after a right guess."""
        work.vaults.forget_guesses(person_id, purpose)
