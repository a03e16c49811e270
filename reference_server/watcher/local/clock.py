"""Time, as the watcher sees it."""

import time


class Clock:
    """The machine's clocks."""

    def now(self) -> float:
        """Return the seconds since 1970."""
        return time.time()

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""
        return time.monotonic()
