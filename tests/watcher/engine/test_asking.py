"""What the running watcher asks the product, how often, and what it learns from it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reference_server.watcher.local.errors import DiskFullError
from reference_server.watcher.local.settings import Settings
from tests.watcher.bench import Bench, lost


def asked_at(bench: Bench, monkeypatch: pytest.MonkeyPatch, meanwhile: dict[int, Callable[[], None]]) -> list[float]:
    """Return when five questions come; after so many waits something happens meanwhile, and whoever waits hears it."""
    began, waits, times = bench.clock.monotonic(), [0], []
    state = bench.parts.server.state

    def ask() -> dict[str, Any]:
        times.append(bench.clock.monotonic() - began)
        if len(times) == 5:
            bench.engine.stop()
        return state()

    def wait(seconds: float) -> None:
        waits[0] += 1
        if waits[0] in meanwhile:
            bench.clock.pass_by(1)
            meanwhile[waits[0]]()
        else:
            bench.clock.pass_by(seconds)

    monkeypatch.setattr(bench.parts.server, "state", ask)
    monkeypatch.setattr(bench.parts.standing, "wait", wait)
    bench.engine.keep_asking()
    return times


def test_asking_goes_on_after_an_error_and_soon(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.product.before["state"].extend([lost(), ValueError("a bug")])

    assert asked_at(bench, monkeypatch, {}) == [0, 2, 4, 34, 64]
    assert bench.parts.standing.first is None


def test_what_keeps_uploads_waiting_brings_the_next_question_forward(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile = {1: bench.parts.standing.notify, 2: lambda: bench.parts.standing.hinder("locked", "locked")}

    assert asked_at(bench, monkeypatch, meanwhile)[:3] == [0, 2, 32]


def test_a_pause_that_was_asked_for_brings_nothing_forward(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile = {1: lambda: bench.parts.standing.hinder("paused", "paused")}

    assert asked_at(bench, monkeypatch, meanwhile)[:2] == [0, 30]


def test_an_open_vault_lets_uploads_go_on(bench: Bench) -> None:
    bench.product.vault = {"epoch": 2, "locked": True, "reason": "idle"}
    bench.engine.ask()
    assert bench.parts.standing.hindrances["locked"] == "the vault is locked (idle); unlock it in a browser"

    bench.product.vault = {"epoch": 3, "locked": False, "reason": None}
    bench.engine.ask()

    assert bench.parts.standing.may_send()


def test_somebody_without_a_vault_hinders_nothing(bench: Bench) -> None:
    bench.product.vault = None

    bench.engine.ask()

    assert bench.parts.standing.may_send()


def test_a_new_sign_in_elsewhere_lets_the_watcher_go_on(bench: Bench) -> None:
    bench.parts.standing.hinder("signed_out", "out")

    bench.engine.ask()

    assert bench.parts.standing.first is None


def test_a_store_that_nobody_needs_any_more_is_no_trouble(bench: Bench, root: Path) -> None:
    """Only an upload can find out that it answers again; the last one went with its folder."""
    (root / "song.als").write_bytes(b"four bars")
    bench.settle()
    bench.product.before["put"].append(lost("store"))
    with bench.engine.guarded("sender-1"):
        bench.work()
    bench.engine.ask()
    assert bench.parts.standing.first == "store_unavailable"

    bench.engine.apply(Settings())
    bench.engine.ask()

    assert bench.parts.standing.first is None


def test_a_full_disk_is_tried_after_a_quarter_of_a_minute(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.engine.round()
    bench.parts.standing.hinder("paused_disk_full", "full")
    bench.clock.pass_by(14.9)
    bench.engine.ask()
    assert bench.parts.standing.first == "paused_disk_full"

    bench.clock.pass_by(0.1)
    bench.engine.ask()

    assert bench.parts.standing.may_send()
    assert bench.is_about_to_scan()


def test_a_disk_that_is_still_full_is_tried_again_later(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise DiskFullError("still full")

    monkeypatch.setattr(bench.parts.state, "probe", full)
    bench.parts.standing.hinder("paused_disk_full", "full")
    bench.clock.pass_by(15)

    with bench.engine.guarded("asking"):
        bench.engine.ask()

    assert bench.parts.standing.hindrances["paused_disk_full"] == "still full"
    assert bench.parts.standing.lasted("paused_disk_full") == 0
