"""The real application on a port of its own, and people who are signed in without a provider."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from pydantic import SecretStr

from fixtures.api.http import LIMITS
from reference_server.app import create_app
from reference_server.id_token import Claims
from reference_server.routes.here import SESSION_COOKIE
from reference_server.seams import Seams, default_seams
from reference_server.settings import Provider, Settings
from reference_server.store.migrate import migrate_to_head


def provider(title: str) -> Provider:
    """Return a provider at which nobody answers."""
    secret = SecretStr("secret")
    return Provider(id=title.lower(), title=title, issuer="http://127.0.0.1:9", client_id="x", client_secret=secret)


PROVIDERS = (provider("Google"), provider("Microsoft"))
ADMIN = "root@example.test"


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in: the session's secret, and what they do beside the browser."""

    url: str
    secret: str
    client: httpx.Client

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Call the API and return its answer's body."""
        headers = {"Origin": self.url, "Cookie": f"{SESSION_COOKIE}={self.secret}"}
        answer = self.client.request(method, path, json=body, headers=headers)
        answer.raise_for_status()
        content: dict[str, Any] = answer.json() if answer.content else {}
        return content


@dataclass
class Product:
    """A running server."""

    url: str
    seams: Seams
    client: httpx.Client
    people: int = 0

    def visitor(self, name: str = "Nora Winter") -> Visitor:
        """Return somebody new, signed in."""
        self.people += 1
        return self.signed_in(name, f"person{self.people}@example.test")

    def administrator(self) -> Visitor:
        """Return the one administrator, signed in."""
        return self.signed_in("Root", ADMIN)

    def signed_in(self, name: str, email: str) -> Visitor:
        """Return whoever has that address, signed in."""
        claims = Claims(issuer="http://issuer.test", subject=email, email=email, email_verified=True, name=name)
        with self.seams.store.begin() as work:
            person = self.seams.services.accounts.join(work, claims)
            return Visitor(self.url, self.seams.services.sessions.open(work, person).secret, self.client)


@contextmanager
def running(folder: Path, providers: Sequence[Provider] = PROVIDERS) -> Iterator[Product]:
    """Run the application in a thread of this process."""
    database = f"sqlite:///{folder / 'passion.db'}"
    migrate_to_head(database)
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    settings = Settings(database_url=database, public_url=url, providers=tuple(providers), admins=(ADMIN,))
    seams = default_seams(settings)
    server = uvicorn.Server(uvicorn.Config(create_app(settings, seams), log_config=None, lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="product")
    thread.start()
    try:
        with httpx.Client(base_url=url, limits=LIMITS) as client:
            yield Product(url, seams, client)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
        seams.store.close()
