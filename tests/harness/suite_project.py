"""A small project with a suite, a catalogue and a fake target, run by our plugins in a real pytest process."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reports.evidence.models import CaseResult, SuiteEvidence
from reports.evidence.suite import read_suite

REPOSITORY = Path(__file__).resolve().parents[2]
# Loading every installed plugin takes longer than these runs do.
_ENVIRONMENT = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
PLUGINS = ("xdist", "xdist.looponfail", "pytest_reportlog.plugin", "allure_pytest.plugin", "pytest_randomly")

_SETTINGS = f"""
[tool.pytest]
strict = true
testpaths = ["tests"]
pythonpath = [".", "{REPOSITORY.as_posix()}"]
addopts = ["--import-mode=importlib", "-p", "no:cacheprovider"]
filterwarnings = ["error", "ignore::pytest.PytestDeprecationWarning"]
markers = ["case(id): the catalogue entry"]
"""

_CONFTEST = """
pytest_plugins = [
    "fixtures.plugins.catalogue",
    "fixtures.plugins.evidence",
    "fixtures.plugins.artifacts",
    "fixtures.plugins.reproduction",
    "fixtures.plugins.first_failure",
    "fake_target",
]
"""

# Stands for the target plugin: no server, no browser, the same stash.
_FAKE_TARGET = """
from pathlib import Path
from fixtures.plugins.keys import RUNNING_TARGET

class FakeTarget:
    name, kind, url = "fake", "reference", "http://127.0.0.1:4711"
    ready = Path(__file__)
    log = Path(__file__).parent / "server.log"
    builds = Path(__file__).parent / "builds"

    def build(self):
        digests = self.builds.read_text().split()
        self.builds.write_text(" ".join(digests[1:] or digests))
        return {"product": "passion-os", "version": "1.0", "commit": "c0ffee", "digest": digests[0], "started_at": "x"}

def pytest_addoption(parser):
    parser.addoption("--target", default="fake")
    parser.addoption("--target-ready", default=None)

def pytest_configure(config):
    config.stash[RUNNING_TARGET] = FakeTarget()
"""

TWO_CASES = """
schema: 1
groups:
  main: {title: Main, required: 100%}
  later: {title: Later, required: counted}
cases:
  - {id: MA-ONE-01, group: main, area: one, title: The first thing works}
  - {id: MA-ONE-02, group: main, area: one, title: The second thing works}
  - {id: LA-TWO-01, group: later, area: two, title: A thing of a later day works}
"""

FIRST = """\
@pytest.mark.case("MA-ONE-01")
def test_first():
    assert True
"""

PASSING = f"""
import pytest

{FIRST}
@pytest.mark.case("MA-ONE-02")
def test_second():
    assert True
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a pytest process ended, and what it said."""

    status: int
    output: str
    run_dir: Path

    def evidence(self) -> SuiteEvidence:
        """Read the run's evidence."""
        return read_suite(self.run_dir)

    def case(self, case_id: str) -> CaseResult:
        """Return the result of one case."""
        return next(result for result in self.evidence().results if result.id == case_id)


@dataclass(frozen=True, slots=True)
class SuiteProject:
    """The project in `root`; its suite has two built cases and one of a later day."""

    root: Path

    def write(self, name: str, text: str) -> None:
        """Write one file of the project."""
        place = self.root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def lay_out(self) -> None:
        """Write the files that every test of this project starts from."""
        self.write("pyproject.toml", _SETTINGS)
        self.write("conftest.py", _CONFTEST)
        self.write("fake_target.py", _FAKE_TARGET)
        self.write("builds", "sha256-of-the-build")
        self.write("server.log", "")
        self.write("suites/catalogue.yaml", TWO_CASES)
        self.write("suites/main/test_one.py", PASSING)

    def command(self, *options: str) -> list[str]:
        """Return the command that runs pytest with the plugins that matter here; there is no browser."""
        return [sys.executable, "-m", "pytest", *(f"-p{plugin}" for plugin in PLUGINS), *options]

    def pytest(self, *options: str, run_dir: str | None = "run", environment: Mapping[str, str] | None = None) -> Ended:
        """Run the suite and wait for its end; `run_dir` None: without evidence."""
        process = self.start(*options, run_dir=run_dir, environment=environment)
        output, _ = process.communicate(timeout=120)
        return Ended(process.returncode, output, self.root / (run_dir or "run"))

    def evidence(self, run_dir: str = "run") -> SuiteEvidence:
        """Read the evidence of a run."""
        return read_suite(self.root / run_dir)

    def start(
        self, *options: str, run_dir: str | None = "run", environment: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[str]":
        """Start the suite without waiting; options without a path mean all of suites/."""
        evidence = [f"--run-dir={self.root / run_dir}"] if run_dir else []
        paths = [] if any(option.startswith(("suites", "tests")) for option in options) else ["suites"]
        return subprocess.Popen(
            self.command(*paths, *options, *evidence),
            cwd=self.root,
            env={**_ENVIRONMENT, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # Ctrl-C of a test reaches this run and its workers alone
        )
