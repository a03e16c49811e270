"""What tests of several rooms need: a temporary PostgreSQL."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a temporary PostgreSQL; skips where there is none, and fails where PASSION_QA_REQUIRE asks for one."""
    from reference_server.stack.postgresql import PostgresqlMissingError, programs, temporary_cluster

    try:
        programs()
    except PostgresqlMissingError as missing:
        if "postgresql" in os.environ.get("PASSION_QA_REQUIRE", ""):
            pytest.fail(f"PASSION_QA_REQUIRE asks for PostgreSQL: {missing}")
        pytest.skip(str(missing))
    with temporary_cluster() as url:
        yield url
