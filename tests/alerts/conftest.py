"""What tests of the alerts need: the rule file, and the programs of Prometheus."""

import os
from pathlib import Path

import pytest

from fixtures.monitoring.rule_file import RuleFile, read_rule_file
from reference_server.monitoring import programs

RULES = Path(programs.__file__).with_name("alerts.yaml")


def required(program: programs.Program) -> str:
    """Return the path of a program; skip where there is none, and fail where PASSION_QA_REQUIRE asks for it."""
    try:
        return programs.find(program)
    except programs.ProgramMissingError as missing:
        if "prometheus" in os.environ.get("PASSION_QA_REQUIRE", ""):
            pytest.fail(f"PASSION_QA_REQUIRE asks for Prometheus: {missing}")
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def shipped() -> RuleFile:
    """The product's rule file."""
    return read_rule_file(RULES)


@pytest.fixture(scope="session")
def promtool() -> str:
    """The path of promtool."""
    return required(programs.PROMTOOL)


@pytest.fixture(scope="session")
def prometheus() -> str:
    """The path of prometheus."""
    return required(programs.PROMETHEUS)


@pytest.fixture(scope="session")
def alertmanager() -> str:
    """The path of the Alertmanager."""
    return required(programs.ALERTMANAGER)
