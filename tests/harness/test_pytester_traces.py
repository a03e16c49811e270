"""With --trace-all the evidence holds a trace of every test, and no other place keeps one."""

import pytest

from tests.harness.suite_project import SuiteProject

# Stands for pytest-playwright, which writes a test's trace below --output when its last fixture is gone.
WRITES_TRACES = """
import zipfile
from pathlib import Path
import pytest

def pytest_addoption(parser):
    for option in ("--output", "--tracing"):
        parser.addoption(option, default="test-results")
    for option in ("--browser", "--browser-channel"):
        parser.addoption(option, default=["firefox"])

@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.when == "teardown":
        folder = Path(item.config.getoption("--output"), item.name)
        folder.mkdir(parents=True)
        with zipfile.ZipFile(folder / "trace.zip", "w") as trace:
            trace.writestr("trace.network", "token=s3cr3t-value")
    return report
"""


@pytest.mark.parametrize("workers", ["0", "2"])
def test_every_tests_trace_is_kept_in_the_evidence_alone(
    project: SuiteProject, tmp_path_factory: pytest.TempPathFactory, workers: str
) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    project.write("writes_traces.py", WRITES_TRACES)
    plugins = '"writes_traces", "fixtures.plugins.browser", "fixtures.plugins.catalogue"'
    conftest = (project.root / "conftest.py").read_text(encoding="utf-8")
    project.write("conftest.py", conftest.replace('"fixtures.plugins.catalogue"', plugins))

    ended = project.pytest("--trace-all", f"-n{workers}", environment={"TMPDIR": str(temporary)})

    kept = [attempt.artifacts for case in ("MA-ONE-01", "MA-ONE-02") for attempt in ended.case(case).attempts]
    assert ended.status == 0, ended.output
    assert [[artifact.kind for artifact in artifacts] for artifacts in kept] == [["trace"], ["trace"]]
    assert not (project.root / "test-results").exists()
    assert [*temporary.rglob("trace*.zip")] == []
