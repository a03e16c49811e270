"""Trying: uploads are announced anew as long as something of them arrives, and a few times more."""

from collections.abc import Sequence
from typing import Any

TRIES = 4
"""How often uploads are announced with nothing taken before the store counts as unavailable."""


class Tries:
    """Counts announcements of some uploads since anything of them was taken last."""

    def __init__(self) -> None:
        self.count = 0
        self.fewest: int | None = None
        """How little was missing at best."""

    @property
    def are_over(self) -> bool:
        """Whether the store had its chances."""
        return self.count >= TRIES

    def announced(self, answers: Sequence[dict[str, Any]]) -> None:
        """Take in what the server answered: each ticket names what is missing, the whole or some parts."""
        parts = [answer["ticket"]["parts"] for answer in answers if answer["ticket"] is not None]
        missing = sum(1 if each is None else len(each) for each in parts)
        if self.fewest is None or missing < self.fewest:
            self.count, self.fewest = 0, missing
        self.count += 1
