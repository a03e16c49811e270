"""What time it is for the server."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The only source of time that services ask."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the machine's present instant in UTC."""
        return datetime.now(UTC)
