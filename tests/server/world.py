"""A server in memory for one test: its own data, a clock that stands still, and people who are signed in."""

import warnings
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from fastapi import FastAPI
from httpx import Client, Response

from reference_server.app import create_app
from reference_server.contract.base import Dated
from reference_server.id_token import Claims
from reference_server.seams import Seams, Services, default_seams
from reference_server.services.moments import Moments
from reference_server.settings import Settings

with warnings.catch_warnings():
    # Starlette says at import that it will move to another HTTP library.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

NOON = datetime(2025, 3, 30, 12, tzinfo=UTC)
URL = "http://127.0.0.1:8000"
ADMIN = "Root@Example.TEST"
"""Address of the administrator, as the settings spell it."""


class OwnClock:
    """A clock that moves when it is told to, and by a microsecond when it is read: no two events are at once."""

    def __init__(self, now: datetime = NOON) -> None:
        self.time = now

    def now(self) -> datetime:
        """Return the time that was set, and a little more at each reading."""
        self.time += timedelta(microseconds=1)
        return self.time

    def pass_by(self, span: timedelta) -> None:
        """Let time go by."""
        self.time += span


def at(moment: datetime = NOON, local_date: date | None = None) -> Dated:
    """Return a command of that instant, by default on its UTC day."""
    return Dated(local_date=local_date or moment.date(), occurred_at=moment)


def wire(moment: datetime = NOON, local_date: date | None = None) -> dict[str, Any]:
    """Return the two fields that date a command, as they are sent."""
    text = moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {"local_date": str(local_date or moment.date()), "occurred_at": text}


@dataclass
class Person:
    """Someone signed in, with a browser (`client`) of their own."""

    id: str
    client: Client

    def get(self, path: str, **query: str) -> Response:
        """Read."""
        return self.client.get(path, params=query)

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Response:
        """Write, as a page of ours does."""
        return self.client.request(method, path, json=body, headers={"Origin": URL})

    def made(self, path: str, body: dict[str, Any], moment: datetime = NOON) -> dict[str, Any]:
        """Create an item and return it."""
        answer = self.send("POST", path, {**wire(moment), **body})
        assert answer.status_code == 201, answer.text
        item: dict[str, Any] = answer.json()
        return item

    def bearer(self) -> str:
        """Return a new bearer token."""
        token: str = self.send("POST", "/api/auth/token").json()["access_token"]
        return token


@dataclass
class World:
    """One server and what it stands on."""

    settings: Settings
    clock: OwnClock = field(default_factory=OwnClock)
    people: int = 0

    def close(self) -> None:
        """Leave the database."""
        self.seams.store.close()

    @cached_property
    def seams(self) -> Seams:
        """The server's parts, with our clock in them."""
        seams = default_seams(self.settings)
        seams.clock.now = self.clock.now  # type: ignore[method-assign]
        return seams

    @property
    def services(self) -> Services:
        """The rules."""
        return self.seams.services

    @cached_property
    def app(self) -> FastAPI:
        """The application."""
        return create_app(self.settings, self.seams)

    def visitor(self) -> Client:
        """Return a browser that nobody has signed in with."""
        client: Client = TestClient(self.app, base_url=URL, follow_redirects=False)
        return client

    def arrive(self, name: str = "Alice") -> str:
        """Let someone new arrive, and return who it is."""
        self.people += 1
        return self.join(name, f"{name.lower()}-{self.people}-{self.seams.ids.new_id()}@example.test")

    def join(self, name: str, email: str) -> str:
        """Let whoever has that address arrive, and return who it is."""
        with self.seams.store.begin() as work:
            return self.services.accounts.join(work, Claims("test", email, email, email_verified=True, name=name))

    def person(self, name: str = "Alice") -> Person:
        """Let someone new arrive and sign in."""
        return self.signed_in(self.arrive(name))

    def administrator(self) -> Person:
        """Let the administrator sign in."""
        return self.signed_in(self.join("Root", ADMIN.lower()))

    def signed_in(self, person_id: str) -> Person:
        """Sign someone in with a browser of its own."""
        client = self.visitor()
        with self.seams.store.begin() as work:
            opened = self.services.sessions.open(work, person_id)
        client.cookies.set("passion_session", opened.secret)
        return Person(person_id, client)


def moments(now: datetime = NOON) -> Moments:
    """Return the rules of time at an instant."""
    return Moments(OwnClock(now), Settings().oldest)
