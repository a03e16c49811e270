"""The parts of a thing in a new order: those that are named by id stay what they are, the others are new."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from reference_server.contract.problems import FieldError
from reference_server.services.refusals import Invalid
from reference_server.store.tables import Lesson, Step


class _Change(Protocol):
    @property
    def id(self) -> str | None: ...


Part = TypeVar("Part", Step, Lesson)


def rearranged(
    there: Iterable[Part], changes: Sequence[_Change], make: Callable[[int], Part], names: tuple[str, str]
) -> list[Part]:
    """Return the parts as the changes list them; `make` makes a new one for a place.

    `names` are the field and what a part of it is part of. Invalid for an id of another thing's part, or one that is
    named twice.
    """
    left = {part.id: part for part in there}
    field, what = names
    parts: list[Part] = []
    for place, change in enumerate(changes):
        part = make(place) if change.id is None else left.pop(change.id, None)
        if part is None:
            raise Invalid(FieldError(field=f"{field}.{place}.id", message=f"is not a {what}"))
        parts.append(part)
    return parts
