"""The OpenAPI document describes the server as it is: Schemathesis asks it hundreds of odd questions."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
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
from reference_server.settings import Settings
from tests.server.process import running
from tests.server.test_authorization import belongings
from tests.server.world import URL, OwnClock, World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
QUESTIONS_AN_OPERATION = 10


def document() -> dict[str, Any]:
    given = Settings(public_url=URL)
    return create_app(given, default_seams(given)).openapi()


schema = schemathesis.openapi.from_dict(document())


@pytest.fixture(scope="module")
def served(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, World]]:
    """A running server, and a world on the same data in which people can arrive."""
    database = f"sqlite:///{tmp_path_factory.mktemp('served') / 'passion.db'}"
    with running(DATABASE_URL=database, LOG_FILE=str(tmp_path_factory.mktemp("log") / "log")) as server:
        world = World(Settings(database_url=database, public_url=URL), OwnClock(datetime.now(UTC)))
        yield server.url, world
        world.close()


@schema.parametrize()
@settings(max_examples=QUESTIONS_AN_OPERATION, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_server_answers_as_the_document_says(case: Case, served: tuple[str, World]) -> None:
    """Each question comes from a person of its own, and about things of theirs where it is well formed."""
    url, world = served
    alice = world.person()
    if case.meta and case.meta.generation.mode.is_positive and case.path_parameters:
        theirs = belongings(alice)
        case.path_parameters = {name: theirs.get(name, value) for name, value in case.path_parameters.items()}
    cookie = {"passion_session": alice.client.cookies["passion_session"]}

    case.call_and_validate(base_url=url, cookies=cookie, headers={"Origin": url}, checks=CHECKS)
