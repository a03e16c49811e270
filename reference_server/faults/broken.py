"""Parts that are really broken, and endpoints that say otherwise: what defects of health have in common."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event
from typing import Any

from sqlalchemy.exc import OperationalError

from reference_server.blobs import Content, Signed
from reference_server.contract.health import Health
from reference_server.faults.model import Hit
from reference_server.faults.placing import replace, wrap
from reference_server.id_token import IdentityError
from reference_server.seams import Seams
from reference_server.services.health.health import Part
from reference_server.store.work import Work

OLD = "0001"
WELL = Health(status="ok", checks=[])


def says_well(seams: Seams, about: tuple[Part, ...], hit: Hit) -> None:
    """Let the endpoint that judges by exactly these parts say that all is well, whatever is the case."""

    @wrap(seams.services.health, "judge")
    def judge(original: Callable[..., Health], *parts: Part) -> Health:
        truth = original(*parts)
        if parts != about:
            return truth
        if truth.status != "ok":
            hit()
        return WELL


def broken_store(seams: Seams) -> None:
    """Sign so that the store refuses."""

    @wrap(seams.blobs, "sign_put")
    def sign_put(original: Callable[[str, Content, int], Signed], key: str, content: Content, seconds: int) -> Signed:
        signed = original(key, content, seconds)
        last = "0" if signed.url[-1] != "0" else "1"
        return Signed(signed.url[:-1] + last, signed.headers)


def old_schema(seams: Seams) -> None:
    """Have a database that is at the first migration, as far as anybody is told."""

    @wrap(seams.store, "revision")
    def revision(original: Callable[[], str | None]) -> str | None:
        return original() and OLD


def broken_providers(seams: Seams) -> None:
    """Reach no provider."""

    def unreachable(_original: Callable[..., Any]) -> Callable[..., Any]:
        def fail(provider: str, *_: object, **__: object) -> None:
            raise IdentityError(f"{provider}: ConnectError")

        return fail

    replace(seams.identity, "ask", unreachable)
    replace(seams.identity, "authorization_url", unreachable)


def deaf_sync(seams: Seams) -> None:
    """Carry operations out, and tell no device of them."""

    def untold(_original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *_: iter(())

    replace(seams.services.changes, "since", untold)


def read_only_database(seams: Seams) -> None:
    """Refuse every write from the first question about health on; before, the server could not start."""
    over = Event()

    def refused() -> OperationalError:
        return OperationalError("BEGIN", None, Exception("attempt to write a readonly database"))

    @wrap(seams.services.health, "judge")
    def judge(original: Callable[..., Health], *parts: Part) -> Health:
        over.set()
        return original(*parts)

    @wrap(seams.store, "ping")
    def ping(original: Callable[[], None]) -> None:
        original()
        if over.is_set():
            raise refused()

    @wrap(seams.store, "begin")
    def begin(
        original: Callable[..., AbstractContextManager[Work]], *, write: bool = True
    ) -> AbstractContextManager[Work]:
        if write and over.is_set():
            raise refused()
        return original(write=write)
