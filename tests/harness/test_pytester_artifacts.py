"""What is kept of a failure, from fake devices and a fake server log; a passing test leaves nothing."""

from reports.evidence.models import Artifact
from tests.harness.suite_project import FIRST, PASSING, SuiteProject

TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"

DEVICES = f"""
from pathlib import Path
from types import SimpleNamespace
import pytest
from fixtures.plugins.keys import DEVICES_KEY, TRACE_ID_KEY

class Page:
    def screenshot(self, *, timeout, animations, path):
        Path(path).write_bytes(b"PNG")

class ClosedPage:
    def screenshot(self, *, timeout, animations, path):
        raise RuntimeError("Target page has been closed\\nCall log: …")

def device(name, page=Page()):
    return SimpleNamespace(
        name=name, page=page,
        console=["error: token=s3cr3t-value"],
        network=["GET /api/today?code=s3cr3t-value 200 12 ms"],
    )

@pytest.fixture
def phone(request):
    request.node.stash[TRACE_ID_KEY] = "{TRACE_ID}"
    request.node.stash[DEVICES_KEY] = [device("../my phone/ü")]

@pytest.fixture
def odd(request):
    phone = device("odd")
    phone.console, phone.network = ["half a pair: \\ud83d"], None
    request.node.stash[DEVICES_KEY] = [phone]

@pytest.fixture
def closed(request):
    request.node.stash[DEVICES_KEY] = [device("gone", ClosedPage())]
"""

LOG = f'{{"event": "request", "trace_id": "{TRACE_ID}", "authorization": "s3cr3t-value"}}\n{{"trace_id": "other"}}\n'


def failing(project: SuiteProject, fixture: str, outcome: str = "assert not 1") -> None:
    """Let the first case use `fixture` and end with `outcome`."""
    project.write("suites/conftest.py", DEVICES)
    project.write("server.log", LOG)
    project.write(
        "suites/main/test_one.py",
        PASSING.replace(FIRST, FIRST.replace("test_first()", f"test_first({fixture})").replace("assert True", outcome)),
    )


def kept(project: SuiteProject, *options: str) -> dict[str, Artifact]:
    """Run, and return the first case's artifacts by kind."""
    attempts = project.pytest("--reproduce=0", *options).case("MA-ONE-01").attempts
    return {artifact.kind: artifact for attempt in attempts for artifact in attempt.artifacts}


def test_a_failure_keeps_screen_console_network_and_server_lines(project: SuiteProject) -> None:
    failing(project, "phone")

    artifacts = kept(project, "-n2")

    assert artifacts.keys() == {"screenshot", "console", "network", "server_log"}
    assert (project.root / "run" / artifacts["screenshot"].path).read_bytes() == b"PNG"
    lines = (project.root / "run" / artifacts["server_log"].path).read_text().splitlines()
    assert [TRACE_ID in line for line in lines] == [True]


def test_a_device_name_never_leads_out_of_the_folder(project: SuiteProject) -> None:
    failing(project, "phone")

    artifacts = kept(project)

    assert artifacts["console"].path.endswith("/my-phone-console.txt")
    assert artifacts["console"].device == "my-phone"
    assert all(artifact.path.startswith("artifacts/test_first-") for artifact in artifacts.values())


def test_artifacts_hold_no_secret(project: SuiteProject) -> None:
    failing(project, "phone")

    texts = [
        (project.root / "run" / artifact.path).read_text()
        for kind, artifact in kept(project).items()
        if kind != "screenshot"
    ]

    assert len(texts) == 3
    assert all("[redacted]" in text and "s3cr3t" not in text for text in texts)


def test_a_page_that_cannot_be_photographed_does_not_hide_the_failure(project: SuiteProject) -> None:
    failing(project, "closed")

    ended = project.pytest("--reproduce=0")

    assert "screenshot of gone could not be kept: RuntimeError: Target page has been closed" in ended.output
    assert (ended.case("MA-ONE-01").reason or "").startswith("assert not 1")
    assert {artifact.kind for artifact in ended.case("MA-ONE-01").attempts[0].artifacts} == {"console", "network"}


def test_text_that_cannot_be_encoded_is_kept_as_an_escape(project: SuiteProject) -> None:
    failing(project, "odd")

    artifacts = kept(project)

    assert (project.root / "run" / artifacts["console"].path).read_text(encoding="utf-8") == "half a pair: \\ud83d\n"


def test_a_log_that_cannot_be_kept_does_not_hide_the_failure(project: SuiteProject) -> None:
    failing(project, "odd")

    ended = project.pytest("--reproduce=0")

    assert ended.status == 1
    assert "network of odd could not be kept: TypeError" in ended.output
    assert (ended.case("MA-ONE-01").reason or "").startswith("assert not 1")


def test_a_passing_test_leaves_nothing(project: SuiteProject) -> None:
    failing(project, "phone", "assert True")

    assert kept(project) == {}
    assert not (project.root / "run/artifacts").exists()
