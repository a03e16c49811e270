"""A store is said to refuse what was not signed only when it takes what was."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from fixtures.watcher import conformance
from fixtures.watcher.conformance import Probe
from qa.doctor import storage
from qa.doctor.patient import Patient

DEPARTURES = (
    "altered_signature",
    "another_key",
    "another_method",
    "other_body",
    "swapped_checksums",
    "without_checksum",
    "expired",
)
UNSIGNED = cast("Patient", SimpleNamespace(watcher=None))


def answering(monkeypatch: pytest.MonkeyPatch, signed: int, otherwise: int, **statuses: int) -> None:
    """Let the store answer what is given."""
    for name in ("as_signed", *DEPARTURES):
        status = statuses.get(name, signed if name == "as_signed" else otherwise)
        monkeypatch.setattr(Probe, name, lambda *_, status=status: status)


@pytest.mark.parametrize(
    ("answers", "state", "found"),
    [
        ({"signed": 200, "otherwise": 403}, "ok", "what was signed was taken, and nothing else"),
        ({"signed": 403, "otherwise": 403}, "unknown", "answers 403 to what was signed"),
        ({"signed": 503, "otherwise": 503}, "unknown", "answers 503 to what was signed"),
        ({"signed": 200, "otherwise": 403, "another_key": 500}, "unknown", "another key: answered 500"),
        ({"signed": 200, "otherwise": 403, "expired": 200}, "failed", "after its time: answered 200"),
        ({"signed": 403, "otherwise": 503, "altered_signature": 200}, "failed", "an altered signature: answered 200"),
    ],
)
def test_refusals_are_shown_by_a_store_that_takes_what_was_signed(
    monkeypatch: pytest.MonkeyPatch, answers: dict[str, int], state: str, found: str
) -> None:
    answering(monkeypatch, **answers)

    check = storage.refusals(UNSIGNED)

    assert (check.what, check.state) == ("storage/refusals", state)
    assert found in check.found
    assert bool(check.todo) == (state != "ok")


@pytest.mark.parametrize(
    ("url", "altered"),
    [
        ("http://store/x?X-Amz-Expires=9&X-Amz-Signature=ab1", "http://store/x?X-Amz-Expires=9&X-Amz-Signature=ab0"),
        ("http://store/x?Signature=ab0&Expires=9", "http://store/x?Signature=ab1&Expires=9"),
    ],
)
def test_a_signature_of_another_kind_is_altered_too(monkeypatch: pytest.MonkeyPatch, url: str, altered: str) -> None:
    sent: list[str] = []
    monkeypatch.setattr(conformance, "put", lambda url, *_: sent.append(url))

    Probe(lambda _content, _seconds: (url, {})).altered_signature(b"x")

    assert sent == [altered]


def test_a_url_that_is_signed_in_an_unknown_way_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = SimpleNamespace(address="http://store/x?ticket=7", headers={})
    watcher = SimpleNamespace(announce=lambda *_, **__: ticket)
    monkeypatch.setattr(conformance, "put", lambda *_: 200)

    check = storage.refusals(cast("Patient", SimpleNamespace(watcher=watcher)))

    assert check.state == "unknown"
    assert check.found == "a presigned URL with no signature among its parameters (ticket)"


def test_a_store_that_cannot_answer_after_the_time_is_not_said_to_have_taken_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def put(*_: Any, **__: Any) -> int:
        return 503

    monkeypatch.setattr(conformance, "EXPIRED_WITHIN", timedelta(0))
    monkeypatch.setattr(conformance, "put", put)

    assert Probe(lambda _content, _seconds: ("http://store/x", {})).expired(b"x") == 503
