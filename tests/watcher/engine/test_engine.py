"""The running watcher: whatever goes wrong is told, and no thread ends of it."""

import threading
from pathlib import Path

import pytest

from reference_server.watcher.engine import status
from reference_server.watcher.engine.engine import AFTER_ERROR_S, STOP_WITHIN_S, Engine
from reference_server.watcher.local.errors import DiskFullError, RefusedError, SignedOutError, UsageError
from reference_server.watcher.local.settings import Folder, Settings, save
from reference_server.watcher.product.server import LockedError, ProblemError, UnavailableError
from tests.watcher.bench import Bench, lost
from tests.watcher.stubs import problem

SONG = b"four bars"


@pytest.mark.parametrize(
    ("error", "told", "reason"),
    [
        (DiskFullError("the disk is full"), "paused_disk_full", "the disk is full"),
        (SignedOutError("run: daw-watcher sign-in"), "signed_out", "run: daw-watcher sign-in"),
        (LockedError("idle"), "locked", "the vault is locked (idle); unlock it in a browser"),
        (UnavailableError("store", "answered 503"), "store_unavailable", "the file store: answered 503"),
        (UnavailableError("server", "no answer"), "offline", "the server: no answer"),
    ],
)
def test_what_goes_wrong_is_told_as_what_hinders(bench: Bench, error: Exception, told: str, reason: str) -> None:
    with bench.engine.guarded("sender-1"):
        raise error

    document = status.of_engine(bench.engine, with_files=False)
    assert (document["state"], document["reason"], document["last_error"]["message"]) == (told, reason, reason)


@pytest.mark.parametrize("what", ["store", "server"])
def test_what_does_not_answer_is_tried_again_after_a_pause(bench: Bench, what: str) -> None:
    with bench.engine.guarded("sender-1"):
        raise UnavailableError(what, "no answer")

    assert not bench.parts.standing.may_send()
    bench.clock.pass_by(0.5)
    assert bench.parts.standing.may_send()


@pytest.mark.parametrize(
    "error",
    [
        ValueError("a bug"),
        KeyError("results"),
        UsageError("state.db: is damaged"),
        OSError(5, "Input/output error"),
    ],
)
def test_any_other_error_is_logged_told_and_followed_by_a_scan(bench: Bench, error: Exception) -> None:
    bench.engine.round()
    bench.parts.wake.clear()

    with bench.engine.guarded("sender-1"):
        raise error

    document = status.of_engine(bench.engine, with_files=False)
    name = type(error).__name__
    assert document["last_error"]["message"] == f"{name} in sender-1: {error}; see the log"
    assert document["state"] == "idle"
    assert "ERROR error in sender-1\nTraceback" in bench.log
    assert bench.is_about_to_scan()


@pytest.mark.parametrize(
    "error",
    [ProblemError(problem("validation")), RefusedError("127.0.0.1 answered 404: is this the product's address?")],
)
def test_a_refusal_of_the_server_is_told_as_its_answer(bench: Bench, error: Exception) -> None:
    bench.engine.round()
    bench.parts.wake.clear()

    with bench.engine.guarded("sender-1"):
        raise error

    document = status.of_engine(bench.engine, with_files=False)
    assert document["last_error"]["message"] == f"the server refused: {error}"
    assert not bench.parts.standing.may_send()
    assert f"INFO sender-1 the server refused: {error}\n" in bench.log
    assert "Traceback" not in bench.log
    assert bench.is_about_to_scan()


def test_an_end_of_the_program_is_no_error(bench: Bench) -> None:
    with pytest.raises(KeyboardInterrupt), bench.engine.guarded("looking"):
        raise KeyboardInterrupt

    assert bench.parts.standing.last_error is None


@pytest.mark.parametrize("error", [ValueError("a bug"), lost(), DiskFullError("full"), SignedOutError("out")])
def test_a_sender_goes_on_after_an_error(bench: Bench, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    worked: list[str] = []

    def work() -> bool:
        worked.append("tried")
        if len(worked) == 1:
            raise error
        bench.engine.stop()
        return False

    def wait(seconds: float) -> None:
        bench.clock.pass_by(seconds)
        bench.parts.standing.clear("paused_disk_full", "signed_out")

    monkeypatch.setattr(bench.engine, "work", work)
    monkeypatch.setattr(bench.parts.standing, "wait", wait)

    bench.engine.keep_sending("sender-1")

    assert len(worked) == 2
    assert bench.engine.beats["sender-1"] == bench.clock.monotonic()


def test_a_sender_sends_nothing_while_something_hinders(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.parts.standing.hinder("locked", "locked")
    monkeypatch.setattr(bench.engine, "work", lambda: pytest.fail("it has sent"))
    monkeypatch.setattr(bench.parts.standing, "wait", lambda _: bench.engine.stop())

    bench.engine.keep_sending("sender-1")


def test_looking_goes_on_after_an_error(bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError("a bug")

    with monkeypatch.context() as patched:
        patched.setattr(bench.parts.looking, "round", fail)
        bench.engine.round()
    (root / "song.als").write_bytes(SONG)

    bench.back_up()

    assert bench.has_stored_once()


def test_a_round_that_failed_is_followed_by_a_pause(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each error asks for a scan at once: one that lasts would fill the log by twenty traces a second."""
    pauses: list[float] = []

    def fail() -> None:
        raise ValueError("a bug")

    def wait(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            bench.engine.stop()

    monkeypatch.setattr(bench.parts.looking, "round", fail)
    monkeypatch.setattr(bench.engine.stopping, "wait", wait)

    bench.engine.run(lambda: None)

    assert pauses == [AFTER_ERROR_S] * 3


def test_a_success_ends_what_was_told_of_network_and_store(bench: Bench, root: Path) -> None:
    bench.parts.standing.failed("store_unavailable", "no answer")
    bench.parts.standing.failed("offline", "no answer")
    (root / "song.als").write_bytes(SONG)

    bench.back_up()

    assert bench.parts.standing.first is None


def test_settings_are_taken_over_in_the_next_round(bench: Bench, folder: Folder) -> None:
    save(bench.home.settings, Settings(folders=(folder,), paused=True, scan_seconds=7))
    bench.engine.round()
    assert "paused" not in bench.parts.standing.hindrances

    bench.engine.reload()
    bench.engine.round()

    assert ("paused" in bench.parts.standing.hindrances, bench.engine.settings.scan_seconds) == (True, 7)
    save(bench.home.settings, Settings(folders=(folder,)))
    bench.engine.reload()
    bench.engine.round()
    assert "paused" not in bench.parts.standing.hindrances


def test_settings_that_make_no_sense_are_told_and_change_nothing(bench: Bench) -> None:
    before = bench.engine.settings
    bench.home.settings.write_text('{"paused": tru}', encoding="utf-8")

    bench.engine.reload()
    bench.engine.round()

    told = status.of_engine(bench.engine, with_files=False)["settings_error"]
    assert "settings.json:1:12: not JSON" in told
    assert bench.engine.settings is before
    save(bench.home.settings, before)
    bench.engine.reload()
    bench.engine.round()
    assert status.of_engine(bench.engine, with_files=False)["settings_error"] is None


def test_a_paused_watcher_looks_and_does_not_send(bench: Bench, root: Path) -> None:
    bench.engine.apply(bench.settings.model_copy(update={"paused": True}))
    (root / "song.als").write_bytes(SONG)

    bench.settle()

    assert not bench.parts.standing.may_send()
    document = status.of_engine(bench.engine, with_files=True)
    assert (document["state"], document["queue"]["pending"]) == ("paused", 1)


def test_a_whole_life_runs_and_ends(bench: Bench, root: Path) -> None:
    """With its threads: what is asked for is done, and nothing is left running."""
    (root / "song.als").write_bytes(SONG)
    before = set(threading.enumerate())
    ready = threading.Event()
    life = threading.Thread(target=bench.engine.run, args=(ready.set,))

    life.start()
    assert ready.wait(30)
    beats = set(bench.engine.beats)
    bench.engine.stop()
    life.join(STOP_WITHIN_S)

    assert not life.is_alive()
    assert beats >= {"looking"}
    assert set(threading.enumerate()) <= before
    assert set(bench.tracking.candidates) == {b"song.als"}


def test_a_disk_that_is_full_from_the_start_ends_the_life(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise DiskFullError("the disk is full")

    monkeypatch.setattr(bench.parts.looking, "follow", full)

    with pytest.raises(DiskFullError):
        Engine(bench.parts, bench.settings).run(lambda: pytest.fail("it is not ready"))
