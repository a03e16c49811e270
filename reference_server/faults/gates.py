"""Opening the vault's gate for one kind of write."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from reference_server.faults.model import Hit
from reference_server.faults.placing import replace, wrap
from reference_server.seams import Seams
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import VaultLocked
from reference_server.store.work import Work


def let_through(seams: Seams, owner: object, name: str, hit: Hit) -> None:
    """Let the vault's gate pass what it would refuse while `owner.name` runs; a hit is one refusal swallowed.

    Raises PlacingError when the method is missing or cannot be replaced.
    """
    passing: ContextVar[bool] = ContextVar("passing", default=False)

    @wrap(seams.services.vault_gate, "check_open")
    def check_open(original: Callable[..., None], work: Work, caller: Caller, epoch: int | None) -> None:
        try:
            original(work, caller, epoch)
        except VaultLocked:
            if not passing.get():
                raise
            hit()

    def writing(original: Callable[..., Any]) -> Callable[..., Any]:
        def write(*args: object, **kwargs: object) -> Any:
            token = passing.set(True)
            try:
                return original(*args, **kwargs)
            finally:
                passing.reset(token)

        return write

    replace(owner, name, writing)
