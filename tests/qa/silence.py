"""A view that shows nothing."""

from typing import Self

from qa.progress import Progress, TestEnd


class Silence:
    """Takes progress and says nothing of it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def state(self, text: str) -> None:
        """Take what is being done."""

    def update(self, progress: Progress, ended: list[TestEnd]) -> None:
        """Take the counts."""
