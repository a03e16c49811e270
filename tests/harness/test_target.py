"""Target profiles teach when they are wrong; a started target is waited for, explained and ended."""

import json
import os
from pathlib import Path

import psutil
import pytest
from pydantic import SecretStr

from fixtures.eventually import eventually
from fixtures.plugins.target import area_of
from fixtures.plugins.target_handles import ControlledTarget, hide_password
from fixtures.target.profiles import Profile, Start, Target, TargetError, load_profile, target_names
from fixtures.target.running import RunningTarget
from reports.evidence import redaction

DATABASE = "postgresql+psycopg://passion:open-sesame@127.0.0.1:4713/postgres"
PROFILES = """
schema: 1
targets:
  reference: {kind: reference, start: {command: ["{python}", "-m", "qa"]}, allows: [people]}
  staging: {kind: staging, url: "https://staging.example.test/", headers: {X-Key: {env: STAGING_KEY}}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "targets.yaml"
    path.write_text(PROFILES, encoding="utf-8")
    return path


def _started(script: str, ready_within_s: float = 10) -> RunningTarget:
    start = Start(command=["{python}", "-c", script], ready_within_s=ready_within_s)
    return RunningTarget(Profile(name="mine", kind="reference", start=start))


def test_a_profile_is_read_by_name(file: Path) -> None:
    assert target_names(file) == ["reference", "staging"]
    assert load_profile("reference", file).allows == {"people"}
    assert load_profile("staging", file).url == "https://staging.example.test/"


def test_a_url_is_a_target_of_its_own(file: Path) -> None:
    profile = load_profile("http://127.0.0.1:8123/app/", file)

    assert (profile.name, profile.kind, profile.url) == (profile.url, "url", "http://127.0.0.1:8123/app")
    assert "people" in profile.allows


def test_a_misspelt_name_gets_the_nearest(file: Path) -> None:
    with pytest.raises(TargetError, match=r"no target 'stagin'; did you mean 'staging'\? valid: reference, staging"):
        load_profile("stagin", file)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("{kind: reference}", "give either `url`"),
        ("{kind: cloud, url: 'http://x'}", r"targets\.mine\.kind: .*'reference', 'staging'.*given: 'cloud'"),
        ("{kind: staging, url: 'http://x', colour: red}", r"targets\.mine\.colour: .*valid keys: kind, url"),
        ("{kind: staging, url: 'ftp://x'}", "begins with http:// or https://"),
        ("{kind: staging, url: 'http://x', allows: [everything]}", r"targets\.mine\.allows"),
        ("{kind: staging, url: 'http://x:port'}", r"must be a valid one \(Invalid port: 'port'\)"),
        ("{name: production, kind: staging, url: 'http://x'}", r"targets\.mine\.name: a profile's name is its key"),
        ("{kind: staging, url: 'http://x', url: 'http://y'}", "the key 'url' is there twice, from line 3"),
        ("{kind: staging, url: 'http://x', allows: [exclusive]}", "needs `exclusive_start`"),
        ("{kind: staging, url: 'http://x', exclusive_start: {command: [serve]}}", "with `exclusive` in `allows`"),
        (
            "{kind: reference, start: {command: [a]}, exclusive_start: {command: [b]}, allows: [exclusive]}",
            "goes with `url`",
        ),
        ("reference", "must be a mapping"),
    ],
)
def test_a_wrong_profile_says_where_and_what_is_valid(tmp_path: Path, settings: str, message: str) -> None:
    file = tmp_path / "targets.yaml"
    file.write_text(f"schema: 1\ntargets:\n  mine: {settings}\n", encoding="utf-8")

    with pytest.raises(TargetError, match=message):
        load_profile("mine", file)


@pytest.mark.parametrize("content", ["targets: {}", "schema: 1", "[", "schema: 2\ntargets: {}"])
def test_a_file_of_another_shape_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "targets.yaml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(TargetError, match=r"targets\.yaml"):
        load_profile("reference", file)


def test_of_two_profiles_with_one_key_none_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "targets.yaml"
    profile = "{kind: staging, url: 'http://x'}"
    file.write_text(f"schema: 1\ntargets:\n  mine: {profile}\n  mine: {profile}\n", encoding="utf-8")

    with pytest.raises(TargetError, match="the key 'mine' is there twice"):
        load_profile("mine", file)


def test_profiles_may_share_settings(tmp_path: Path) -> None:
    file = tmp_path / "targets.yaml"
    file.write_text(
        "schema: 1\ntargets:\n  one: &shared {kind: staging, url: 'http://x'}\n  two: {<<: *shared, url: 'http://y'}\n",
        encoding="utf-8",
    )

    assert load_profile("two", file).url == "http://y"


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    file = tmp_path / "targets.yaml"
    file.write_bytes(b"schema: 1 # \xe4\n")

    with pytest.raises(TargetError, match=r"targets\.yaml: is not UTF-8 \(at byte 12\)"):
        load_profile("mine", file)


def test_credentials_in_a_url_are_refused_and_not_repeated(file: Path) -> None:
    with pytest.raises(TargetError, match="carries no credentials") as refusal:
        load_profile("http://ann:secret@host/", file)

    assert "secret" not in str(refusal.value)


def test_a_headers_value_comes_from_the_environment(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = Target(profile=load_profile("staging", file), url="https://staging.example.test")
    monkeypatch.delenv("STAGING_KEY", raising=False)
    with pytest.raises(TargetError, match="needs STAGING_KEY in the environment"):
        target.headers()

    monkeypatch.setenv("STAGING_KEY", "k")

    assert target.headers() == {"X-Key": "k"}


def test_a_started_target_is_ready_when_it_says_so_and_ends_with_its_input() -> None:
    script = """import sys
print('warming up')
print('{"part": "api", "state": "ready"}')
print('{"ready": true, "url": "http://127.0.0.1:9/", "log": "api.jsonl"}', flush=True)
sys.stdin.read()"""
    others = psutil.Process(os.getpid()).children()
    with _started(script) as running:
        target = running.wait_ready()
        children = [child for child in psutil.Process(os.getpid()).children() if child not in others]

    assert (target.url, target.log) == ("http://127.0.0.1:9", Path("api.jsonl"))
    assert children
    assert not any(child.is_running() for child in children)


def test_a_target_that_ends_early_is_blamed_with_what_it_said() -> None:
    said = r"ended before it was ready \(exit status 1\)[\s\S]*half[\s\S]*no disk"

    with _started("import sys; print('half'); sys.exit('no disk')") as running, pytest.raises(TargetError, match=said):
        running.wait_ready()


def test_a_target_that_is_never_ready_is_given_up() -> None:
    said = r"was not ready within 0\.2 s.*\n.*printed nothing"
    running = _started("import sys; sys.stdin.read()", ready_within_s=0.2)

    with running, pytest.raises(TargetError, match=said):
        running.wait_ready()


def test_a_target_that_does_not_end_is_killed_with_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    script = """import subprocess, sys, threading
child = subprocess.Popen([sys.executable, '-c', 'import threading; threading.Event().wait(60)'])
print('{"ready": true, "url": "http://127.0.0.1:%d"}' % child.pid, flush=True)
threading.Event().wait(60)"""
    monkeypatch.setattr("fixtures.target.running.GENTLE_S", 0.1)
    with _started(script) as running:
        child = int(running.wait_ready().url.rpartition(":")[2])

    gone = eventually(lambda: psutil.pid_exists(child) and psutil.Process(child).status(), until=_is_gone)
    assert _is_gone(gone)


def _is_gone(status: bool | str) -> bool:
    return status in {False, psutil.STATUS_ZOMBIE}


def test_a_command_that_does_not_exist_is_named() -> None:
    with pytest.raises(TargetError, match="cannot start no-such-program"):
        RunningTarget(Profile(name="mine", kind="reference", start=Start(command=["no-such-program"])))


def test_a_target_that_was_started_already_is_taken_over_whole(tmp_path: Path) -> None:
    profile = Profile(name="reference", kind="reference", start=Start(command=["no-such-program"]))
    started = Target(
        profile=profile,
        url="http://127.0.0.1:4711",
        log=tmp_path / "api.jsonl",
        providers={"google": "http://127.0.0.1:4712"},
        database=SecretStr(DATABASE),
    )
    ready = tmp_path / "ready.json"
    ready.write_text(started.handed_over(), encoding="utf-8")

    handle = ControlledTarget(profile, tmp_path, ready, lambda _: None)

    assert handle.wait() == started
    assert DATABASE in handle.ready.read_text(encoding="utf-8")
    handle.stop()


def test_a_database_password_is_shown_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "_values", set())
    said = tmp_path / "said.json"
    said.write_text(json.dumps({"ready": True, "url": "http://127.0.0.1:9", "database": DATABASE}), encoding="utf-8")
    with _started(f"import sys; print(open({str(said)!r}).read(), flush=True); sys.stdin.read()") as running:
        target = running.wait_ready()
        complaint = running._complaint("")

    hide_password(target)

    assert target.database is not None
    assert target.database.get_secret_value() == DATABASE
    assert "open-sesame" not in f"{target!r} {target.model_dump_json()} {complaint}"
    assert redaction.redact("it said open-sesame again") == "it said [redacted] again"


@pytest.mark.parametrize(
    ("file", "area"),
    [
        ("critical_path/test_focus.py", "focus"),
        ("e2ee/vault_lock/test_race.py", "vault_lock"),
        ("e2ee/vault_lock/test_search.py", "vault_lock"),
        ("deep/test_vectors.py", None),
    ],
)
def test_the_area_of_a_file_is_told_by_its_folder_or_its_name(file: str, area: str | None) -> None:
    assert area_of(Path("suites", file)) == area


def test_a_prometheus_is_named_by_the_profile_or_by_the_target_that_was_started(tmp_path: Path) -> None:
    file = tmp_path / "targets.yaml"
    settings = "{kind: staging, url: 'http://x', prometheus: {url: 'http://watch.test:9090/'}}"
    file.write_text(f"schema: 1\ntargets:\n  mine: {settings}\n", encoding="utf-8")
    script = """import sys
print('{"ready": true, "url": "http://127.0.0.1:9/", "prometheus": "http://127.0.0.1:4714"}', flush=True)
sys.stdin.read()"""

    named = load_profile("mine", file).prometheus
    with _started(script) as running:
        told = running.wait_ready().prometheus

    assert named
    assert (named.url, told) == ("http://watch.test:9090", "http://127.0.0.1:4714")
    file.write_text(
        f"schema: 1\ntargets:\n  mine: {settings.replace('http://watch', 'ftp://watch')}\n", encoding="utf-8"
    )
    with pytest.raises(TargetError, match=r"targets\.mine\.prometheus\.url: .*http:// or https://"):
        load_profile("mine", file)
