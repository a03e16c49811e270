"""What the harness's own tests share."""

from pathlib import Path

import pytest

from tests.harness.suite_project import SuiteProject


@pytest.fixture
def project(tmp_path: Path) -> SuiteProject:
    """A suite of two passing cases and one that is not built yet, with a fake target."""
    project = SuiteProject(tmp_path)
    project.lay_out()
    return project
