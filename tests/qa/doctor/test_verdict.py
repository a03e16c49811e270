"""What was not shown is never green, nothing secret is said, and whatever stands in the way is a finding."""

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from fixtures.target.profiles import Profile
from qa.doctor import validation
from qa.doctor.check import EXIT_CODES, Check, Found, State, Verdict, in_a_line, verdict_of
from qa.doctor.patient import Examination, NotAllowed, Patient
from qa.doctor.validation import EXAMINATIONS, validate
from tests.qa.commands import qa
from tests.qa.doctor.conftest import PatientOf
from tests.qa.fake_product import FakeProduct

SECRET = "open-sesame-4711"


def found(*states: State, blocked: bool = False) -> Found:
    return Found([Check(f"c{number}", state, "") for number, state in enumerate(states)], blocked=blocked)


@pytest.mark.parametrize(
    ("checks", "verdict", "code", "line"),
    [
        (found("ok", "ok", "not applicable", "optional"), Verdict.OK, 0, "OK: all 2 checks that apply"),
        (found("ok", "unknown"), Verdict.UNKNOWN, 9, "1 of 2 checks were shown to hold; not shown: c1."),
        (found("ok", "unknown", "failed"), Verdict.FAILED, 1, "FAILED: c2 (1 of 3 checks were shown to hold; not sh"),
        (found("failed", "unknown", blocked=True), Verdict.BLOCKED, 7, "BLOCKED: the target cannot be asked"),
        (found("not applicable"), Verdict.UNKNOWN, 9, "0 of 0 checks"),
        (found(), Verdict.UNKNOWN, 9, "0 of 0 checks"),
    ],
)
def test_a_verdict_is_what_was_shown(checks: Found, verdict: Verdict, code: int, line: str) -> None:
    assert verdict_of(checks) is verdict
    assert EXIT_CODES[verdict] == code
    assert line in in_a_line(checks.checks, verdict)


def _raising(error: Exception) -> Callable[[Patient], Check]:
    def examine(_: Patient) -> Check:
        raise error

    return examine


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (NotAllowed("the profile names no `administrator`"), "unknown"),
        (httpx.ConnectTimeout("late"), "failed"),
        (AssertionError("another shape"), "failed"),
        (AssertionError(), "failed"),
        (KeyError("X-Amz-Signature"), "unknown"),
        (RecursionError(), "unknown"),
    ],
)
def test_what_stands_in_the_way_of_a_check_is_a_finding(
    patient_of: PatientOf, product: FakeProduct, error: Exception, state: State
) -> None:
    check = validation._carried_out(Examination("any", _raising(error)), patient_of(product.url))

    assert (check.what, check.state) == ("any", state)
    assert check.found
    assert check.todo


def test_what_nobody_foresaw_takes_no_other_result_with_it(
    product: FakeProduct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = Profile(name="fake", kind="url", url=product.url)
    well = [each for each in EXAMINATIONS if each.name == "health/live"]
    monkeypatch.setattr(validation, "EXAMINATIONS", [Examination("odd", _raising(ZeroDivisionError())), *well])

    checks = validate(profile, tmp_path, lambda _: None).checks

    assert [(each.what, each.state) for each in checks] == [("odd", "unknown"), ("health/live", "ok")]
    assert checks[0].found.startswith("could not be asked (ZeroDivisionError in test_verdict.py:")


def test_whatever_keeps_somebody_from_leaving_is_a_finding(patient_of: PatientOf, product: FakeProduct) -> None:
    patient = patient_of(product.url)
    patient.leaving.callback(dict[str, str]().__getitem__, "me")

    check = list(validation._examined(patient, lambda _: None))[-1]

    assert (check.what, check.state, check.found) == ("clean-up", "failed", "the doctor left somebody behind: 'me'")


def test_what_the_product_does_not_have_is_not_applicable(patient_of: PatientOf, product: FakeProduct) -> None:
    patient = patient_of(product.url, capabilities=["auth"])

    check = validation._carried_out(Examination("any", _raising(KeyError()), needs=frozenset({"upload"})), patient)

    assert check.state == "not applicable"


def test_one_capability_of_those_that_need_a_check_is_enough(patient_of: PatientOf, product: FakeProduct) -> None:
    examination = Examination("any", lambda _: Check("any", "ok", ""), needs=frozenset({"upload", "file_sync"}))
    states = {
        name: validation._carried_out(examination, patient_of(product.url, capabilities=[name])).state
        for name in ("upload", "file_sync", "auth")
    }

    assert states == {"upload": "ok", "file_sync": "ok", "auth": "not applicable"}


@pytest.mark.parametrize("name", ["health/storage", "storage/put", "storage/refusals", "telemetry", "watcher"])
def test_what_belongs_to_a_capability_is_not_asked_without_it(name: str) -> None:
    assert next(each for each in EXAMINATIONS if each.name == name).needs


def test_a_target_that_is_only_half_there_fails_and_is_never_green(product: FakeProduct, tmp_path: Path) -> None:
    """Health that is well, and nothing behind it: whoever believes health alone would go on."""
    profile = Profile(name="fake", kind="url", url=product.url, allows=frozenset({"people"}))

    said = validate(profile, tmp_path, lambda _: None)

    states = {check.what: check.state for check in said.checks}
    assert list(states) == [each.name for each in EXAMINATIONS]
    assert {states[name] for name in ("sign-in", "sync", "storage/put", "storage/refusals")} == {"failed"}
    assert {states[name] for name in ("telemetry", "prometheus", "watcher")} == {"unknown"}
    assert said.build == {"product": "passion-os", "version": "1.0", "commit": "c0ffee", "digest": "d1"}
    assert verdict_of(said) is Verdict.FAILED


def test_where_nobody_may_sign_in_that_is_not_shown(product: FakeProduct, tmp_path: Path) -> None:
    profile = Profile(name="fake", kind="url", url=product.url)

    states = {check.what: check.state for check in validate(profile, tmp_path, lambda _: None).checks}

    assert states["sign-in"] == "failed"  # the page of its provider does not answer
    assert {states[name] for name in ("sync", "storage/put", "storage/refusals")} == {"unknown"}
    assert list(tmp_path.rglob("*.jsonl")) == []


def test_secrets_of_the_profile_are_never_said(
    product: FakeProduct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCESS_ID", SECRET)
    targets = tmp_path / "targets.yaml"
    headers = {"X-Access": {"env": "ACCESS_ID"}}
    profile = {"kind": "url", "url": f"{product.url}/{SECRET}", "headers": headers}
    targets.write_text(json.dumps({"schema": 1, "targets": {"fake": profile}}), encoding="utf-8")
    words = ("doctor", "--target", "fake", "--targets-file", str(targets), "--run-root", str(tmp_path))

    done = [qa(*words), qa(*words, "--json")]

    assert SECRET in str(product.asked)
    assert not any(SECRET in text for each in done for text in (each.stdout, each.stderr))
    assert "[redacted]" in done[1].stdout


def test_a_target_that_is_down_is_blocked_and_says_what_to_do() -> None:
    done = qa("doctor", "--target", "http://127.0.0.1:9", "--json")

    said = json.loads(done.stdout)
    assert (done.returncode, said["exit_code"], said["verdict"]) == (7, 7, "blocked")
    first, *rest = said["checks"]
    assert (first["what"], first["state"]) == ("target", "failed")
    assert "http://127.0.0.1:9/api/health/live cannot be reached" in first["found"]
    assert first["todo"]
    assert {check["state"] for check in rest} == {"unknown"}


def test_a_target_that_does_not_start_is_blocked(tmp_path: Path) -> None:
    targets = tmp_path / "targets.yaml"
    start = {"command": ["{python}", "-c", "import sys; sys.exit('no luck today')"]}
    profile = {"kind": "reference", "start": start}
    targets.write_text(json.dumps({"schema": 1, "targets": {"broken": profile}}), encoding="utf-8")

    done = qa("doctor", "--target", "broken", "--targets-file", str(targets), "--json")

    assert done.returncode == 7
    assert "no luck today" in json.loads(done.stdout)["checks"][0]["found"]
