"""What tests of several rooms need: a browser, a temporary PostgreSQL, and the programs of Prometheus."""

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from fixtures.devices.browsers import find_browser
from reference_server.monitoring import programs


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


@pytest.fixture(scope="session")
def promtool() -> str:
    """The path of promtool."""
    return _required(programs.PROMTOOL)


@pytest.fixture(scope="session")
def prometheus() -> str:
    """The path of prometheus."""
    return _required(programs.PROMETHEUS)


@pytest.fixture(scope="session")
def alertmanager() -> str:
    """The path of the Alertmanager."""
    return _required(programs.ALERTMANAGER)


def _required(program: programs.Program) -> str:
    """Return the path of a program; skip where there is none, and fail where PASSION_QA_REQUIRE asks for it."""
    try:
        return programs.find(program)
    except programs.ProgramMissingError as missing:
        if "prometheus" in os.environ.get("PASSION_QA_REQUIRE", ""):
            pytest.fail(f"PASSION_QA_REQUIRE asks for Prometheus: {missing}")
        pytest.skip(str(missing))
