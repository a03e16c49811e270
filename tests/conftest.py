"""What tests of several rooms need: a browser, and a temporary PostgreSQL."""

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from fixtures.devices.browsers import find_browser


def pytest_configure() -> None:
    """Hear Ctrl-C: a shell's background job ignores it, and so would each program that a test starts and interrupts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the browser that the suite would start."""
    return {**find_browser().launch_options(), **browser_type_launch_args}


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
