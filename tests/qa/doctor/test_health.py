"""The doctor asks each of the eight endpoints, and holds them against each other."""

import pytest

from qa.doctor import health
from qa.doctor.validation import EXAMINATIONS
from tests.qa.doctor.conftest import PatientOf
from tests.qa.fake_product import PARTS, WELL, Answer, FakeProduct, failing

OVERALL = "/api/health"


def path_of(name: str) -> str:
    return OVERALL if name == "overall" else f"{OVERALL}/{name}"


@pytest.mark.parametrize("name", ["overall", *PARTS])
def test_each_endpoint_is_asked_for_itself(patient_of: PatientOf, product: FakeProduct, name: str) -> None:
    checks = {each.name: each for each in EXAMINATIONS}
    examine = checks[f"health/{name}"].examine
    assert examine(patient_of(product.url)).state == "ok"
    product.answers[path_of(name)] = failing("no room is left")

    check = examine(patient_of(product.url))

    assert (check.what, check.state) == (f"health/{name}", "failed")
    assert check.found == "503 (no room is left)"
    assert check.todo


@pytest.mark.parametrize(
    "answer", [Answer({"status": "failing"}), Answer(WELL, 503), Answer("ok"), Answer({}, 404)], ids=str
)
def test_what_is_no_clear_ok_is_none(patient_of: PatientOf, product: FakeProduct, answer: Answer) -> None:
    product.answers["/api/health/sync"] = answer

    assert health.endpoint("sync")(patient_of(product.url)).state == "failed"


def test_overall_is_judged_by_what_the_capabilities_need(patient_of: PatientOf, product: FakeProduct) -> None:
    examine = health.endpoint("overall")
    product.answers[OVERALL] = failing("no store is set", "storage")

    assert examine(patient_of(product.url)).state == "failed"
    check = examine(patient_of(product.url, capabilities=["auth", "today"]))
    assert (check.state, check.todo) == ("ok", "")
    assert check.found == "503, by storage alone, which the profile's capabilities do not need"


def test_endpoints_that_agree_are_believed(patient_of: PatientOf, product: FakeProduct) -> None:
    assert health.agreement(patient_of(product.url)).state == "ok"
    product.answers[OVERALL] = failing("it refuses", "storage")
    product.answers["/api/health/storage"] = failing("it refuses", "storage")

    assert health.agreement(patient_of(product.url)).state == "ok"


@pytest.mark.parametrize(
    ("lies", "found"),
    [
        ({"storage": failing("full")}, "overall says ok while storage fails"),
        ({"overall": failing("full", "storage")}, "storage says ok while overall calls it failing"),
        ({"overall": failing("tired")}, "overall fails though no part does"),
        ({"database": failing("gone"), "overall": failing("gone", "database")}, "ready says ok while database fails"),
        ({"ready": failing("not now")}, "ready fails though database and migrations are well"),
        ({"live": Answer(WELL, 503)}, "live answers 503 and says 'ok'"),
        ({"sync": Answer({"status": "failing"})}, "sync answers 200 and says 'failing'"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_lie_is_told(patient_of: PatientOf, product: FakeProduct, lies: dict[str, Answer], found: str) -> None:
    product.answers |= {path_of(name): answer for name, answer in lies.items()}

    check = health.agreement(patient_of(product.url))

    assert check.state == "failed"
    assert found in check.found


def test_what_changes_between_two_readings_is_no_lie(
    patient_of: PatientOf, product: FakeProduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = iter([["overall says ok while storage fails"], []])
    monkeypatch.setattr(health, "_contradictions", lambda _: next(readings))

    assert health.agreement(patient_of(product.url)).state == "ok"
