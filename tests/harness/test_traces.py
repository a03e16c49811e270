"""A trace in the run directory can be opened, and holds none of the secrets that the browser sent."""

import json
import zipfile
from pathlib import Path

from fixtures.plugins.traces import keep_traces
from reports.evidence.run_directory import RunDirectory

SECRET = "s3cr3t-V4lue"
ENTRY = {
    "headers": [{"name": "Cookie", "value": f"a={SECRET}"}, {"name": "accept", "value": "*/*"}],
    "cookies": [{"name": "passion_session", "value": SECRET}],
    "url": f"http://127.0.0.1:1/api/auth/callback/google?code={SECRET}",
}
PICTURE = b"\xff\xd8\xff\x00picture"


def test_a_trace_is_kept_without_its_secrets(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "trace.zip", "w") as trace:
        trace.writestr("trace.network", json.dumps(ENTRY))
        trace.writestr("screencast/page.jpeg", PICTURE)
    directory = RunDirectory.create(tmp_path / "runs", "suite")

    (kept,) = keep_traces(tmp_path, directory, "it-trace")

    with zipfile.ZipFile(directory.path / kept.path) as trace:
        entry = json.loads(trace.read("trace.network"))
        assert SECRET not in json.dumps(entry)
        assert entry["headers"][1] == {"name": "accept", "value": "*/*"}
        assert trace.read("screencast/page.jpeg") == PICTURE
    assert kept.kind == "trace"


def test_no_trace_is_no_artifact(tmp_path: Path) -> None:
    assert keep_traces(tmp_path, RunDirectory.create(tmp_path / "runs", "suite"), "it-trace") == []
