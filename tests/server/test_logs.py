"""The log tells what happened, and nothing about people."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from reference_server import logs
from tests.server.world import World, wire

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "logs" / "server.jsonl"
    with logs.configure(file):
        yield file
    structlog.reset_defaults()


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_each_request_is_one_line(world: World, log: Path) -> None:
    alice = world.person()
    quest = alice.made("/api/quests", {"title": "Mix", "steps": [{"title": "Drums"}]})

    answer = alice.get(f"/api/quests/{quest['id']}")

    line = lines(log)[-1]
    assert len(lines(log)) == 2
    assert set(line) == {"ts", "level", "event", "method", "route", "status", "duration_ms", "trace_id", "user"}
    assert (line["event"], line["method"], line["route"], line["status"]) == (
        "request",
        "GET",
        "/api/quests/{quest_id}",
        200,
    )
    assert (line["user"], line["trace_id"]) == (alice.id, answer.headers["x-trace-id"])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (f"00-{TRACE}-00f067aa0ba902b7-01", True),
        (f"00-{'0' * 32}-00f067aa0ba902b7-01", False),
        (f"00-{TRACE}-{'0' * 16}-01", False),
        (f"00-{TRACE.upper()}-00f067aa0ba902b7-01", False),
        (TRACE, False),
        ("", False),
    ],
)
def test_trace_is_the_clients_when_it_names_one(world: World, log: Path, sent: str, *, kept: bool) -> None:
    answer = world.visitor().get("/api/health/live", headers={"traceparent": sent})

    trace_id = answer.headers["x-trace-id"]
    assert (trace_id == TRACE) is kept
    assert len(trace_id) == 32
    assert lines(log)[-1]["trace_id"] == trace_id


def test_log_holds_no_secret_and_no_personal_word(world: World, log: Path) -> None:
    alice = world.person("Clementine")
    token = alice.bearer()
    quest = alice.made("/api/quests", {"title": "Unspeakable", "notes": "Diary", "steps": [{"title": "Whisper"}]})
    alice.get(f"/api/quests/{quest['id']}", note="Unspeakable")
    alice.send("POST", "/api/quests", {"title": "Unspeakable" * 99, "steps": [], **wire()})
    world.visitor().get("/api/auth/me", headers={"Authorization": f"Bearer {token}"})
    world.visitor().get("/api/auth/callback/google?code=Unspeakable&state=Whisper")
    world.visitor().get("/Unspeakable")

    text = log.read_text(encoding="utf-8")
    email = alice.get("/api/auth/me").json()["email"]
    private = [token, alice.client.cookies["passion_session"], email, "Clementine", "Unspeakable", "Diary", "Whisper"]
    assert len(lines(log)) >= 6
    assert [word for word in private if word.lower() in text.lower()] == []


def test_crash_is_logged_by_place_and_kind_only(world: World, log: Path) -> None:
    def crash(_person_id: str) -> None:
        raise ZeroDivisionError("secret")

    alice = world.person()
    world.services.accounts.profile = crash  # type: ignore[assignment,method-assign]
    alice.get("/api/auth/me")

    crashed, request = lines(log)
    assert (crashed["event"], crashed["level"], crashed["error"]) == ("crash", "error", "ZeroDivisionError")
    assert crashed["places"][-1].endswith(" crash")
    assert crashed["trace_id"] == request["trace_id"]
    assert "secret" not in log.read_text(encoding="utf-8")


def test_refused_sign_in_is_an_event_with_its_reason(world: World, log: Path) -> None:
    world.visitor().get("/api/auth/callback/google?code=x&state=y")

    assert [line["problem"] for line in lines(log) if line["event"] == "sign-in-refused"] == ["state-mismatch"]
