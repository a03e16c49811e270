"""What tests of the alerts need: the rule file."""

import pytest

from fixtures.monitoring.rule_file import RuleFile, read_rule_file
from reference_server.monitoring.monitoring import RULES


@pytest.fixture(scope="session")
def shipped() -> RuleFile:
    """The product's rule file."""
    return read_rule_file(RULES)
