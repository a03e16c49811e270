"""The OpenAPI document describes the server as it is: Schemathesis asks it hundreds of odd questions."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from reference_server.app import create_app
from reference_server.seams import default_seams
from reference_server.settings import ObjectStore, Settings
from tests.server.conftest import Issuers
from tests.server.daw.rows import backed_up
from tests.server.process import running
from tests.server.test_authorization import WATCHERS as OPERATIONS_OF_WATCHERS
from tests.server.test_authorization import belongings
from tests.server.world import ADMIN, URL, OwnClock, World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
QUESTIONS_AN_OPERATION = 5
"""Besides those that Schemathesis derives from the bounds that the document names."""
WATCHERS = {str(operation) for operation in OPERATIONS_OF_WATCHERS}
UNKNOWN_HEADER = "x-schemathesis-unknown-property"
LAST_WORDS = {"POST /api/auth/logout", "DELETE /api/auth/me"}


@dataclass(frozen=True)
class Visit:
    """A signed-in person, with ids of things that they have."""

    cookie: str
    ids: dict[str, str]

    def credentials(self, operation: str) -> dict[str, Any]:
        """Return what shows who asks: a watcher where only one may, else the person."""
        if operation in WATCHERS:
            return {"headers": {"Authorization": f"Bearer {self.ids['watcher']}"}}
        return {"cookies": {"passion_session": self.cookie}}


def document() -> dict[str, Any]:
    given = Settings(public_url=URL)
    return create_app(given, default_seams(given)).openapi()


REFUSED = ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "423", "429", "5xx"]
"""How a question that makes no sense may end."""

config = schemathesis.Config.from_dict(
    {
        "phases": {"coverage": {"unexpected-methods": []}},
        "checks": {"negative_data_rejection": {"expected-statuses": REFUSED}},
    }
)
schema = schemathesis.openapi.from_dict(document(), config=config)


@dataclass
class Server:
    """A running server, and a world on the same data in which people can arrive."""

    url: str
    world: World
    http: requests.Session
    known: dict[str, Visit] = field(default_factory=dict)

    def visit(self, operation: str) -> Visit:
        """Return who asks about an operation: one person for all questions, but a new one when they may be gone."""
        if operation not in self.known or operation in LAST_WORDS:
            self.known[operation] = (
                self.administrators() if re.search("crypto-policy|admin", operation) else self.anybodys()
            )
        return self.known[operation]

    def anybodys(self) -> Visit:
        """Return the visit of somebody new, who has one of each thing."""
        alice = self.world.person()
        return Visit(alice.client.cookies["passion_session"], belongings(alice, datetime.now(UTC)))

    def administrators(self) -> Visit:
        """Return the visit of the administrator: policies belong to nobody."""
        root = self.world.administrator()
        return Visit(root.client.cookies["passion_session"], backed_up(root))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, object_store: ObjectStore, issuers: Issuers) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    database = f"sqlite:///{folder / 'passion.db'}"
    keys = {name: getattr(object_store, name).get_secret_value() for name in ("access_key", "secret_key")}
    store = json.dumps({**object_store.model_dump(), **keys})
    google = {"id": "google", "title": "Google", "issuer": issuers.google, "client_id": "c", "client_secret": "s"}
    with (
        running(
            DATABASE_URL=database,
            LOG_FILE=str(folder / "log"),
            ADMINS=json.dumps([ADMIN]),
            STORE=store,
            PROVIDERS=json.dumps([google]),
        ) as process,
        requests.Session() as http,
    ):
        world = World(Settings(database_url=database, public_url=URL), OwnClock(datetime.now(UTC)))
        yield Server(process.url, world, http)
        world.close()


@schema.parametrize()
@settings(max_examples=QUESTIONS_AN_OPERATION, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_server_answers_as_the_document_says(case: Case[Any], server: Server) -> None:
    """Well-formed questions are about things that the asking person has."""
    if UNKNOWN_HEADER in (case.headers or {}):
        return  # which HTTP lets a server overlook, and then all is well
    visit = server.visit(case.operation.label)
    if case.meta and case.meta.generation.mode.is_positive and case.path_parameters:
        case.path_parameters = {name: visit.ids.get(name, value) for name, value in case.path_parameters.items()}

    credentials = visit.credentials(case.operation.label)
    case.call_and_validate(
        base_url=server.url,
        session=server.http,
        checks=CHECKS,
        **{**credentials, "headers": {"Origin": server.url, **credentials.get("headers", {})}},
    )
