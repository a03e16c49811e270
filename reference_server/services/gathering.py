"""What is wrong with a request, said all at once, so that a form can mark each of its fields."""

from collections.abc import Iterator
from contextlib import contextmanager

from reference_server.contract.problems import FieldError
from reference_server.services.refusals import Invalid
from reference_server.store.paging import BadCursorError


class Gathering:
    """Collects what checks find invalid; `settle` raises it all as one."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []

    @contextmanager
    def check(self) -> Iterator[None]:
        """Note what the block finds invalid, and go on after it."""
        try:
            yield
        except Invalid as refusal:
            self.errors += refusal.errors

    def settle(self) -> None:
        """Raise Invalid when a check found anything."""
        if self.errors:
            raise Invalid(*self.errors)


@contextmanager
def checked_cursor() -> Iterator[None]:
    """Refuse as Invalid a cursor that the block finds to be none of ours."""
    try:
        yield
    except BadCursorError:
        raise Invalid(FieldError(field="cursor", message="is not one that a list gave")) from None
